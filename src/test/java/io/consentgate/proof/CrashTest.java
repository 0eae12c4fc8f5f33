package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments of intake and delivery. A shop that got no answer sends again; what was answered
 * with 202 is never sent again, so that it would be missed if it were lost. More kills: {@code -Dproof.kills=100}.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("proof.kills", 4);
    private static final int PEOPLE_PER_KILL = 60;
    private static final int EVENTS_PER_POST = 20;

    @TempDir
    private Path data;

    @Test
    void nothing_is_lost_nobody_unsanctioned_is_sent_and_at_most_the_call_in_flight_is_repeated() throws Exception {
        Random dice = new Random(Long.getLong("proof.seed", System.nanoTime()));
        try (Rig rig = new Rig(data, StandInOptions.defaults().withHistoryBytes(1L << 30))) {
            rig.setUp();
            int setUp = rig.requests();
            List<Crowd.Member> everybody = new ArrayList<>();
            Deque<List<ObjectNode>> unanswered = new ArrayDeque<>();
            for (int kill = 0; kill < KILLS; kill++) {
                Crowd crowd = new Crowd(dice.nextLong(), 1 + kill * PEOPLE_PER_KILL, PEOPLE_PER_KILL, Instant.now());
                everybody.addAll(crowd.members());
                posts(crowd).forEach(unanswered::add);
                rig.connector.start();
                CompletableFuture<Void> shop = CompletableFuture.runAsync(() -> send(rig, unanswered));
                TimeUnit.MILLISECONDS.sleep(50 + dice.nextInt(2500));
                rig.connector.kill();
                shop.join();
            }
            rig.connector.start();
            send(rig, unanswered);
            rig.awaitIdle(Duration.ofSeconds(60 + 2L * KILLS));

            assertThat(unanswered).isEmpty();
            everybody_is_where_they_belong(rig, everybody);
            assertThat(repeated(rig.writes(setUp))).isLessThanOrEqualTo(KILLS);
            assertThat(rig.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
            var verify = rig.connector.command("register", "verify");
            assertThat(verify.status()).as(verify.output()).isZero();
        }
    }

    private static void everybody_is_where_they_belong(Rig rig, List<Crowd.Member> everybody) {
        String newsletter = rig.list(Rig.NEWSLETTER);
        Traffic traffic = new Traffic(rig.standIn.history());
        for (Crowd.Member member : everybody) {
            ContactState contact = rig.account().contact(member.email()).orElse(null);
            if (!member.contact()) {
                assertThat(traffic.about(member))
                        .as("%s %s", member.said(), member.email())
                        .isEmpty();
            } else {
                assertThat(contact)
                        .as("%s %s is lost", member.said(), member.email())
                        .isNotNull();
                assertThat(contact.lists().get(newsletter))
                        .as("newsletter of %s %s", member.said(), member.email())
                        .isEqualTo(member.newsletter() ? 1 : null);
                assertThat(rig.fields(contact))
                        .as("fields of %s %s", member.said(), member.email())
                        .isEqualTo(member.fields());
            }
        }
        assertThat(rig.account().contactCount()).isEqualTo((int)
                everybody.stream().filter(Crowd.Member::contact).count());
        assertThat(rig.account().deletedContacts()).isEmpty();
    }

    /** One person's events stay together and in one post, so that no no is ever still on its way. */
    private static List<List<ObjectNode>> posts(Crowd crowd) {
        List<List<ObjectNode>> posts = new ArrayList<>();
        List<ObjectNode> post = new ArrayList<>();
        for (Crowd.Member member : crowd.members()) {
            post.addAll(member.events());
            if (post.size() >= EVENTS_PER_POST) {
                posts.add(post);
                post = new ArrayList<>();
            }
        }
        posts.add(post);
        return posts;
    }

    /** Sends until everything is answered, or until the connector is gone. */
    private static void send(Rig rig, Deque<List<ObjectNode>> unanswered) {
        try {
            while (!unanswered.isEmpty()) {
                if (unanswered.peek().isEmpty() || rig.isAccepted(unanswered.peek())) {
                    unanswered.remove();
                }
            }
        } catch (UncheckedIOException killed) {
            // The shop knows nothing about this post: it sends it again.
        }
    }

    /** How often a request that changes something was sent again as it was. */
    private static int repeated(List<RecordedRequest> writes) {
        Map<String, Integer> seen = new HashMap<>();
        writes.forEach(
                write -> seen.merge(write.method() + ' ' + write.path() + ' ' + write.bodyText(), 1, Integer::sum));
        return seen.values().stream().mapToInt(times -> times - 1).sum();
    }
}
