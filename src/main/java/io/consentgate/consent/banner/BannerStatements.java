package io.consentgate.consent.banner;

import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerState.Answer;
import io.consentgate.consent.banner.BannerState.Decision;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Verdict;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the register keeps of a banner's state (READINGS 41, 42). */
public final class BannerStatements {

    /** The form that a site may declare in its file, so that states need not repeat the notice's version. */
    public static final String COLLECTED_FROM = "banner";

    private static final int SAID_BYTES = 8;

    private BannerStatements() {}

    /**
     * @param format of the event, the schema's name
     * @param recordedAt of the event: when the page read the state
     * @param eventTime of the envelope, null when absent
     * @param noticeVersion that the event names, null when none: then the value's own counts
     * @param declaredVersion of the notice that the site says its banner shows: counts when nothing else names one
     * @return a yes or a no per purpose; {@code unknown} where nobody was asked, which changes nothing; and
     *     {@code unreadable_banner}, which closes, for every state that claims what it cannot show
     */
    public static List<Statement> of(
            BannerState state,
            String format,
            Instant recordedAt,
            Instant eventTime,
            String noticeVersion,
            String declaredVersion) {
        if (!(state instanceof Read read)) {
            return List.of(closed(state, format, recordedAt));
        }
        String version = Stream.of(noticeVersion, read.noticeVersion(), declaredVersion)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Event event = new Event(format, recordedAt, eventTime, version, said(read));
        List<Statement> statements = new ArrayList<>(2);
        ConsentStatus tracking = status(read, read.siteTracking(), recordedAt);
        ConsentStatus profiling =
                read.profilingOnline() == null ? null : status(read, read.profilingOnline(), recordedAt);
        if (tracking == null && (profiling == null || profiling == ConsentStatus.UNKNOWN)) {
            return List.of(closed(state, format, recordedAt));
        }
        statements.add(event.choice(Purpose.SITE_TRACKING, tracking, read, read.siteTracking()));
        if (read.profilingOnline() != null) {
            statements.add(event.choice(Purpose.PROFILING_ONLINE, profiling, read, read.profilingOnline()));
        }
        return List.copyOf(statements);
    }

    /** A yes that the tool itself would have forgotten has no code of its own. */
    private static Statement closed(BannerState state, String format, Instant recordedAt) {
        BannerReason reason = state.reason() == null ? BannerReason.EXPIRED : state.reason();
        return new Statement.UnreadableBanner(format, recordedAt, reason.code());
    }

    /** Recognises the same answers, in whatever order and with whatever ids and dates a tool writes them. */
    private static String said(Read read) {
        StringBuilder said = new StringBuilder(read.decision().name());
        new TreeMap<>(read.categories())
                .forEach((name, answer) ->
                        said.append('\n').append(name).append('=').append(answer));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(said.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SAID_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Null for a state that closes without being anybody's no. */
    private static ConsentStatus status(Read read, Answer answer, Instant recordedAt) {
        return switch (answer.verdict()) {
            case REFUSED -> ConsentStatus.REFUSED;
            case GIVEN -> expired(read, recordedAt) ? null : ConsentStatus.GIVEN;
            case CLAIMED, ABSENT -> saysNothing(read, answer) ? ConsentStatus.UNKNOWN : null;
        };
    }

    /** The tool itself would have forgotten it. */
    private static boolean expired(Read read, Instant recordedAt) {
        return read.expiresAt() != null && !read.expiresAt().isAfter(recordedAt);
    }

    /** A banner not answered takes nothing back (consent.md 2.1 rule 6), and Google's signals are about Google. */
    private static boolean saysNothing(Read read, Answer answer) {
        return answer.reason() == BannerReason.SIGNAL_NOT_PROOF
                || (answer.verdict() == Verdict.ABSENT
                        && (read.decision() == Decision.NONE || read.decision() == Decision.NOT_REQUIRED));
    }

    private record Event(String format, Instant recordedAt, Instant eventTime, String noticeVersion, String said) {

        /** @param status null = no yes that counts, beside another purpose's: here it is a no */
        Statement choice(Purpose purpose, ConsentStatus status, Read read, Answer answer) {
            boolean given = status == ConsentStatus.GIVEN;
            boolean chosen = given || (status == ConsentStatus.REFUSED && answer.reason() != BannerReason.GPC_CONFLICT);
            When at = chosen ? chosenAt(read, given) : When.at(recordedAt);
            return new Statement.Choice(
                    purpose,
                    Channel.WEB,
                    status == null ? ConsentStatus.REFUSED : status,
                    LegalBasis.CONSENT,
                    null,
                    null,
                    null,
                    at,
                    eventTime,
                    COLLECTED_FROM,
                    noticeVersion,
                    given && at != null,
                    null,
                    false,
                    false,
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "site",
                    new Statement.Banner(
                            format,
                            said,
                            read.dated(),
                            given ? read.expiresAt() : null,
                            answer.reason() == null ? null : answer.reason().code()),
                    null);
        }

        /**
         * The tool's own date; for tools without one, when the page read it. Of a TC string only the day is known: a no
         * counts to its end, or it would lose against a yes of the same day (READINGS 1).
         */
        private When chosenAt(Read read, boolean given) {
            if (read.recordedAt() == null) {
                return When.at(recordedAt);
            }
            boolean dayOnly =
                    BannerFormat.of(format).map(BannerFormat::knowsOnlyDays).orElse(false);
            return dayOnly && !given
                    ? When.on(LocalDate.ofInstant(read.recordedAt(), ZoneOffset.UTC))
                    : When.at(read.recordedAt());
        }
    }
}
