package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Answer;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Unreadable;
import io.consentgate.consent.banner.BannerState.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns a banner's stored value into a state. Whatever the value, it answers; it never throws. */
public final class BannerReader {

    /** Browsers and proxies cut there (consent.md 2.1 rule 8). */
    private static final int CUT_AT = 4096;

    /** The schema's limit for {@code raw}. */
    private static final int LONGEST = 16_384;

    private BannerReader() {}

    /**
     * @param format the schema's name
     * @param raw the cookie or storage value as the browser holds it; Complianz's and Osano's cookies joined by "; "
     * @param gpc whether the browser sent Global Privacy Control with it
     * @param receivedAt a date after it is not credible
     */
    public static BannerState read(
            String format, String raw, BannerSettings settings, boolean gpc, Instant receivedAt) {
        return BannerFormat.of(format)
                .map(known -> read(known, raw, settings, gpc, receivedAt))
                .orElseGet(() -> new Unreadable(BannerReason.UNKNOWN_FORMAT));
    }

    public static BannerState read(
            BannerFormat format, String raw, BannerSettings settings, boolean gpc, Instant receivedAt) {
        boolean cut = raw != null && raw.length() >= CUT_AT / 3 && bytes(raw) >= CUT_AT;
        try {
            return Judge.judge(format, settings, said(format, raw, settings, receivedAt), cut, gpc, receivedAt);
        } catch (BadValue bad) {
            return new Unreadable(cut && bad.code == BannerReason.UNPARSABLE ? BannerReason.CUT_OFF : bad.code);
        } catch (RuntimeException | StackOverflowError unforeseen) {
            return new Unreadable(BannerReason.UNPARSABLE);
        }
    }

    private static Said said(BannerFormat format, String raw, BannerSettings settings, Instant receivedAt) {
        if (raw != null && raw.length() > LONGEST) {
            throw BadValue.unparsable();
        }
        Decoder decoder = format.decoder;
        if (decoder.readsNothing()) {
            return decoder.read(raw, settings, receivedAt);
        }
        if (raw == null || raw.isBlank()) {
            return Said.notAsked();
        }
        if (!Percent.isClean(raw)) {
            throw BadValue.because(BannerReason.MISENCODED);
        }
        return decoder.read(raw, settings, receivedAt);
    }

    /**
     * All that a {@code Cookie:} header holds; several tools, or a cookie twice, must agree (consent.md 2.1 rule 4).
     *
     * @param formats the tools to look for
     */
    public static BannerState read(
            CookieHeader header, List<BannerFormat> formats, BannerSettings settings, boolean gpc, Instant receivedAt) {
        List<BannerState> states = new ArrayList<>();
        for (BannerFormat format : formats) {
            for (String raw : header.of(format)) {
                states.add(read(format, raw, settings, gpc, receivedAt));
            }
        }
        return states.isEmpty()
                ? Judge.judge(BannerFormat.CONSENTGATE, settings, Said.notAsked(), false, gpc, receivedAt)
                : mostRestrictive(states);
    }

    /** One that claims a yes beside one that does not is a contradiction, and no yes. */
    private static BannerState mostRestrictive(List<BannerState> states) {
        BannerState strictest = states.get(0);
        for (BannerState state : states) {
            if (claims(state, Read::siteTracking) != claims(strictest, Read::siteTracking)
                    || claims(state, Read::profilingOnline) != claims(strictest, Read::profilingOnline)) {
                return new Unreadable(BannerReason.CONFLICT);
            }
            if (rank(state) > rank(strictest)) {
                strictest = state;
            }
        }
        return strictest;
    }

    private static boolean claims(BannerState state, Function<Read, Answer> purpose) {
        Answer answer = state instanceof Read read ? purpose.apply(read) : null;
        return answer != null && (answer.verdict() == Verdict.GIVEN || answer.verdict() == Verdict.CLAIMED);
    }

    private static int rank(BannerState state) {
        return state instanceof Read read ? read.siteTracking().verdict().ordinal() : Verdict.ABSENT.ordinal();
    }

    private static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate is half of four bytes.
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}
