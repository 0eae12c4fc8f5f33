package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.feedback.RemoteStatements;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes down what people did in ActiveCampaign; the same thing seen again is not taken down twice. */
public final class RemoteIntake implements RemoteStatements {

    private static final JsonMapper JSON = new JsonMapper();

    private final People people;
    private final ConsentRegister register;

    public RemoteIntake(People people, ConsentRegister register) {
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
        Identity email = Identity.email(address);
        long person =
                people.findOrCreate(tx, site.name(), List.of(email), receivedAt).get(email);
        boolean known = register.entriesOf(tx, List.of(person)).stream()
                .anyMatch(entry -> entry.statement().equals(statement));
        if (!known) {
            register.append(tx, site.name(), List.of(new NewEntry(person, receivedAt, statement, json(evidence))));
        }
    }

    private static String json(Map<String, Object> evidence) {
        try {
            return JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("evidence holds something that is not JSON", unwritable);
        }
    }
}
