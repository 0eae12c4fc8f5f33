package io.consentgate.disclosure.live;

import io.consentgate.disclosure.Section;
import java.net.URI;
import java.util.Locale;

/**
 * A page that has to show a section of the notice.
 *
 * @param language ISO 639-1
 */
public record SitePage(String site, URI address, Section section, String language) {

    /** As it stands on wires and in rows: privacy or cookie. */
    public String sectionName() {
        return section.name().toLowerCase(Locale.ROOT);
    }

    static Section section(String name) {
        return Section.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
