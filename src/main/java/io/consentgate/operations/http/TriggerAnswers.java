package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.access.FrontDoor;
import io.consentgate.configuration.Role;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.operations.TriggerDesk.Named;
import io.vertx.ext.auth.User;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** {@code /v1/triggers}: what marketers have started, whom it would reach, and the switch that stops it. */
public final class TriggerAnswers {

    private final TriggerDesk desk;

    public TriggerAnswers(TriggerDesk desk) {
        this.desk = desk;
    }

    public Reply list() {
        return Reply.json(200, Map.of("triggers", desk.list()));
    }

    public Reply preview(@Body byte[] body, @Header("CamelVertxPlatformHttpAuthenticatedUser") User user) {
        boolean officer = FrontDoor.callerOf(user).role() == Role.DPO;
        return answer(body, named -> desk.preview(named, officer));
    }

    public Reply pause(@Body byte[] body) {
        return answer(body, named -> desk.turn(named, true));
    }

    public Reply resume(@Body byte[] body) {
        return answer(body, named -> desk.turn(named, false));
    }

    private Reply answer(byte[] body, Function<Named, Object> shape) {
        JsonNode json;
        try {
            json = Json.read(body);
        } catch (IOException notJson) {
            json = null;
        }
        if (json == null || !json.path("trigger").isTextual()) {
            return Reply.problem(
                    400, "Bad Request", "The body is {\"trigger\":\"...\"}, with \"site\" where several have it.");
        }
        return desk.find(json.path("site").textValue(), json.get("trigger").textValue())
                .map(named -> Reply.json(200, shape.apply(named)))
                .orElseGet(() -> Reply.problem(
                        404, "Not Found", "No site's file declares this trigger, or several do: name the site."));
    }
}
