package io.consentgate.person;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Profiles in table {@code profile}; each as JSON {@code {"member":{"v":"text or null","at":epoch milliseconds}}}. */
public final class SqlProfiles implements Profiles {

    private static final JsonFactory JSON = new JsonFactory();

    private final KeyedHash hashes;

    public SqlProfiles(KeyedHash hashes) {
        this.hashes = hashes;
    }

    @Override
    public Map<Long, Profile> find(Transaction tx, Collection<Long> personIds) {
        Map<Long, Profile> found = new HashMap<>();
        SqlTransaction.of(tx)
                .queryIn(
                        "SELECT person_id, facts, created_at FROM profile WHERE person_id IN (?*)",
                        personIds,
                        row -> found.put(row.number(1), profile(row)));
        return found;
    }

    @Override
    public void save(Transaction tx, Map<Long, Profile> profiles, Instant now) {
        List<Object[]> rows = new ArrayList<>(profiles.size());
        List<Long> empty = new ArrayList<>();
        new TreeMap<>(profiles).forEach((person, profile) -> {
            if (profile.isEmpty()) {
                empty.add(person);
            } else {
                String phoneKey = profile.phone() == null ? null : hashes.hex("phone", profile.phone());
                rows.add(new Object[] {person, write(profile), phoneKey, profile.createdAt(), now});
            }
        });
        SqlTransaction.of(tx).updateBatch("""
                        INSERT INTO profile (person_id, facts, phone_key, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (person_id) DO UPDATE SET facts = excluded.facts,
                          phone_key = excluded.phone_key, updated_at = excluded.updated_at""", rows);
        remove(tx, empty);
    }

    @Override
    public void remove(Transaction tx, Collection<Long> personIds) {
        SqlTransaction.of(tx).updateIn("DELETE FROM profile WHERE person_id IN (?*)", personIds);
    }

    private static String write(Profile profile) {
        StringWriter text = new StringWriter(64 * profile.members().size());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Profile.Member> member : profile.members().entrySet()) {
                json.writeObjectFieldStart(member.getKey());
                json.writeStringField("v", member.getValue().value());
                json.writeNumberField("at", member.getValue().at().toEpochMilli());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static Profile profile(SqlRow row) {
        Map<String, Profile.Member> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(row.text(2))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                members.put(json.currentName(), member(json));
            }
        } catch (IOException damaged) {
            throw new IllegalStateException("the profile of person " + row.number(1) + " is damaged");
        }
        return new Profile(members, row.instant(3));
    }

    private static Profile.Member member(JsonParser json) throws IOException {
        String value = null;
        long at = 0;
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("v")) {
                value = json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
            } else {
                at = json.getLongValue();
            }
        }
        return new Profile.Member(value, Instant.ofEpochMilli(at));
    }
}
