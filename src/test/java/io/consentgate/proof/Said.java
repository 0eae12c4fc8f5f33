package io.consentgate.proof;

/** What one made-up person has said about marketing by e-mail, and whether mail may be sent (READINGS 1 to 9, 22). */
enum Said {
    CONFIRMED(true),
    CONFIRMED_BY_CLICK(true),
    UNKNOWN_AFTERWARDS(true),
    OTHER_CHANNEL_WITHDRAWN(true),
    REFUSED_THEN_CONFIRMED(true),
    RESTRICTED_AND_LIFTED(true),
    SINGLE_OPT_IN(false),
    PENDING(false),
    PENDING_TOO_LONG(false),
    REFUSED(false),
    WITHDRAWN(false),
    WITHDRAWN_EVERYWHERE(false),
    WITHDRAWN_AT_THE_SAME_INSTANT(false),
    WITHDRAWN_ON_THE_DAY(false),
    OBJECTED(false),
    OBJECTED_ON_ANOTHER_CHANNEL(false),
    RESTRICTED(false),
    PRE_TICKED(false),
    BUNDLED(false),
    STALE(false),
    UNDATED(false),
    FUTURE(false),
    WITHOUT_NOTICE(false),
    WITHOUT_EVIDENCE(false),
    MINOR(false),
    ERASED(false),
    TRACKING_ONLY(false),
    NOTHING(false);

    private final boolean mail;

    Said(boolean mail) {
        this.mail = mail;
    }

    boolean mail() {
        return mail;
    }

    /** Whether a soft opt-in counts beside it: no no, no right exercised, no minor (READINGS 7, 9). */
    boolean leavesSoftOptIn() {
        return switch (this) {
            case REFUSED,
                    WITHDRAWN,
                    WITHDRAWN_EVERYWHERE,
                    WITHDRAWN_AT_THE_SAME_INSTANT,
                    WITHDRAWN_ON_THE_DAY,
                    OBJECTED,
                    OBJECTED_ON_ANOTHER_CHANNEL,
                    RESTRICTED,
                    MINOR,
                    ERASED -> false;
            default -> true;
        };
    }
}
