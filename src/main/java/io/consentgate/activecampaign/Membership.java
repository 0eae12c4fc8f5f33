package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * {@code POST contactLists} (chapter 9).
 *
 * @param sourceId null for the service's default; 4 for somebody who is subscribed again
 */
record Membership(int status, Integer sourceId) {

    static final Membership ACTIVE = new Membership(1, null);
    static final Membership AGAIN = new Membership(1, 4);
    static final Membership UNSUBSCRIBED = new Membership(2, null);

    static Answer<Void> write(
            Calls calls, Lane lane, String contact, String list, Membership membership, BooleanSupplier still) {
        ObjectNode content =
                Json.object().put("list", list).put("contact", contact).put("status", membership.status());
        if (membership.sourceId() != null) {
            content.put("sourceid", membership.sourceId());
        }
        Request request = Request.post("contactLists", Json.wrapped("contactList", content));
        return calls.send(lane, "contactLists", request, "contactList", still)
                .then(reply -> Json.number(reply.json().path("contactList"), "status", -1) == membership.status()
                        ? new Answer.Done<>(null)
                        : new Answer.Unavailable<>("the list status was not taken", Duration.ofSeconds(5), true));
    }
}
