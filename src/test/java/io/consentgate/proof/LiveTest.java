package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What happens to one person while the connector runs: a no during an import, a no in ActiveCampaign, an erasure. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private static Path data;

    private static Rig rig;
    private static Crowd crowd;
    private static String newsletter;
    private final CanonicalEvents events = new CanonicalEvents(Crowd.SHOP, Crowd.SHOP + "/live", null);

    @BeforeAll
    static void start() {
        rig = new Rig(data, StandInOptions.defaults().withImportDelay(Duration.ofSeconds(6), Duration.ofSeconds(1)));
        rig.setUp();
        rig.connector.start();
        newsletter = rig.list(Rig.NEWSLETTER);
        crowd = Crowd.willing(1, 60, Instant.now());
    }

    @AfterAll
    static void end() {
        if (rig != null) {
            rig.close();
        }
    }

    private ObjectNode withdrawal(Crowd.Member member) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return events.consent(
                "withdrawal-" + member.number(),
                now,
                member.email(),
                "direct_marketing",
                "email",
                "withdrawn",
                data -> data.put("recorded_at", now.toString()));
    }

    @Test
    @Order(1)
    void a_withdrawal_during_an_open_import_holds_after_it() {
        Crowd.Member member = crowd.members().get(7);
        rig.send(crowd.events());
        await().atMost(SOON)
                .until(() -> new Traffic(rig.standIn.history())
                                .with(member.token('e'))
                                .size()
                        > 0);
        assertThat(rig.account().outstandingImports()).isPositive();

        rig.send(List.of(withdrawal(member)));
        rig.awaitIdle(SOON);

        await().atMost(SOON).until(() -> !Integer.valueOf(1).equals(rig.status(member.email(), newsletter)));
        assertThat(crowd.members().stream()
                        .filter(other -> other != member)
                        .map(other -> rig.status(other.email(), newsletter)))
                .containsOnly(1);
    }

    @Test
    @Order(2)
    void an_unsubscribe_in_activecampaign_beats_every_older_yes() {
        Crowd.Member member = crowd.members().get(11);
        rig.account().people().personUnsubscribes(member.email(), newsletter, Instant.now());
        await().atMost(SOON)
                .until(() -> rig.connector.decision(member.email()).body().contains("consent.withdrawn"));

        List<ObjectNode> again = member.events().stream()
                .map(ObjectNode::deepCopy)
                .peek(event -> event.put("id", event.get("id").asText() + "-late"))
                .toList();
        rig.send(again);
        rig.awaitIdle(SOON);

        assertThat(rig.status(member.email(), newsletter)).isEqualTo(2);
        assertThat(rig.account().resubscriptions()).isEmpty();
    }

    @Test
    @Order(3)
    void a_newer_double_opt_in_subscribes_again() {
        Crowd.Member member = crowd.members().get(11);
        Instant now = Instant.now().plusMillis(1100).truncatedTo(ChronoUnit.MILLIS);
        rig.send(List.of(events.consent(
                "again-" + member.number(), now, member.email(), "direct_marketing", "email", "given", data -> {
                    data.put("recorded_at", now.toString())
                            .put("notice_version", "2026-01")
                            .put("opt_in_level", "confirmed_opt_in");
                    data.putObject("evidence").put("newsletter", "on");
                })));

        await().atMost(SOON).until(() -> Integer.valueOf(1).equals(rig.status(member.email(), newsletter)));
    }

    @Test
    @Order(4)
    void an_erasure_leaves_nothing_there_and_nothing_on_the_disk() {
        Crowd.Member member = crowd.members().get(21);
        assertThat(holding(member)).as("the check itself finds what is there").isNotEmpty();

        rig.send(List.of(events.request("erasure", "erasure", member.email(), Instant.now())));
        await().atMost(SOON).until(() -> rig.account().contact(member.email()).isEmpty());
        rig.awaitIdle(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(holding(member)).isEmpty());
    }

    @Test
    @Order(5)
    void an_older_yes_of_somebody_erased_brings_nobody_back() {
        Crowd.Member member = crowd.members().get(21);
        List<ObjectNode> again = member.events().stream()
                .map(ObjectNode::deepCopy)
                .peek(event -> event.put("id", event.get("id").asText() + "-late"))
                .toList();
        int before = rig.requests();

        rig.send(again);
        rig.awaitIdle(SOON);

        List<io.consentgate.standin.RecordedRequest> since = rig.standIn.history();
        assertThat(new Traffic(since.subList(before, since.size())).about(member))
                .isEmpty();
        assertThat(holding(member)).isEmpty();
    }

    /** Files of the data folder that hold anything about the person. */
    private static List<Path> holding(Crowd.Member member) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String bytes = text(file);
                        return "eflnst".chars().anyMatch(kind -> bytes.contains(member.token((char) kind)));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
