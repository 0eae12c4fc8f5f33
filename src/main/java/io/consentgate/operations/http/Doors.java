package io.consentgate.operations.http;

import io.consentgate.access.Door;
import io.consentgate.access.FrontDoor;
import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Role;
import java.time.Clock;
import java.util.List;

/** Every way in (DESIGN 1.3); what is not listed here does not exist. */
public final class Doors {
    private static final long QUESTION_BYTES = 4096;

    private Doors() {}

    public static FrontDoor of(Keys keys, Clock clock) {
        return new FrontDoor(all(), keys, clock);
    }

    static List<Door> all() {
        return List.of(
                Door.keyed("POST", "/v1/events", Role.SITE)
                        .taking(Long.MAX_VALUE, PushEvents.EITHER, PushEvents.ONE, PushEvents.BATCH, PushEvents.NDJSON),
                Door.keyed("POST", "/v1/people/decision", Role.MARKETER, Role.OPERATOR, Role.DPO)
                        .taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.keyed("POST", "/v1/people/consents", Role.SITE).taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.open("GET", "/openapi.yaml"));
    }
}
