package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.mapping.Target;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The body of a bulk import: snake_case, tags by name, at most 250 contacts and 399,999 bytes (7.1). */
final class ImportBody {

    static final int MOST_CONTACTS = 250;
    static final int MOST_BYTES = 399_999;

    private static final byte[] HEAD = "{\"contacts\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private ImportBody() {}

    /** One contact, written. */
    record Member(String email, byte[] json) {
        @Override
        public String toString() {
            return "Member[" + json.length + " bytes]";
        }
    }

    /** As many from the head of the list as fit. */
    static List<Member> head(List<Cleared<ContactState>> states, Directory directory) {
        List<Member> members = new ArrayList<>();
        int bytes = HEAD.length + TAIL.length;
        for (Cleared<ContactState> state : states) {
            Member member = member(state.value(), directory);
            bytes += member.json().length + 1;
            if (members.size() == MOST_CONTACTS || bytes - 1 > MOST_BYTES) {
                break;
            }
            members.add(member);
        }
        return members;
    }

    static byte[] of(List<Member> members) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(members.size() * 512);
        body.writeBytes(HEAD);
        for (int i = 0; i < members.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(members.get(i).json());
        }
        body.writeBytes(TAIL);
        return body.toByteArray();
    }

    private static Member member(ContactState state, Directory directory) {
        ObjectNode contact = Json.object().put("email", state.email());
        for (Map.Entry<Target, String> field : state.fields().entrySet()) {
            Target target = field.getKey();
            if (field.getValue().isEmpty()) {
                continue;
            }
            if (target instanceof Target.Custom) {
                contact.withArray("fields")
                        .addObject()
                        .put("id", Long.parseLong(ContactJson.fieldId(target, directory)))
                        .put("value", field.getValue());
            } else {
                contact.put(target.key(), field.getValue());
            }
        }
        state.tags().forEach(contact.withArray("tags")::add);
        for (String list : state.lists()) {
            String id = NotSetUp.unless(directory.lists().get(list), "list", list);
            contact.withArray("subscribe").addObject().put("listid", Long.parseLong(id));
        }
        if (state.tags().isEmpty()) {
            contact.remove("tags");
        }
        return new Member(state.email(), Json.bytes(contact));
    }
}
