package io.consentgate.disclosure.live;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How something beside the two sections stands: the files for programs, the links by which people find the notice.
 *
 * @param since from when on it is outdated; null when nobody can know
 * @param why a sentence; null when it is current
 */
public record PartReport(String site, Part part, URI address, Standing standing, Instant since, String why) {

    /** What was looked at. */
    public enum Part {
        /** A file for programs, as this service is reached from outside. */
        MACHINE_FILE,
        /** How a page leads to the notice. */
        NOTICE_LINK,
        /** A page that the notice sends people to. */
        WAY,
        /** What the shop says of Global Privacy Control. */
        GPC;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PartReport current(String site, Part part, URI address) {
        return new PartReport(site, part, address, Standing.CURRENT, null, null);
    }

    static PartReport of(String site, Part part, URI address, Standing standing, String why) {
        return new PartReport(site, part, address, standing, null, why);
    }

    /** Snake_case members, as commands and health print them. */
    public Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", site);
        wire.put("part", part.wire());
        wire.put("address", address.toString());
        wire.put("standing", standing.wire());
        wire.put("since", since == null ? null : since.toString());
        wire.put("why", why);
        wire.values().removeIf(Objects::isNull);
        return wire;
    }
}
