package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.activecampaign.ActiveCampaign.ImportProgress;
import io.consentgate.activecampaign.ActiveCampaign.Imported;
import io.consentgate.activecampaign.ImportBody.Member;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bulk imports (chapter 7): many people in one call, carried out later, read back by the batch's id. */
final class Imports {

    private final Calls calls;
    private final Supplier<Directory> directory;

    Imports(Calls calls, Supplier<Directory> directory) {
        this.calls = calls;
        this.directory = directory;
    }

    Answer<Imported> send(
            Lane lane,
            List<Cleared<ContactState>> states,
            Function<Collection<String>, Set<String>> stale,
            Consumer<List<String>> aboutToSend) {
        List<Member> members = ImportBody.head(states, directory.get());
        List<String> sent = new ArrayList<>();
        // Asked again only when the departure was missed after the batch was written down.
        BooleanSupplier still = () -> sent.isEmpty() || stale.apply(sent).isEmpty();
        Use use = members.size() == 1 ? Use.IMPORT_ONE : Use.IMPORT_MANY;
        Verdict verdict = calls.send(lane, use, "import/bulk_import", "batchId", still, () -> {
            Set<String> unwanted =
                    stale.apply(members.stream().map(Member::email).toList());
            List<Member> wanted = members.stream()
                    .filter(member -> !unwanted.contains(member.email()))
                    .toList();
            if (wanted.isEmpty()) {
                return null;
            }
            wanted.forEach(member -> sent.add(member.email()));
            aboutToSend.accept(List.copyOf(sent));
            return Request.post("import/bulk_import", ImportBody.of(wanted));
        });
        if (!sent.isEmpty() && verdict.answer() instanceof Answer.Refused<Reply>) {
            Map<String, String> refusals = refusals(sent, verdict.body());
            if (!refusals.isEmpty()) {
                return new Answer.Done<>(new Imported(null, sent, refusals));
            }
        }
        if (sent.isEmpty() && verdict.answer() instanceof Answer.Refused<Reply>) {
            return new Answer.Done<>(new Imported(null, sent, Map.of()));
        }
        return verdict.answer().map(reply -> new Imported(Json.text(reply.json(), "batchId"), sent, Map.of()));
    }

    /** Who made the service refuse all of them; {@code contact} counts from 1 (7.1). */
    private static Map<String, String> refusals(List<String> sent, JsonNode body) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (JsonNode reason : body.path("failureReasons")) {
            int contact = Json.number(reason, "contact", 0);
            if (contact >= 1 && contact <= sent.size()) {
                refusals.putIfAbsent(
                        sent.get(contact - 1), Why.safe(Json.text(reason, "failureReason", "not accepted")));
            }
        }
        return refusals;
    }

    Answer<ImportProgress> progress(Lane lane, String batchId) {
        Request request = Request.get("import/info", Map.of("batchId", batchId));
        return calls.send(lane, "import/info", request, "status").map(reply -> {
            Set<String> failed = new HashSet<>();
            reply.json()
                    .path("failure")
                    .forEach(email -> failed.add(email.asText().toLowerCase(Locale.ROOT)));
            return new ImportProgress(state(reply.json().path("status").asText()), failed);
        });
    }

    /** {@code false} in the first second, then waiting, claimed, active. */
    private static ImportProgress.State state(String status) {
        return switch (status) {
            case "completed" -> ImportProgress.State.COMPLETED;
            case "failed", "interrupted" -> ImportProgress.State.FAILED;
            default -> ImportProgress.State.WAITING;
        };
    }
}
