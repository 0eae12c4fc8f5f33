package io.consentgate.automation;

import static io.consentgate.automation.TriggerWorld.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often one person is reached: by one trigger, and by all of a site together. */
class TriggerCapTest {

    private static final String TRIGGERS = """
            triggers:
              - {name: one, on: order_placed, action: {tag: One}, at_most: {times: 5, days: 7}}
              - {name: two, on: order_placed, action: {tag: Two}, at_most: {times: 5, days: 7}}
              - {name: three, on: order_placed, action: {tag: Three}, at_most: {times: 1, days: 7}}
            """;

    @TempDir
    Path folder;

    private TriggerWorld world;

    @BeforeEach
    void open() {
        world = new TriggerWorld(folder, TRIGGERS, "{times: 2, days: 7}");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void all_triggers_together_reach_a_person_so_often_and_then_none_does() {
        world.ordered();
        world.drain();

        List<Map<String, Integer>> all = List.of(world.soFar("one"), world.soFar("two"), world.soFar("three"));
        assertThat(all.stream().filter(Map.of("done", 1)::equals)).hasSize(2);
        assertThat(all.stream().filter(Map.of("cap.person", 1)::equals)).hasSize(1);
    }

    @Test
    void the_preview_tells_it_among_the_reasons() {
        assertThat(world.preview("one").addresses()).containsExactly(ANA);
        world.ordered();
        world.drain();

        assertThat(world.preview("one").addresses()).isEmpty();
        assertThat(world.preview("one").notReached()).isEqualTo(Map.of("cap.person", 1));
    }

    @Test
    void a_trigger_of_its_own_limit_is_held_by_that_first() {
        world.reached("three");

        assertThat(world.preview("three").notReached()).isEqualTo(Map.of("cap.reached", 1));
        assertThat(world.preview("one").addresses()).containsExactly(ANA);
    }
}
