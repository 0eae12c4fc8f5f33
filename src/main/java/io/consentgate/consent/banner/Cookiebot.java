package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** {@code CookieConsent}: a JavaScript literal, partly percent-encoded, without quoted keys (consent.md 2.3). */
final class Cookiebot implements Decoder {

    private static final String[] CATEGORIES = {"necessary", "preferences", "statistics", "marketing"};
    private static final int SHORTEST_STAMP = 20;

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        if (raw.equals("0")) {
            return onlyNecessary(new Said(), Boolean.FALSE);
        }
        if (raw.equals("-1")) {
            return onlyNecessary(new Said().because(Decision.NOT_REQUIRED, BannerReason.NOT_ASKED), null);
        }
        Map<String, String> members = new Literal(Percent.decode(raw)).members();
        Said said = new Said();
        for (String category : CATEGORIES) {
            String answer = members.get(category);
            if (answer != null) {
                said.answer(category, bool(answer));
            }
        }
        if (said.categories.isEmpty()) {
            throw BadValue.unparsable();
        }
        said.at = Dates.millis(members.get("utc"));
        String stamp = members.get("stamp");
        said.receiptId = "-1".equals(stamp) ? null : stamp;
        String method = members.get("method");
        if ("implied".equals(method)) {
            return said.because(Decision.IMPLIED, BannerReason.IMPLIED);
        }
        return said.needs(method == null || method.equals("explicit"), BannerReason.EVIDENCE_MISSING)
                .needs(stamp != null && isReceipt(stamp), BannerReason.EVIDENCE_MISSING);
    }

    private static Said onlyNecessary(Said said, Boolean others) {
        for (String category : CATEGORIES) {
            said.answer(category, category.equals("necessary") ? Boolean.TRUE : others);
        }
        return said.needs(false, BannerReason.EVIDENCE_MISSING);
    }

    private static Boolean bool(String answer) {
        return switch (answer) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw BadValue.unparsable();
        };
    }

    /** Cookiebot's own are base64 of a signature; blocking tools invent words. */
    private static boolean isReceipt(String stamp) {
        int length = stamp.length();
        while (length > 0 && stamp.charAt(length - 1) == '=' && stamp.length() - length < 2) {
            length--;
        }
        if (length < SHORTEST_STAMP) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = stamp.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/')) {
                return false;
            }
        }
        return true;
    }

    /** One flat object literal; keys and values bare or quoted either way, and nothing after it. */
    private static final class Literal {

        private final String text;
        private int at;

        Literal(String text) {
            this.text = text;
        }

        Map<String, String> members() {
            expect('{');
            Map<String, String> members = new HashMap<>();
            do {
                String key = token();
                expect(':');
                if (members.put(key, token()) != null) {
                    throw BadValue.conflict();
                }
            } while (separated());
            expect('}');
            if (at != text.length()) {
                throw BadValue.unparsable();
            }
            return members;
        }

        private boolean separated() {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char wanted) {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != wanted) {
                throw BadValue.unparsable();
            }
            at++;
        }

        private String token() {
            skipBlanks();
            if (at >= text.length()) {
                throw BadValue.unparsable();
            }
            char quote = text.charAt(at);
            if (quote == '\'' || quote == '"') {
                int end = text.indexOf(quote, at + 1);
                if (end < 0) {
                    throw BadValue.unparsable();
                }
                String token = text.substring(at + 1, end);
                at = end + 1;
                return token;
            }
            int from = at;
            while (at < text.length() && isBare(text.charAt(at))) {
                at++;
            }
            if (at == from) {
                throw BadValue.unparsable();
            }
            return text.substring(from, at);
        }

        private static boolean isBare(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
        }

        /** Forged cookies come with a plus after each comma, where somebody encoded a blank as a form does. */
        private void skipBlanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '+')) {
                at++;
            }
        }
    }
}
