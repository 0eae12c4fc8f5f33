package io.consentgate.operations.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.consent.ConsentRegister.Proof;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.contacthub.Export;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.intake.EventFiles;
import io.consentgate.operations.http.Json;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everybody's consents in ContactHub's form, a customer a line; what it cannot say is told line by line. */
final class ContactHubFile {

    private static final int AT_ONCE = 200;

    /** Rules by which a yes itself is no valid one: age and evidence (consent.md 3.2). */
    private static final Set<String> FAULTS = Set.of("R6", "R8");

    private final Tools tools;
    private final PrintWriter out;
    private final PrintWriter err;
    private long lines;
    private long lossy;

    ContactHubFile(Tools tools, PrintWriter out, PrintWriter err) {
        this.tools = tools;
        this.out = out;
        this.err = err;
    }

    /** @return whether everything could be said */
    boolean write(List<Site> sites) {
        sites.forEach(site -> tools.transactions().read(tx -> {
            Set<Long> ids = new LinkedHashSet<>();
            tools.register()
                    .export(tx, site.name(), proof -> ids.add(proof.entry().personId()));
            List<Long> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += AT_ONCE) {
                tools.people().find(tx, all.subList(from, Math.min(all.size(), from + AT_ONCE))).stream()
                        .filter(person -> person.identity().kind() == Identity.Kind.EMAIL)
                        .forEach(person -> line(tx, site, person));
            }
            return null;
        }));
        out.flush();
        err.println(lines + " customers written" + (lossy == 0 ? ", nothing lost" : ", " + lossy + " with losses"));
        err.flush();
        return lossy == 0;
    }

    private void line(Transaction tx, Site site, Person person) {
        Facts facts = tools.facts()
                .read(tx, site, person.identity().value(), false)
                .map(FactsReader.Known::facts)
                .orElse(null);
        if (facts == null) {
            return;
        }
        List<RegisterEntry> own = facts.history().own();
        Set<Long> people = own.stream().map(RegisterEntry::personId).collect(Collectors.toSet());
        List<Proof> proofs = people.isEmpty() ? List.of() : tools.register().proofsOf(tx, people);
        String snapshot = null;
        List<RegisterEntry> since = new ArrayList<>();
        for (Proof proof : proofs) {
            Optional<String> imported = imported(proof);
            if (imported.isPresent() && !imported.get().equals(snapshot)) {
                snapshot = imported.get();
                since.clear();
            } else if (imported.isEmpty()
                    && own.stream().anyMatch(entry -> entry.recordId()
                            .equals(proof.entry().recordId()))) {
                since.add(proof.entry());
            }
        }
        Decision decision = tools.explaining().decide(site, facts);
        write(
                person,
                facts,
                Export.of(
                        snapshot == null ? null : json(snapshot),
                        since,
                        site.zone(),
                        (purpose, channel) -> weighed(decision, purpose, channel)));
    }

    /** Only what is wrong with the yes itself: a register not looked into, or no account, is no fault of it. */
    private static Export.Weighed weighed(Decision decision, Purpose purpose, Channel channel) {
        return decision.cell(purpose, channel)
                .map(cell ->
                        new Export.Weighed(FAULTS.contains(cell.ruleId()) ? cell.reason() : null, cell.noticeVersion()))
                .orElse(new Export.Weighed(null, null));
    }

    private void write(Person person, Facts facts, Export.Written written) {
        ObjectNode customer = Json.MAPPER.createObjectNode();
        String externalId = facts.profile().get("external_id");
        if (externalId != null) {
            customer.put("externalId", externalId);
        }
        customer.putObject("base")
                .putObject("contacts")
                .put("email", person.identity().value());
        customer.set("consents", written.consents());
        out.print(customer + "\n");
        lines++;
        if (!written.losses().isEmpty()) {
            lossy++;
            // In a terminal a line stands before what is said about it.
            out.flush();
            err.println("line " + lines + ": not expressed: " + String.join("; ", written.losses()));
        }
    }

    /** The member as it came, of a row that came from there. */
    private static Optional<String> imported(Proof proof) {
        if (proof.evidence() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(json(proof.evidence())
                .path("data")
                .path("evidence")
                .path(EventFiles.CONTACTHUB_SNAPSHOT)
                .textValue());
    }

    private static JsonNode json(String kept) {
        try {
            return Json.MAPPER.readTree(kept);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("evidence in the register is no JSON; run register verify");
        }
    }
}
