package io.consentgate.mapping;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a mapped value comes from; whatever is not one of these never leaves (consent.md 3.12). */
public sealed interface Source {

    /** What has to be allowed before a member of the contact may leave (consent.md 3.12, READINGS 24). */
    enum Group {
        IDENTITY,
        MOBILE_PHONE,
        POST_ADDRESS,
        LOYALTY,
        BIRTH_DATE,
        AGE_CONFIRMED,
        /** A field of the site's own. */
        ATTRIBUTE,
        /** A field of the site's own that tells what somebody buys ({@link PurchaseDetail}). */
        PURCHASE_DETAIL;

        /** Whether it is a field of the site's own, which its file names. */
        public boolean ofSite() {
            return this == ATTRIBUTE || this == PURCHASE_DETAIL;
        }
    }

    enum Part {
        STATE,
        DATE,
        NOTICE_VERSION,
        /** The day on which the permission ends; nothing while there is none. */
        EXPIRES,
        /** The same day, but only from 30 days before it: it tells the marketer to ask again. */
        EXPIRING
    }

    /** @param member name in the profile */
    record Contact(String member, Group group) implements Source {}

    /** @param channel NONE for purposes that have one cell */
    record Consent(Purpose purpose, Channel channel, Part part) implements Source {}

    Map<String, Group> CONTACT_MEMBERS = Map.ofEntries(
            Map.entry("first_name", Group.IDENTITY),
            Map.entry("last_name", Group.IDENTITY),
            Map.entry("company", Group.IDENTITY),
            Map.entry("locale", Group.IDENTITY),
            Map.entry("country_code", Group.IDENTITY),
            Map.entry("is_guest", Group.IDENTITY),
            Map.entry("created_at", Group.IDENTITY),
            Map.entry("phone", Group.MOBILE_PHONE),
            Map.entry("region", Group.POST_ADDRESS),
            Map.entry("city", Group.POST_ADDRESS),
            Map.entry("postal_code", Group.POST_ADDRESS),
            Map.entry("birth_date", Group.BIRTH_DATE),
            Map.entry("age_confirmed", Group.AGE_CONFIRMED),
            Map.entry("loyalty.card_number", Group.LOYALTY),
            Map.entry("loyalty.points", Group.LOYALTY),
            Map.entry("loyalty.total_spent", Group.LOYALTY),
            Map.entry("loyalty.enrolled_at", Group.LOYALTY));

    /** Reads {@code contact.<member>}, {@code contact.attributes.<name>} or {@code consent.<purpose>[.<channel>].<part>}. */
    static Optional<Source> of(String text) {
        if (text.startsWith("contact.attributes.")) {
            String name = text.substring("contact.attributes.".length());
            return name.isEmpty() || SpecialCategory.named(name)
                    ? Optional.empty()
                    : Optional.of(new Contact(
                            "attributes." + name,
                            PurchaseDetail.named(name) ? Group.PURCHASE_DETAIL : Group.ATTRIBUTE));
        }
        if (text.startsWith("contact.")) {
            String member = text.substring("contact.".length());
            return Optional.ofNullable(CONTACT_MEMBERS.get(member)).map(group -> new Contact(member, group));
        }
        return text.startsWith("consent.") ? consent(text.split("\\.", -1)) : Optional.empty();
    }

    private static Optional<Source> consent(String[] words) {
        try {
            Purpose purpose = Purpose.of(words[1]);
            if (words.length != (purpose.perChannel() ? 4 : 3)) {
                return Optional.empty();
            }
            Channel channel = purpose.perChannel() ? Channel.of(words[2]) : Channel.NONE;
            return Optional.of(
                    new Consent(purpose, channel, Part.valueOf(words[words.length - 1].toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
