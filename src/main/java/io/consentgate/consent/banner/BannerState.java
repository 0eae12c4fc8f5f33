package io.consentgate.consent.banner;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a banner's value says. */
public sealed interface BannerState {

    /**
     * A value that could be read.
     *
     * @param categories what each category, service, vendor or purpose was answered; null = not answered
     * @param dated whether {@code recordedAt} is the choice's, and not of when the value was written or read
     * @param recordedAt when the choice was made, by the tool's own date; null when it keeps none or an impossible one
     * @param expiresAt when the tool forgets the choice, null when it does not say
     * @param receiptId the tool's id of this choice, null when it has none
     * @param noticeVersion of the notice under which the choice was made, null when the value does not name it
     * @param profilingOnline null when the site maps no category to it (READINGS 42)
     */
    record Read(
            Decision decision,
            Map<String, Boolean> categories,
            boolean dated,
            Instant recordedAt,
            Instant expiresAt,
            String receiptId,
            String noticeVersion,
            Answer siteTracking,
            Answer profilingOnline)
            implements BannerState {

        public Read {
            categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        }

        @Override
        public boolean activeCampaignTracking() {
            return siteTracking.verdict() == Verdict.GIVEN;
        }

        @Override
        public BannerReason reason() {
            return siteTracking.reason();
        }
    }

    /** A value that says nothing reliable: tracking and online profiling are denied (READINGS 41). */
    record Unreadable(BannerReason code) implements BannerState {

        @Override
        public boolean activeCampaignTracking() {
            return false;
        }

        @Override
        public BannerReason reason() {
            return code;
        }
    }

    /** Whether the value alone lets ActiveCampaign's site tracking start; freshness is the gate's (rule R9). */
    boolean activeCampaignTracking();

    /** Why not; null when it does. */
    BannerReason reason();

    /** How the value came to be; only {@code EXPLICIT} can open. */
    enum Decision {
        EXPLICIT,
        /** Scrolled, dismissed, or the site's default: nobody chose (consent.md 2.1 rule 3). */
        IMPLIED,
        NONE,
        NOT_REQUIRED,
        /** Chosen under an older revision, policy or taxonomy than the site's. */
        STALE,
        AWAITING_RECONSENT,
        CONFLICT,
        /** Cannot be told from a default. */
        UNKNOWN,
        /** A yes without what proves it. */
        INVALID
    }

    enum Verdict {
        GIVEN,
        /** It says yes, but the yes does not count. */
        CLAIMED,
        /** It says nothing that could be a yes. */
        ABSENT,
        REFUSED
    }

    /** One purpose's answer. @param reason null exactly when given */
    record Answer(Verdict verdict, BannerReason reason) {

        static final Answer GIVEN = new Answer(Verdict.GIVEN, null);
    }
}
