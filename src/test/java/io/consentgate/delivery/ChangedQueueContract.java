package io.consentgate.delivery;

import static io.consentgate.activecampaign.Lane.BACKFILL;
import static io.consentgate.activecampaign.Lane.CONTACT;
import static io.consentgate.activecampaign.Lane.WITHDRAWAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.SqlDatabase;
import io.consentgate.delivery.ChangedQueue.Backlog;
import io.consentgate.delivery.ChangedQueue.Claim;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the queue of changed people promises, on both databases. */
abstract class ChangedQueueContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Set<Lane> ALL = EnumSet.allOf(Lane.class);

    private SqlDatabase database;
    private ChangedQueue queue;

    abstract SqlDatabase open();

    @BeforeEach
    void openQueue() {
        database = open();
        queue = new SqlChangedQueue(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Nested
    class Claiming {

        @Test
        void theBetterLaneGoesFirstAndTheLongestWaitWithinIt() {
            mark("late@example.com", CONTACT, NOW.minusSeconds(1));
            mark("early@example.com", CONTACT, NOW.minusSeconds(9));
            mark("filler@example.com", BACKFILL, NOW.minusSeconds(99));
            mark("no@example.com", WITHDRAWAL, NOW);

            assertThat(claim(3))
                    .extracting(Claim::address)
                    .containsExactly("no@example.com", "early@example.com", "late@example.com");
        }

        @Test
        void whoIsNotDueYetIsNotClaimed() {
            mark("later@example.com", CONTACT, NOW.plusSeconds(1));

            assertThat(claim(10)).isEmpty();
        }

        @Test
        void aLeaseKeepsOthersAwayUntilItEnds() {
            mark("ana@example.com", CONTACT, NOW);
            claim(1);

            assertThat(claim(1)).isEmpty();
            assertThat(queue.claim("main", ALL, 1, "other", NOW.plusSeconds(61), NOW.plusSeconds(99)))
                    .extracting(Claim::address)
                    .containsExactly("ana@example.com");
        }

        @Test
        void noOneIsClaimedTwiceByClaimersAtTheSameTime() {
            database.write(tx -> {
                queue.mark(
                        tx,
                        "main",
                        IntStream.range(0, 400)
                                .mapToObj(i -> "p" + i + "@example.com")
                                .toList(),
                        CONTACT,
                        NOW,
                        NOW);
                return null;
            });

            List<Claim> claims = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i -> queue.claim("main", ALL, 10, "node" + i, NOW, NOW.plusSeconds(60)))
                    .flatMap(List::stream)
                    .toList();

            assertThat(claims).extracting(Claim::address).doesNotHaveDuplicates();
            Set<String> left = new HashSet<>();
            for (List<Claim> more = claim(50); !more.isEmpty(); more = claim(50)) {
                more.forEach(claim -> left.add(claim.address()));
            }
            assertThat(claims.size() + left.size()).isEqualTo(400);
        }

        @Test
        void anotherAccountsPeopleStayWhereTheyAre() {
            mark("ana@example.com", CONTACT, NOW);

            assertThat(queue.claim("other", ALL, 1, "node", NOW, NOW.plusSeconds(60)))
                    .isEmpty();
        }
    }

    @Nested
    class Marking {

        @Test
        void aMarkThatIsThereKeepsItsBetterLaneAndItsFirstTime() {
            mark("ana@example.com", WITHDRAWAL, NOW.minusSeconds(5));
            database.write(tx -> {
                queue.mark(tx, "main", List.of("ana@example.com"), BACKFILL, NOW, NOW);
                return null;
            });

            assertThat(claim(1)).first().satisfies(claim -> {
                assertThat(claim.lane()).isEqualTo(WITHDRAWAL);
                assertThat(claim.markedAt()).isEqualTo(NOW.minusSeconds(5));
            });
        }

        @Test
        void aDeadlineThatWaitsTakesTheLaneAndTheTimeOfTheNewMark() {
            database.write(tx -> {
                queue.mark(tx, "main", List.of("ana@example.com"), CONTACT, NOW.plusSeconds(999), NOW.minusSeconds(9));
                queue.mark(tx, "main", List.of("ana@example.com"), BACKFILL, NOW, NOW);
                return null;
            });

            assertThat(claim(1)).first().satisfies(claim -> {
                assertThat(claim.lane()).isEqualTo(BACKFILL);
                assertThat(claim.markedAt()).isEqualTo(NOW);
            });
        }

        @Test
        void aMarkMakesThePlanUnderWayStale() {
            mark("ana@example.com", CONTACT, NOW);
            mark("bob@example.com", CONTACT, NOW);
            List<Claim> claims = claim(2);
            mark("ana@example.com", CONTACT, NOW);

            assertThat(queue.stale("main", claims)).containsExactly("ana@example.com");
        }

        @Test
        void aMarkEndsTheLeaseOfABatchButNotOfAPlanForOne() {
            mark("ana@example.com", CONTACT, NOW);
            queue.claim("main", ALL, 1, "node" + SqlChangedQueue.MASS, NOW, NOW.plusSeconds(60));
            mark("ana@example.com", WITHDRAWAL, NOW);
            assertThat(claim(1)).hasSize(1);

            mark("ana@example.com", WITHDRAWAL, NOW);
            assertThat(claim(1)).isEmpty();
        }

        @Test
        void aBatchHandsOnePersonOverUnlessSomethingChanged() {
            mark("ana@example.com", CONTACT, NOW);
            mark("bob@example.com", CONTACT, NOW);
            List<Claim> batch = queue.claim("main", ALL, 2, "node" + SqlChangedQueue.MASS, NOW, NOW.plusSeconds(60));
            mark("bob@example.com", WITHDRAWAL, NOW);

            assertThat(batch)
                    .filteredOn(claim -> queue.handOver(claim, "node:one", NOW.plusSeconds(60))
                            .isPresent())
                    .extracting(Claim::address)
                    .containsExactly("ana@example.com");
            mark("ana@example.com", WITHDRAWAL, NOW);
            assertThat(claim(2)).extracting(Claim::address).containsExactly("bob@example.com");
        }

        @Test
        void aPersonWhoFailedBeforeIsDueAtOnce() {
            mark("ana@example.com", CONTACT, NOW);
            Claim claim = claim(1).get(0);
            database.write(tx -> {
                queue.again(tx, claim, NOW.plusSeconds(300), true);
                return null;
            });
            assertThat(claim(1)).isEmpty();
            mark("ana@example.com", CONTACT, NOW);

            assertThat(claim(1)).first().satisfies(again -> assertThat(again.attempts())
                    .isZero());
        }
    }

    @Nested
    class Settling {

        @Test
        void whatIsDoneIsGone() {
            mark("ana@example.com", CONTACT, NOW);
            done(claim(1).get(0), null);

            assertThat(claimAt(NOW.plusSeconds(9_999_999))).isEmpty();
        }

        @Test
        void whatIsDoneWaitsForTheNextMomentThatChangesSomething() {
            mark("ana@example.com", CONTACT, NOW);
            done(claim(1).get(0), NOW.plusSeconds(500));

            assertThat(queue.backlog("main", NOW.plusSeconds(499))).isEmpty();
            assertThat(claimAt(NOW.plusSeconds(499))).isEmpty();
            assertThat(queue.backlog("main", NOW.plusSeconds(500)))
                    .isEqualTo(Map.of(CONTACT, new Backlog(1, NOW.plusSeconds(500))));
            assertThat(claimAt(NOW.plusSeconds(500))).hasSize(1);
        }

        @Test
        void whatChangedMeanwhileStaysDue() {
            mark("ana@example.com", CONTACT, NOW);
            Claim claim = claim(1).get(0);
            mark("ana@example.com", WITHDRAWAL, NOW);
            done(claim, null);

            assertThat(claim(1)).extracting(Claim::lane).containsExactly(WITHDRAWAL);
        }

        @Test
        void aLateAnswerOfADeadOwnerDoesNotHideANewMark() {
            mark("ana@example.com", CONTACT, NOW);
            Claim dead = claim(1).get(0);
            Claim second = queue.claim("main", ALL, 1, "other", NOW.plusSeconds(61), NOW.plusSeconds(99))
                    .get(0);
            done(second, null);
            database.write(tx -> {
                queue.mark(tx, "main", List.of("ana@example.com"), CONTACT, NOW.plusSeconds(62), NOW.plusSeconds(62));
                return null;
            });
            done(dead, null);

            assertThat(claimAt(NOW.plusSeconds(62))).hasSize(1);
        }

        @Test
        void failuresAreCounted() {
            mark("ana@example.com", CONTACT, NOW);
            Claim claim = claim(1).get(0);
            database.write(tx -> {
                queue.again(tx, claim, NOW, true);
                return null;
            });

            assertThat(claim(1)).extracting(Claim::attempts).containsExactly(1);
        }

        @Test
        void aDeadlineThatCameAndFailedWaitsToBeTriedAgain() {
            mark("ana@example.com", CONTACT, NOW.minusSeconds(10));
            done(claim(1).get(0), NOW);
            again(claim(1).get(0), NOW.plusSeconds(300));

            assertThat(queue.backlog("main", NOW)).isEqualTo(Map.of(CONTACT, new Backlog(1, NOW)));
            done(claimAt(NOW.plusSeconds(300)).get(0), NOW.plusSeconds(900));
            assertThat(queue.backlog("main", NOW.plusSeconds(300))).isEmpty();
        }

        @Test
        void aFreshStartEndsTheLeasesOfTheDead() {
            mark("ana@example.com", CONTACT, NOW);
            claim(1);
            database.write(tx -> {
                queue.releaseAll(tx);
                return null;
            });

            assertThat(claim(1)).hasSize(1);
        }
    }

    @Test
    void theBacklogCountsTheDuePerLaneWithTheOldest() {
        mark("ana@example.com", CONTACT, NOW.minusSeconds(5));
        mark("bob@example.com", CONTACT, NOW);
        mark("eve@example.com", WITHDRAWAL, NOW);

        assertThat(queue.backlog("main", NOW))
                .isEqualTo(Map.of(
                        CONTACT, new Backlog(2, NOW.minusSeconds(5)),
                        WITHDRAWAL, new Backlog(1, NOW)));
    }

    @Test
    void theBacklogCountsWhoWaitsToBeTriedAgain() {
        mark("ana@example.com", WITHDRAWAL, NOW.minusSeconds(7));
        mark("bob@example.com", CONTACT, NOW.minusSeconds(5));
        mark("eve@example.com", CONTACT, NOW);
        again(claim(1).get(0), NOW.plusSeconds(300));
        again(claim(1).get(0), NOW.plusSeconds(300));

        assertThat(queue.backlog("main", NOW))
                .isEqualTo(Map.of(
                        WITHDRAWAL, new Backlog(1, NOW.minusSeconds(7)),
                        CONTACT, new Backlog(2, NOW.minusSeconds(5))));
    }

    @Test
    void whoWaitsToBeTriedAgainKeepsTheBetterLaneAndTheFirstTime() {
        mark("ana@example.com", CONTACT, NOW.minusSeconds(5));
        again(claim(1).get(0), NOW.plusSeconds(300));
        mark("ana@example.com", BACKFILL, NOW);

        assertThat(claim(1)).first().satisfies(claim -> {
            assertThat(claim.lane()).isEqualTo(CONTACT);
            assertThat(claim.markedAt()).isEqualTo(NOW.minusSeconds(5));
        });
    }

    private void again(Claim claim, Instant due) {
        database.write(tx -> {
            queue.again(tx, claim, due, false);
            return null;
        });
    }

    private void mark(String address, Lane lane, Instant at) {
        database.write(tx -> {
            queue.mark(tx, "main", List.of(address), lane, at, at);
            return null;
        });
    }

    private void done(Claim claim, Instant next) {
        database.write(tx -> {
            queue.done(tx, claim, next);
            return null;
        });
    }

    private List<Claim> claim(int limit) {
        return queue.claim("main", ALL, limit, "node:one", NOW, NOW.plusSeconds(60));
    }

    private List<Claim> claimAt(Instant now) {
        return queue.claim("main", ALL, 10, "node:one", now, now.plusSeconds(60));
    }
}
