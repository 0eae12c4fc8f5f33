package io.consentgate.activecampaign;

/** What a slot is used for: bulk imports also have a quota per minute (activecampaign-api.md chapter 2). */
enum Use {
    CALL(0),
    IMPORT_MANY(100),
    IMPORT_ONE(20);

    private final int perMinute;

    Use(int perMinute) {
        this.perMinute = perMinute;
    }

    boolean isImport() {
        return perMinute > 0;
    }

    /** In any 60 seconds; 0 = no quota of its own. */
    int perMinute() {
        return perMinute;
    }
}
