package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Google's {@code gcs} and {@code gcd}, alone or as a query ({@code gcs=G101&gcd=...}). They steer Google's own tags and
 * are no proof of anything else: never a yes, though a denial by the visitor is heard (consent.md 2.9).
 */
final class GoogleConsentMode implements Decoder {

    /** The letters of gcd; nobody but their observers specified them. */
    enum State {
        UNSET(null),
        DENIED_BY_DEFAULT(null),
        GRANTED_BY_DEFAULT(null),
        DENIED(false),
        GRANTED(true);

        /** What a visitor answered; defaults are the site's. */
        final Boolean answer;

        State(Boolean answer) {
            this.answer = answer;
        }
    }

    private static final String[] GCD = {"ad_storage", "analytics_storage", "ad_user_data", "ad_personalization"};

    @Override
    public boolean readsNothing() {
        return true;
    }

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Said said = new Said().because(Decision.UNKNOWN, BannerReason.SIGNAL_NOT_PROOF);
        said.dated = false;
        states(raw).forEach((signal, state) -> said.categories.put(signal, state.answer));
        return said;
    }

    static Map<String, State> states(String raw) {
        Map<String, State> states = new LinkedHashMap<>();
        int from = 0;
        while (from <= raw.length()) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            String part = raw.substring(from, end);
            if (part.startsWith("gcs=") || part.startsWith("gcd=")) {
                part = part.substring(4);
            }
            merge(states, part.startsWith("G") ? gcs(part) : gcd(part));
            from = end + 1;
        }
        return states;
    }

    /** Where both speak, a denial stands. */
    private static void merge(Map<String, State> states, Map<String, State> others) {
        others.forEach(
                (signal, state) -> states.merge(signal, state, (one, other) -> one == State.DENIED ? one : other));
    }

    private static Map<String, State> gcs(String value) {
        if (value.length() != 4 || value.charAt(1) != '1') {
            throw BadValue.unparsable();
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            states.put(
                    GCD[i],
                    switch (value.charAt(2 + i)) {
                        case '1' -> State.GRANTED;
                        case '0' -> State.DENIED;
                        case '-' -> State.UNSET;
                        default -> throw BadValue.unparsable();
                    });
        }
        return states;
    }

    private static Map<String, State> gcd(String value) {
        boolean opens = value.length() >= 9 && value.charAt(0) == '1' && isSeparator(value.charAt(1));
        if (!opens) {
            throw BadValue.unparsable();
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < GCD.length; i++) {
            states.put(GCD[i], state(value.charAt(2 + 2 * i)));
            if (i < GCD.length - 1 && !isSeparator(value.charAt(3 + 2 * i))) {
                throw BadValue.unparsable();
            }
        }
        for (int i = 9; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                throw BadValue.unparsable();
            }
        }
        return states;
    }

    private static boolean isSeparator(char c) {
        return c >= '0' && c <= '9';
    }

    /** Upper case: inherited from another container on the page. */
    private static State state(char letter) {
        return switch (letter) {
            case 'l', 'L' -> State.UNSET;
            case 'p', 'P' -> State.DENIED_BY_DEFAULT;
            case 't', 'T' -> State.GRANTED_BY_DEFAULT;
            case 'q', 'Q', 'm', 'M', 'u', 'U' -> State.DENIED;
            case 'r', 'R', 'n', 'N', 'v', 'V' -> State.GRANTED;
            default -> throw BadValue.unparsable();
        };
    }
}
