package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Our own format, for sites without a tool that is known here. Written on a click only, plain or percent-encoded:
 *
 * <pre>{"version":1,"receipt_id":"...","recorded_at":"2026-03-02T09:00:00Z","expires_at":"2026-09-02T09:00:00Z",
 * "notice_version":"2026-03","choices":{"site_tracking":true,"profiling_online":false}}</pre>
 *
 * {@code version} and {@code choices} are required, for a yes {@code receipt_id} and {@code recorded_at} too. A member
 * that is not listed here makes it unreadable: a newer version might mean something else by the rest.
 */
final class OwnFormat implements Decoder {

    private static final Long VERSION = 1L;
    private static final Set<String> MEMBERS =
            Set.of("version", "receipt_id", "recorded_at", "expires_at", "notice_version", "choices");

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, Object> record = Json.object(raw);
        Map<String, Object> choices = Json.object(record, "choices");
        if (!VERSION.equals(record.get("version")) || !MEMBERS.containsAll(record.keySet()) || choices == null) {
            throw BadValue.unparsable();
        }
        if (choices.isEmpty()) {
            return Said.notAsked();
        }
        Said said = new Said();
        choices.forEach((purpose, answer) -> said.answer(purpose, Json.bool(answer)));
        said.at = Dates.iso(record.get("recorded_at"));
        said.expiresAt = Dates.iso(record.get("expires_at"));
        said.receiptId = Json.text(record, "receipt_id");
        said.noticeVersion = Json.text(record, "notice_version");
        if (!settings.expects(said.noticeVersion)) {
            return said.because(Decision.STALE, BannerReason.VERSION_MISMATCH);
        }
        if (record.get("expires_at") != null && said.expiresAt == null) {
            throw BadValue.unparsable();
        }
        return said.needs(said.receiptId != null, BannerReason.EVIDENCE_MISSING);
    }
}
