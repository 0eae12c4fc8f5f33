package io.consentgate.mapping;

/** A field in ActiveCampaign. */
public sealed interface Target extends Comparable<Target> {

    /** Unique name inside an account: {@code email}, {@code first_name}, ... or {@code custom:<TITLE>}. */
    String key();

    @Override
    default int compareTo(Target other) {
        return key().compareTo(other.key());
    }

    /** {@code email}, {@code first_name}, {@code last_name} or {@code phone}. */
    record Standard(String key) implements Target {}

    /**
     * A custom field, found by its title and created by {@code setup}.
     *
     * @param title as marketers see it
     * @param type text, textarea, date, datetime or number
     */
    record Custom(String title, String type) implements Target {
        @Override
        public String key() {
            return "custom:" + title;
        }
    }
}
