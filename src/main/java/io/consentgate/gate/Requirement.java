package io.consentgate.gate;

import java.util.Locale;

/** What a country's rule may ask of a grant beyond complete evidence (consent.md 3.3, 3.5, 3.7). */
public enum Requirement {
    /** Who, when, how and under which notice; asked of every grant, whether the rule says so or not. */
    EVIDENCE_COMPLETE,
    /** The owner of the address confirmed it (READINGS 4). */
    DOUBLE_OPT_IN,
    /** The address was given in the context of a completed sale. */
    SALE,
    /** As SALE, or of negotiations for one: an order that was not completed, a cart whose owner gave the address. */
    SALE_OR_NEGOTIATION,
    /** The site declares that the list advertises own goods, similar to those bought. */
    OWN_SIMILAR,
    OPT_OUT_AT_COLLECTION,
    OPT_OUT_IN_MESSAGE,
    /** Direct marketing by e-mail was never refused, or was agreed to since. */
    NO_OBJECTION,
    /** A written balance of interests and the document that shows the contact. */
    ASSESSMENT,
    /** Direct marketing on the same channel is allowed: a permission for the channel (consent.md 3.3). */
    DIRECT_MARKETING,
    /** Tracking is allowed: a permission for the behaviour that the message rests on (consent.md 3.3). */
    SITE_TRACKING,
    /** Another controller gets the address, as with custom audiences: marketing by third parties is allowed. */
    THIRD_PARTY_MARKETING,
    /** The number was checked against the country's opposition register (R5). */
    OPPOSITION_REGISTER,
    /** Only for the message about one abandoned cart ({@link Gate#cart}); nothing that was stated opens it. */
    CART,
    /** The first and only reminder of that cart (consent.md 3.6 C2, C3). */
    FIRST_REMINDER,
    /** Within the country's {@code cart_reminder_hours} of the abandonment. */
    PROMPT,
    /** A link to the cart; no price, no discount, no recommendation. */
    NO_OFFER,
    /** The site's notice tells of the reminder. */
    DISCLOSED,
    /** No refusal, withdrawal or objection to marketing by e-mail is on file. */
    NO_REFUSAL;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
