package io.consentgate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.database.SqlDatabase;
import io.consentgate.person.Visitors.Identification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class VisitorsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ONE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static final String OTHER = "d1a9c9f0-13cd-4a5c-8f0e-2f6f4ac0e8f1";

    private final SqlVisitors visitors =
            new SqlVisitors(KeyedHash.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    private SqlDatabase database;

    abstract SqlDatabase open();

    @BeforeEach
    void start() {
        database = open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long visitor(String site, String id) {
        return database.write(
                tx -> visitors.findOrCreate(tx, site, List.of(id), NOON).get(id));
    }

    private void identify(long visitor, Instant at, long person) {
        database.write(tx -> {
            visitors.identify(tx, List.of(new Identification(visitor, at, person)));
            return null;
        });
    }

    private Optional<Long> found(String site, String id) {
        return database.read(tx -> visitors.find(tx, site, id));
    }

    private List<Identification> around(long person) {
        return database.read(tx -> visitors.around(tx, List.of(person)));
    }

    private List<Identification> of(long visitor) {
        return database.read(tx -> visitors.of(tx, List.of(visitor)));
    }

    @Test
    void aVisitorKeepsItsNumberWhichNoPersonCanHave() {
        long number = visitor("shop", ONE);

        assertThat(number).isNegative().isEqualTo(visitor("shop", ONE.toUpperCase()));
        assertThat(found("shop", ONE)).contains(number);
    }

    @Test
    void twoSitesDoNotKnowEachOthersVisitors() {
        assertThat(visitor("shop", ONE)).isNotEqualTo(visitor("outlet", ONE));
        assertThat(found("third", ONE)).isEmpty();
    }

    @Test
    void severalAreFoundAndMadeTogether() {
        long known = visitor("shop", ONE);

        Map<String, Long> both = database.write(tx -> visitors.findOrCreate(tx, "shop", List.of(ONE, OTHER), NOON));

        assertThat(both).hasSize(2).containsEntry(ONE, known);
    }

    @Test
    void whoWasIdentifiedIsToldByTimeForEverybodyOfTheBrowser() {
        long browser = visitor("shop", ONE);
        identify(browser, NOON, 5);
        identify(browser, NOON.minusSeconds(1), 7);
        identify(browser, NOON, 5);

        assertThat(around(7))
                .containsExactly(
                        new Identification(browser, NOON.minusSeconds(1), 7), new Identification(browser, NOON, 5));
        assertThat(around(6)).isEmpty();
    }

    @Test
    void theForgottenLeaveTheirPlaceToNobody() {
        long browser = visitor("shop", ONE);
        identify(browser, NOON, 5);
        identify(browser, NOON.plusSeconds(1), 7);

        database.write(tx -> {
            visitors.forget(tx, List.of(5L), NOON);
            return null;
        });

        assertThat(of(browser))
                .containsExactly(
                        new Identification(browser, NOON, Visitors.ERASED),
                        new Identification(browser, NOON.plusSeconds(1), 7));
    }

    @Test
    void aBrowserOfTheForgottenAloneGoesWithThem() {
        long browser = visitor("shop", ONE);
        identify(browser, NOON, 5);

        database.write(tx -> {
            visitors.forget(tx, List.of(5L), NOON);
            return null;
        });

        assertThat(of(browser)).isEmpty();
        assertThat(found("shop", ONE)).isEmpty();
    }

    @Test
    void whatWasIdentifiedAfterTheMomentStays() {
        long browser = visitor("shop", ONE);
        identify(browser, NOON.plusMillis(1), 5);

        database.write(tx -> {
            visitors.forget(tx, List.of(5L), NOON);
            return null;
        });

        assertThat(of(browser)).containsExactly(new Identification(browser, NOON.plusMillis(1), 5));
    }

    @Test
    void onlyVisitorsWhomNobodyKnowsExpireAndTheLongestKeepingCounts() {
        long unknown = visitor("shop", ONE);
        long known = visitor("shop", OTHER);
        identify(known, NOON, 5);
        database.write(tx -> {
            visitors.keep(tx, unknown, NOON.plusSeconds(60));
            visitors.keep(tx, unknown, NOON.plusSeconds(30));
            return null;
        });

        assertThat(expired(NOON.plusSeconds(60))).isEmpty();
        assertThat(expired(NOON.plusSeconds(61))).containsExactly(unknown);

        database.write(tx -> {
            visitors.remove(tx, List.of(unknown));
            return null;
        });
        assertThat(expired(NOON.plusSeconds(61))).isEmpty();
    }

    private List<Long> expired(Instant now) {
        return database.read(tx -> visitors.expired(tx, now, 10));
    }
}
