package io.consentgate.disclosure.live;

import java.net.URI;
import java.util.Locale;

/**
 * A page that has to show a section of the notice.
 *
 * @param section privacy or cookie
 * @param language ISO 639-1
 */
public record SitePage(String site, URI address, Section section, String language) {

    /** The two parts of a notice, each with a place of its own. */
    public enum Section {
        PRIVACY,
        COOKIE;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Section of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }

        /** Name of its HTML inside a version's folder. */
        String file(String language) {
            return wire() + "-section." + language + ".html";
        }

        /** The anchor that its HTML carries. */
        String anchor() {
            return wire() + "-activecampaign";
        }
    }
}
