package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.Fault;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInOptions;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand people who have said everything that one can say, sent in no order, delivered while ActiveCampaign
 * misbehaves in all the ways of activecampaign-api.md chapter 3.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrafficTest {

    private static final int PEOPLE = Integer.getInteger("proof.people", 2_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60L + PEOPLE / 10);

    @TempDir
    private static Path data;

    private static Rig rig;
    private static Crowd crowd;
    private static Traffic traffic;

    @BeforeAll
    static void deliver_the_crowd() {
        rig = new Rig(data, StandInOptions.defaults().withHistoryBytes(1L << 30));
        crowd = new Crowd(20261122, 1, PEOPLE, Instant.now());
        rig.connector.start();
        // Everything is known before anything may leave: without setup nothing is sent (READINGS 27).
        rig.send(crowd.shuffled(1));
        assertThat(new Traffic(rig.standIn.history()).about(crowd.members().get(0)))
                .isEmpty();
        rig.setUp();
        misbehave();
        // Who met a fault is tried again later: idle alone does not say that everybody had a turn.
        await("everybody is as wanted").atMost(PATIENCE).until(() -> wrong().isEmpty());
        rig.awaitIdle(PATIENCE);
        traffic = new Traffic(rig.standIn.history());
    }

    private static void misbehave() {
        List<Fault> faults = List.of(
                new Fault.TooManyRequests(1, true),
                new Fault.Unavailable503(1, false),
                new Fault.Unavailable503(2, true),
                new Fault.HtmlLoginPage(),
                new Fault.EmptyBodyWithErrorHeader(),
                new Fault.CloudflareBadGateway(),
                new Fault.ServerError(520),
                new Fault.CutConnectionAfterTaking(),
                new Fault.CutConnectionBefore(),
                new Fault.MalformedJson(),
                new Fault.SlowAnswer(1500),
                new Fault.AfterTaking(new Fault.ServerError(500)));
        for (int i = 0; i < faults.size(); i++) {
            rig.standIn.faults().inject(faults.get(i), Where.everywhere(), When.probability(0.01, 100 + i));
        }
        rig.standIn
                .faults()
                .inject(new Fault.RateLimit400(), Where.endpoint("POST", "/import/bulk_import"), When.times(1));
        rig.standIn
                .faults()
                .inject(
                        new Fault.CutConnectionAfterTaking(),
                        Where.endpoint("POST", "/import/bulk_import"),
                        When.times(1).after(2));
    }

    @AfterAll
    static void end() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    @Order(1)
    void nobody_without_permission_is_named_in_any_request_in_any_encoding() {
        Map<String, Set<RecordedRequest>> named = new TreeMap<>();
        for (Crowd.Member member : crowd.denied()) {
            Set<RecordedRequest> about = traffic.about(member);
            if (!about.isEmpty()) {
                named.put(member.said() + " " + member.email(), about);
            }
        }
        assertThat(named.keySet()).isEmpty();
    }

    @Test
    @Order(1)
    void what_may_never_leave_is_in_no_request() {
        assertThat(crowd.members()).allSatisfy(member -> assertThat(traffic.with(member.token('n')))
                .as("company, city, tax id, card, articles of %s", member.email())
                .isEmpty());
    }

    @Test
    @Order(1)
    void a_phone_leaves_only_with_sms_and_preferences_only_with_profiling() {
        for (Crowd.Member member : crowd.members()) {
            if (!member.contact() || !member.sms()) {
                assertThat(traffic.with(member.phone().substring(1)))
                        .as("phone of %s, %s", member.email(), member.said())
                        .isEmpty();
            }
            if (!member.newsletter() || !member.profiling()) {
                assertThat(traffic.with(member.token('s')))
                        .as("shoe size of %s, %s", member.email(), member.said())
                        .isEmpty();
            }
            if (!member.newsletter()) {
                assertThat(traffic.with(member.token('t')))
                        .as("store of %s, %s", member.email(), member.said())
                        .isEmpty();
            }
        }
    }

    @Test
    @Order(1)
    void everybody_permitted_is_there_once_and_nobody_else() {
        List<String> there = rig.account().contacts().stream()
                .map(ContactState::email)
                .sorted()
                .toList();
        List<String> wanted =
                crowd.permitted().stream().map(Crowd.Member::email).sorted().toList();
        assertThat(there).isEqualTo(wanted);
        assertThat(rig.account().deletedContacts()).isEmpty();
    }

    @Test
    @Order(1)
    void everybody_is_on_the_right_lists_with_the_right_fields() {
        assertThat(wrong()).isEmpty();
    }

    private static Set<String> wrong() {
        String newsletter = rig.list(Rig.NEWSLETTER);
        String ownProducts = rig.list(Rig.OWN_PRODUCTS);
        Set<String> wrong = new TreeSet<>();
        for (Crowd.Member member : crowd.permitted()) {
            ContactState contact = rig.account().contact(member.email()).orElse(null);
            if (contact == null) {
                wrong.add(member.said() + " " + member.email() + " is not there");
                continue;
            }
            Map<String, Integer> active = contact.lists().entrySet().stream()
                    .filter(list -> list.getValue() == 1)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            Map<String, Integer> wanted = new TreeMap<>();
            if (member.newsletter()) {
                wanted.put(newsletter, 1);
            }
            if (member.softOptIn()) {
                wanted.put(ownProducts, 1);
            }
            note(wrong, member, "lists", active, wanted);
            note(wrong, member, "fields", rig.fields(contact), member.fields());
            note(wrong, member, "first name", contact.firstName(), "Nome " + member.token('f'));
            note(wrong, member, "last name", contact.lastName(), "Cognome " + member.token('l'));
            note(
                    wrong,
                    member,
                    "phone",
                    contact.phone() == null ? "" : contact.phone(),
                    member.sms() ? member.phone() : "");
        }
        return wrong;
    }

    private static void note(Set<String> wrong, Crowd.Member member, String what, Object is, Object wanted) {
        if (!is.equals(wanted)) {
            wrong.add(member.said() + " " + member.email() + ": " + what + " " + is + " instead of " + wanted);
        }
    }

    @Test
    @Order(1)
    void no_second_sees_more_than_five_requests() {
        assertThat(rig.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
    }

    @Test
    @Order(2)
    void everything_again_shuffled_duplicated_and_under_new_ids_writes_nothing() {
        rig.standIn.faults().clear();
        rig.awaitIdle(PATIENCE);
        int before = rig.requests();

        assertThat(rig.send(crowd.shuffled(2)).path("accepted").asInt()).isZero();
        List<ObjectNode> renamed = crowd.shuffled(3).stream()
                .map(ObjectNode::deepCopy)
                .peek(event -> event.put("id", event.get("id").asText() + "-again"))
                .toList();
        rig.send(renamed);
        rig.awaitIdle(PATIENCE);

        assertThat(rig.writes(before)).isEmpty();
    }

    @Test
    @Order(3)
    void the_log_and_the_health_name_nobody() throws Exception {
        String log = java.nio.file.Files.readString(rig.connector.log());
        assertThat(log).doesNotContainPattern("[eflnst]q\\d{6}z").doesNotContain("39347");
        assertThat(rig.connector.health().body()).doesNotContainPattern("[eflnst]q\\d{6}z");
        assertThat(rig.connector.metrics().text()).doesNotContainPattern("[eflnst]q\\d{6}z");
    }

    @Test
    @Order(4)
    void the_register_is_whole() {
        var verify = rig.connector.command("register", "verify");
        assertThat(verify.status()).as(verify.output()).isZero();
    }
}
