package io.consentgate.operations.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines that a shop would send. */
final class Shop {

    static final String GIULIA = "giulia.bianchi@example.com";
    static final Instant YESTERDAY = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    private Shop() {}

    static String contact(String id, String email) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"shop.example.com/customers\","
                + "\"type\":\"contact\",\"platform\":\"custom\",\"shop\":\"shop.example.com\",\"data\":{\"email\":\""
                + email + "\",\"external_id\":\"c-" + id + "\",\"first_name\":\"Giulia\",\"updated_at\":\""
                + YESTERDAY + "\"}}";
    }

    /** A confirmed one, with evidence and notice. */
    static String grant(String id, String email) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"shop.example.com/consents\","
                + "\"type\":\"consent\",\"platform\":\"custom\",\"shop\":\"shop.example.com\",\"data\":{\"person\":"
                + "{\"email\":\"" + email + "\"},\"purpose\":\"direct_marketing\",\"channel\":\"email\","
                + "\"status\":\"given\",\"opt_in_level\":\"confirmed_opt_in\",\"recorded_at\":\"" + YESTERDAY
                + "\",\"collected_from\":\"checkout\",\"notice_version\":\"2026-03\",\"legal_basis\":\"consent\","
                + "\"evidence\":{\"form\":\"checkout\"}}}";
    }
}
