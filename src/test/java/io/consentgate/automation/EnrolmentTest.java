package io.consentgate.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a trigger starts somebody in an automation. */
class EnrolmentTest {

    @TempDir
    Path folder;

    private TriggerWorld world;

    @BeforeEach
    void open() {
        String triggers = "triggers:\n  - {name: thanks, on: order_placed, action: {automation: Thanks}}\n";
        world = new TriggerWorld(folder, triggers, "{times: 3, days: 7}");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void ordered() {
        world.ordered();
        world.drain();
    }

    @Test
    void whose_contact_is_known_is_started_at_once() {
        world.delivered("5");
        ordered();

        assertThat(world.calls).containsExactly("start of contact 5");
        assertThat(world.soFar("thanks")).isEqualTo(Map.of("done", 1));
    }

    @Test
    void who_was_imported_is_looked_up_once_and_started() {
        world.delivered(null);
        ordered();

        assertThat(world.calls).containsExactly("find", "start of contact 77");
        assertThat(world.remoteId()).isEqualTo("77");
    }

    @Test
    void who_is_not_there_any_more_is_not_started() {
        world.delivered(null);
        world.lookUps.add(new Answer.Gone<>());
        ordered();

        assertThat(world.calls).containsExactly("find");
        assertThat(world.soFar("thanks")).isEqualTo(Map.of("person.gone", 1));
    }

    @Test
    void who_cannot_be_looked_up_now_waits() {
        world.delivered(null);
        world.lookUps.add(new Answer.Unavailable<>("status 503", Duration.ofSeconds(5), false));
        ordered();

        assertThat(world.calls).containsExactly("find");
        assertThat(world.soFar("thanks")).isEqualTo(Map.of("waiting", 1));
    }

    @Test
    void who_is_not_delivered_yet_waits_without_a_call() {
        ordered();

        assertThat(world.calls).isEmpty();
        assertThat(world.soFar("thanks")).isEqualTo(Map.of("waiting", 1));
    }
}
