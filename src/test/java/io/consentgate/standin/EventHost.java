package io.consentgate.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Collection;
import java.util.Locale;

/** {@code POST /event} of the event host (15.2): form body only, no token, success says nothing. */
final class EventHost {

    static final String PATH = "/event";

    private final Switches switches;
    private final Collection<StandInAccount> accounts;

    EventHost(Switches switches, Collection<StandInAccount> accounts) {
        this.switches = switches;
        this.accounts = accounts;
    }

    Answer answer(Call call) {
        String type = call.header("Content-Type");
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        Query fields = Query.parse(form ? call.bodyText() : "");
        String account = fields.value("actid").orElse("");
        if (account.isEmpty()) {
            return answer(false, "An account ID must be provided.");
        }
        StandInAccount known = accounts.stream()
                .filter(each -> each.eventAccount().equals(account)
                        && each.eventKey().equals(fields.value("key").orElse("")))
                .findFirst()
                .orElse(null);
        if (known == null) {
            return answer(false, "The account ID and the event key do not belong together.");
        }
        known.locked(() -> {
            known.events()
                    .take(
                            fields.value("event").orElse(""),
                            fields.value("eventdata").orElse(""),
                            email(fields));
            return null;
        });
        return answer(true, "Event spawned");
    }

    private static String email(Query fields) {
        try {
            return Json.text(Json.PLAIN.readTree(fields.value("visit").orElse("{}")), "email");
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private Answer answer(boolean success, String message) {
        if (switches.isOn(Quirk.EVENT_HOST_PLAIN_ANSWERS)) {
            return Answer.text(200, "text/html; charset=UTF-8", success ? "1" : "0");
        }
        return Answer.ok(Json.object().put("success", success ? 1 : 0).put("message", message));
    }
}
