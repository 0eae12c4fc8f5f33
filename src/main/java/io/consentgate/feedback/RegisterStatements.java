package io.consentgate.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes what was found in ActiveCampaign into the register, beside what the shops say. */
public final class RegisterStatements implements RemoteStatements {

    private static final JsonMapper JSON = new JsonMapper();

    private final People people;
    private final ConsentRegister register;

    public RegisterStatements(People people, ConsentRegister register) {
        this.people = people;
        this.register = register;
    }

    @Override
    public Set<String> append(
            Transaction tx,
            Site site,
            String address,
            List<Statement> statements,
            Map<String, Object> evidence,
            Instant receivedAt) {
        Identity identity = Identity.email(address);
        long id = people.findOrCreate(tx, site.name(), List.of(identity), receivedAt)
                .get(identity);
        String proof = proof(site, evidence);
        register.append(
                tx,
                site.name(),
                statements.stream()
                        .map(statement -> new NewEntry(id, receivedAt, statement, proof))
                        .toList());
        Set<String> addresses = new TreeSet<>(Set.of(address));
        people.around(tx, site.name(), Map.of(id, identity)).values().stream()
                .filter(one -> one.kind() == Identity.Kind.EMAIL)
                .forEach(one -> addresses.add(one.value()));
        return addresses;
    }

    private static String proof(Site site, Map<String, Object> evidence) {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("source", RemoteFeedback.ORIGIN);
        proof.put("account", site.account());
        proof.putAll(evidence);
        try {
            return JSON.writeValueAsString(proof);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("evidence cannot be written");
        }
    }
}
