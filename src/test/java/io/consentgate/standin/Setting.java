package io.consentgate.standin;

import static io.consentgate.standin.Quirk.EMPTY_DATES_AS_ZEROS;
import static io.consentgate.standin.Quirk.LINKS_AS_EMPTY_ARRAY;
import static io.consentgate.standin.Quirk.UTC_TIMESTAMPS_ARE_CENTRAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What all rooms of one account share: time, switches, own address, and how dates and links are written. */
record Setting(Clock clock, Switches switches, Supplier<String> baseUrl) {

    /** 4: dates carry the offset of US Central. */
    static final ZoneId CENTRAL = ZoneId.of("America/Chicago");

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    boolean isOn(Quirk quirk) {
        return switches.isOn(quirk);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    String date(Instant instant) {
        if (instant == null) {
            return isOn(EMPTY_DATES_AS_ZEROS) ? "0000-00-00 00:00:00" : null;
        }
        return ISO.format(instant.atZone(CENTRAL));
    }

    String wall(Instant instant) {
        return WALL.format(instant.atZone(CENTRAL));
    }

    String utcWall(Instant instant) {
        return WALL.format(instant.atZone(isOn(UTC_TIMESTAMPS_ARE_CENTRAL) ? CENTRAL : ZoneOffset.UTC));
    }

    /** Links of one record: relation names, each may carry its own query. */
    JsonNode links(String resource, Object id, String... relations) {
        if (isOn(LINKS_AS_EMPTY_ARRAY)) {
            return Json.array();
        }
        ObjectNode links = Json.object();
        String prefix = baseUrl.get() + Call.PREFIX + "/" + resource + "/" + id + "/";
        for (String relation : relations) {
            int mark = relation.indexOf('?');
            links.put(mark < 0 ? relation : relation.substring(0, mark), prefix + relation);
        }
        return links;
    }
}
