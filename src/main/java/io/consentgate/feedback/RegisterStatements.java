package io.consentgate.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes what was found in ActiveCampaign down in the consent register. */
public final class RegisterStatements implements RemoteStatements {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final People people;
    private final ConsentRegister register;

    public RegisterStatements(People people, ConsentRegister register) {
        this.people = people;
        this.register = register;
    }

    @Override
    public void append(
            Transaction tx,
            Site site,
            String address,
            Statement statement,
            Map<String, Object> evidence,
            Instant receivedAt) {
        Identity identity = Identity.email(address);
        long person = people.findOrCreate(tx, site.name(), List.of(identity), receivedAt)
                .get(identity);
        register.append(
                tx, site.name(), List.of(new ConsentRegister.NewEntry(person, receivedAt, statement, json(evidence))));
    }

    private static String json(Map<String, Object> evidence) {
        try {
            return JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("evidence from ActiveCampaign cannot be written");
        }
    }
}
