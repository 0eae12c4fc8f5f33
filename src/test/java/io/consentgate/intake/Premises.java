package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.activecampaign.Lane;
import io.consentgate.confirmation.AskedPeople;
import io.consentgate.consent.SqlConsentRegister;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedShoppers;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.SqlChangedQueue;
import io.consentgate.delivery.SqlFactsReader;
import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Reading;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.SqlPeople;
import io.consentgate.person.SqlProfiles;
import io.consentgate.person.SqlSuppression;
import io.consentgate.person.SqlVisitors;
import io.consentgate.rights.Erasure;
import io.consentgate.rights.SqlRightsRequests;
import io.consentgate.rights.SqlTraces;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.TestSites;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything behind the intake on one database, for tests: one site {@code shop} that owns every shop. */
public final class Premises implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public static final Site SITE = site("shop", "*");

    private static final ObjectMapper JSON = new ObjectMapper();

    public final SqlDatabase database;
    public final Path headFolder;
    public final KeyedHash hashes = KeyedHash.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    public final SqlPeople people = new SqlPeople();
    public final SqlProfiles profiles = new SqlProfiles(hashes);
    public final SqlSuppression suppression = new SqlSuppression(hashes);
    public final SqlVisitors visitors = new SqlVisitors(hashes);
    public final SqlRightsRequests requests = new SqlRightsRequests();
    public final SqlConsentRegister register;
    public final SqlChangedQueue changed;
    public final Erasure erasure;
    public final Intake intake;
    public final FactsReader facts;
    public final EventReader reader = new EventReader(shop -> Optional.of(Set.of()), EmailAddress::parse);

    private static final ChangedShoppers NO_SHOPPERS = new ChangedShoppers() {
        @Override
        public void mark(
                Transaction tx,
                String account,
                String site,
                Collection<String> who,
                Lane lane,
                Instant due,
                Instant now) {}

        @Override
        public void wake(Transaction tx, String account, String site, Collection<String> aliases, Instant now) {}
    };

    private int lastId;

    public Premises(SqlDatabase database, Path folder) {
        this.database = database;
        headFolder = folder.resolve("register");
        register = new SqlConsentRegister(database, hashes, headFolder);
        changed = new SqlChangedQueue(database);
        Sites sites = new Sites(List.of(SITE));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        erasure = new Erasure(
                sites,
                people,
                profiles,
                suppression,
                register,
                visitors,
                new SqlTraces(),
                requests,
                changed,
                hashes,
                clock);
        SiteIntake siteIntake = new SiteIntake(
                people,
                profiles,
                suppression,
                register,
                new SqlShopRecords(),
                requests,
                erasure,
                changed,
                AskedPeople.NOBODY,
                visitors,
                NO_SHOPPERS,
                hashes);
        intake = new Intake(database, sites, new SqlInboundKeys(), siteIntake, hashes);
        facts = new SqlFactsReader(people, profiles, suppression, register, visitors, hashes);
    }

    public static Site site(String name, String shops) {
        return TestSites.site(name).shops(shops).justifying(Set.of()).build();
    }

    /** An event with a fresh id; {@code data} as single-quoted JSON. */
    public InboundEvent event(String type, String data) {
        return event("e" + ++lastId, type, data);
    }

    public InboundEvent event(String id, String type, String data) {
        return event(id, type, null, data);
    }

    public InboundEvent event(String id, String type, String mode, String data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "test");
        event.put("type", type);
        event.put("platform", "csv");
        event.put("shop", "s1");
        if (mode != null) {
            event.put("mode", mode);
        }
        try {
            event.put("data", JSON.readTree(data.replace('\'', '"')));
            Reading reading = reader.read(JSON.writeValueAsBytes(event));
            if (reading instanceof Reading.Accepted accepted) {
                return accepted.event();
            }
            throw new IllegalArgumentException(reading.toString());
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    public List<IntakeOutcome> accept(InboundEvent... events) {
        return intake.accept(List.of(events), NOW);
    }

    public Optional<FactsReader.Known> known(String email) {
        return database.read(tx -> facts.read(tx, SITE, email, false));
    }

    /** Nobody is waiting any more. */
    public void changedDone() {
        database.write(tx -> SqlTransaction.of(tx).update("DELETE FROM changed"));
    }

    public long count(String sql, Object... parameters) {
        return database.read(tx -> SqlTransaction.of(tx).queryNumber(sql, parameters));
    }

    public List<String> texts(String sql, Object... parameters) {
        return database.read(tx -> SqlTransaction.of(tx).query(sql, row -> row.text(1), parameters));
    }

    @Override
    public void close() {
        database.close();
    }
}
