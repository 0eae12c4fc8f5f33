package io.consentgate.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.Lane;
import io.consentgate.delivery.ChangedQueue.Backlog;
import io.consentgate.feedback.Poll;
import io.consentgate.operations.HealthPart.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_disk_that_fills_up_is_said_with_what_to_do() {
        assertThat(Watching.disk(150L << 20)).isEqualTo(HealthPart.up().with("free_mb", 150L));
        assertThat(Watching.disk(99L << 20))
                .isEqualTo(HealthPart.degraded(
                                "little room in the data folder: make some, below 100 MB nothing may be taken in")
                        .with("free_mb", 99L));
    }

    @Nested
    class Polls {
        private Poll.Result result = new Poll.Result(true, 0, null);
        private final PollWatch watch = new PollWatch(
                () -> {
                    if (result == null) {
                        throw new IllegalStateException("no database");
                    }
                    return result;
                },
                Clock.fixed(NOON, ZoneOffset.UTC));

        @Test
        void one_that_is_cut_short_is_nothing_but_three_in_a_row_are() {
            result = new Poll.Result(true, 0, "account stopped");
            watch.run();
            watch.run();
            assertThat(watch.health()).isEqualTo(HealthPart.up());
            watch.run();
            assertThat(watch.health())
                    .isEqualTo(HealthPart.degraded("the last 3 polls did not come through: account stopped"));
            result = new Poll.Result(true, 0, null);
            watch.run();
            assertThat(watch.health()).isEqualTo(HealthPart.up().with("last_well", NOON.toString()));
        }

        @Test
        void those_before_setup_do_not_count_and_those_that_fail_do() {
            result = new Poll.Result(false, 0, null);
            watch.run();
            assertThat(watch.health()).isEqualTo(HealthPart.up());
            result = null;
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(watch::run).isInstanceOf(IllegalStateException.class);
            }
            assertThat(watch.health().reason())
                    .isEqualTo("the last 3 polls did not come through: IllegalStateException");
        }
    }

    @Nested
    class Counting {
        private long nanos;
        private int counted;

        private final Queues queues = new Queues(
                () -> {
                    nanos += TimeUnit.MILLISECONDS.toNanos(50);
                    return new Queues.Figures(Map.of(), ++counted);
                },
                () -> nanos);

        @Test
        void takes_at_most_a_twentieth_of_the_time() {
            assertThat(queues.now().openBatches()).isEqualTo(1);
            nanos += TimeUnit.MILLISECONDS.toNanos(999);
            assertThat(queues.now().openBatches()).isEqualTo(1);
            nanos += TimeUnit.MILLISECONDS.toNanos(1);
            assertThat(queues.now().openBatches()).isEqualTo(2);
        }
    }

    @Nested
    class OfTheClock {
        private Instant now = NOON;
        private final ClockWatch watch = new ClockWatch(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });

        @Test
        void that_it_went_back_is_told_until_time_has_caught_up() {
            assertThat(watch.health()).isEqualTo(HealthPart.up());
            now = NOON.minusSeconds(600);
            assertThat(watch.health().reason())
                    .isEqualTo("the clock went back by 600 s while running; what was recorded meanwhile lies in the"
                            + " future");
            now = NOON;
            assertThat(watch.health()).isEqualTo(HealthPart.up());
        }

        @Test
        void that_it_cannot_be_right_is_told() {
            now = Instant.EPOCH;
            assertThat(watch.health().status()).isEqualTo(Status.DEGRADED);
        }
    }

    @Nested
    class OfTheAccount {

        private final AccountState.View open = new AccountState.View(AccountState.Condition.OPEN, null, NOON);

        @Test
        void what_setup_did_not_make_is_named_for_people_wait_for_it() {
            assertThat(Watching.account(open, true, List.of())).isEqualTo(HealthPart.up());
            assertThat(Watching.account(open, true, List.of("field Language")).reason())
                    .isEqualTo(
                            "run setup: the account lacks field Language; people who need it wait until it is there");
            assertThat(Watching.account(open, true, List.of("list News", "tag customer", "field Language"))
                            .reason())
                    .isEqualTo("run setup: the account lacks list News and 2 more; people who need it wait until it is"
                            + " there");
        }

        @Test
        void before_setup_there_is_nothing_to_name() {
            assertThat(Watching.account(open, false, List.of("list News")).reason())
                    .isEqualTo("run setup: nothing is sent before 'consentgate setup' was run");
        }
    }

    @Nested
    class OfTheBacklog {
        @Test
        void somebody_who_waits_longer_than_the_lane_promises_degrades_it() {
            Backlog two = new Backlog(2, NOON.minusSeconds(121));
            assertThat(Watching.backlog(Map.of(Lane.CONTACT, two), NOON).status())
                    .isEqualTo(Status.UP);
            HealthPart part = Watching.backlog(Map.of(Lane.WITHDRAWAL, two), NOON);
            assertThat(part.reason()).isEqualTo("somebody waits for 121 s in lane withdrawal; 120 s are the most");
            assertThat(part.details()).isEqualTo(Map.of("withdrawal_people", 2L, "withdrawal_oldest_seconds", 121L));
        }

        @Test
        void dead_letters_degrade_it() {
            assertThat(Watching.deadLetters(0)).isEqualTo(HealthPart.up().with("people", 0L));
            assertThat(Watching.deadLetters(3).reason())
                    .isEqualTo("people who could not be delivered: see 'consentgate dead-letters list'");
        }
    }

    @Test
    void a_part_that_does_not_answer_is_down_and_does_not_hold_up_the_others() {
        CountDownLatch never = new CountDownLatch(1);
        Health health = new Health(Map.of("database", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return HealthPart.up();
        }));
        assertThat(health.report().wire())
                .isEqualTo(Map.of(
                        "status",
                        "DOWN",
                        "parts",
                        Map.of("database", Map.of("status", "DOWN", "reason", "does not answer within 3 s"))));
    }

    @Test
    void files_that_were_kept_long_enough_go_and_others_stay(@TempDir Path drop) throws Exception {
        Path old = file(drop.resolve("done/old.csv"), NOON.minus(Duration.ofDays(8)));
        Path oldRejects = file(drop.resolve("rejects/old.rejects.csv"), NOON.minus(Duration.ofDays(8)));
        Path oldFailed = file(drop.resolve("failed/old.csv"), NOON.minus(Duration.ofDays(8)));
        Path recent = file(drop.resolve("done/recent.csv"), NOON.minus(Duration.ofDays(6)));
        Path notYetTaken = file(drop.resolve("waiting.csv"), NOON.minus(Duration.ofDays(30)));
        List<Instant> rows = new ArrayList<>();

        new Retention(
                        List.of(drop, drop.resolve("not-there")),
                        Duration.ofDays(7),
                        rows::add,
                        Clock.fixed(NOON, ZoneOffset.UTC))
                .run();

        assertThat(List.of(old, oldRejects, oldFailed)).noneMatch(Files::exists);
        assertThat(List.of(recent, notYetTaken)).allMatch(Files::exists);
        assertThat(rows).containsExactly(NOON);
    }

    private static Path file(Path path, Instant at) throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "email\n");
        return Files.setLastModifiedTime(path, FileTime.from(at));
    }
}
