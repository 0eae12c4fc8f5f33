package io.consentgate.confirmation.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a text may name, as {@code {{...}}}. Nothing of it comes from whoever filled in a form: a stranger could send his
 * own words to anybody by it.
 *
 * @param controller who writes
 * @param postalAddress the controller's
 * @param contact where people exercise their rights
 * @param website the shop's; empty when unknown
 * @param link opens the page with the button
 * @param until when the link ends, in the reader's language
 */
public record MailValues(
        String controller, String postalAddress, String contact, String website, String link, String until) {

    static final MailValues EXAMPLE = new MailValues(
            "Esempio S.r.l.",
            "Via Esempio 1, 20100 Milano",
            "privacy@shop.example.com",
            "https://shop.example.com",
            "https://shop.example.com/confirm/0123456789",
            "29 November 2026, 10:15");

    Map<String, String> byName() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("controller", controller);
        values.put("postal_address", postalAddress);
        values.put("contact", contact);
        values.put("website", website);
        values.put("link", link);
        values.put("until", until);
        return values;
    }
}
