package io.consentgate.consent.banner;

import java.time.Instant;

/** {@code klaro}: an answer per service; no date, receipt or version; only a click on save writes it (consent.md 2.8). */
final class Klaro implements Decoder {

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Said said = new Said();
        said.dated = false;
        Json.object(raw).forEach((service, answer) -> said.answer(service, Json.bool(answer)));
        return said;
    }
}
