package io.consentgate.cart;

import static io.consentgate.cart.CartWorld.ANA;
import static io.consentgate.cart.CartWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.cart.FakeBulkOrders.Fate;
import io.consentgate.gate.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of many buyers in one call, moment by moment (decision 116). */
class OrdersInGroupsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECONDS = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private CartWorld world;
    private FakeBulkOrders bulk;

    @BeforeEach
    void open() {
        world = new CartWorld(folder, "");
        bulk = new FakeBulkOrders(world.account);
        world.bulk = bulk;
        world.restart();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static String buyer(int number) {
        return "b" + number + "@example.com";
    }

    private void buyers(int many) {
        IntStream.rangeClosed(1, many).forEach(number -> world.delivered(buyer(number)));
    }

    private void orders(int many) {
        IntStream.rangeClosed(1, many)
                .forEach(number -> world.order("o" + number, buyer(number), START.plusSeconds(number), ""));
    }

    private void past(int many) {
        IntStream.rangeClosed(1, many)
                .forEach(number -> world.tell(
                        "order",
                        "historical",
                        CartWorld.orderData("o" + number, "{'email':'" + buyer(number) + "'}", START.minus(HOUR), "")));
    }

    private static String names(int from, int to, String more) {
        return String.join(
                ", ",
                IntStream.rangeClosed(from, to)
                        .mapToObj(number -> "o" + number + more)
                        .toList());
    }

    @Nested
    class A_group {

        @Test
        void carries_many_buyers_and_their_customers_in_one_call_and_is_read_back_in_one() {
            buyers(3);
            orders(3);

            assertThat(world.run()).containsExactly("GROUP o1, o2, o3");
            assertThat(bulk.accepts).containsEntry(buyer(1), true).hasSize(3);
            assertThat(world.after(SECONDS)).containsExactly("READ o1, o2, o3");
            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.happened)
                    .extracting(one -> one.kind() + " " + one.externalId())
                    .containsExactly("ORDER_PLACED o1", "ORDER_PLACED o2", "ORDER_PLACED o3");
        }

        @Test
        void is_as_large_as_one_call_takes_and_tells_the_new_before_the_past() {
            buyers(3);
            bulk.most = 2;
            past(3);
            world.order("n1", buyer(3), START, "");

            assertThat(world.run()).containsExactly("GROUP n1", "GROUP o1 silent, o2 silent", "GROUP o3 silent");
        }

        @Test
        void tells_of_each_what_the_gate_allows_at_that_moment() {
            buyers(3);
            world.says(buyer(1), "profiling_classic", "given");
            orders(3);
            world.account.atDeparture = () -> {
                world.account.atDeparture = () -> {};
                world.says(buyer(2), "direct_marketing", "withdrawn");
            };

            assertThat(world.run()).containsExactly("GROUP o1, o3");
            assertThat(bulk.orders.get("o1").articles())
                    .extracting(Purchase.Article::name)
                    .containsExactly("Ball");
            assertThat(bulk.orders.get("o3").articles()).isEmpty();
        }

        @Test
        void waits_for_the_contact() {
            world.says(ANA, "direct_marketing", "given");
            world.order("o1", ANA, START, "");
            assertThat(world.run()).isEmpty();

            world.contact(ANA);
            assertThat(world.after(HOUR)).containsExactly("GROUP o1");
        }

        @Test
        void carries_what_changed_and_nothing_that_did_not() {
            world.delivered(ANA);
            world.order("o1", ANA, START, ",'updated_at':'2026-11-22T10:00:00Z'");
            world.run();
            world.order("o1", ANA, START, ",'status':'completed','updated_at':'2026-11-22T10:10:00Z'");
            assertThat(world.after(SECONDS)).containsExactly("READ o1");
            world.order("o1", ANA, START, ",'status':'cancelled','updated_at':'2026-11-22T10:30:00Z'");

            assertThat(world.run()).containsExactly("GROUP o1");
            assertThat(bulk.orders.get("o1").undone()).isTrue();
            assertThat(bulk.orders.get("o1").total()).isEqualByComparingTo("0");
        }
    }

    @Nested
    class A_refusal {

        @Test
        void that_names_an_order_is_a_dead_letter_and_the_rest_goes_again() {
            buyers(5);
            past(5);
            bulk.bad.add("o3");

            assertThat(world.run())
                    .containsExactly(
                            "GROUP " + names(1, 5, " silent"), "GROUP o1 silent, o2 silent, o4 silent, o5 silent");
            assertThat(world.letters()).containsExactly("ORDER o3 of s1: refused: [currency]");
            assertThat(bulk.orders).containsOnlyKeys("o1", "o2", "o4", "o5");
            assertThat(world.after(SECONDS)).containsExactly("READ o1, o2, o4, o5");

            bulk.bad.clear();
            world.replay();
            assertThat(world.run()).containsExactly("GROUP o3 silent");
            assertThat(world.letters()).isEmpty();
        }

        @Test
        void of_new_orders_has_the_rest_looked_for_before_anything_starts_twice() {
            buyers(2);
            orders(2);
            bulk.bad.add("o1");
            bulk.takesTheRest = true;

            assertThat(world.run()).containsExactly("GROUP o1, o2");
            assertThat(world.after(SECONDS)).containsExactly("READ o2");
            assertThat(world.after(HOUR)).isEmpty();

            bulk.takesTheRest = false;
            world.order("o3", buyer(2), START, "");
            bulk.bad.add("o4");
            world.order("o4", buyer(1), START, "");
            assertThat(world.run()).containsExactly("GROUP o4, o3");
            assertThat(world.after(SECONDS)).containsExactly("READ o3");
            assertThat(world.after(Duration.ofMinutes(1))).containsExactly("READ o3");
            assertThat(world.run()).containsExactly("GROUP o3");
        }

        @Test
        void that_names_nobody_splits_the_group_until_the_bad_one_stands_alone() {
            buyers(4);
            past(4);
            bulk.poison.add("o2");

            assertThat(world.run())
                    .containsExactly(
                            "GROUP " + names(1, 4, " silent"),
                            "GROUP o1 silent, o2 silent",
                            "GROUP o1 silent",
                            "GROUP o2 silent",
                            "GROUP o3 silent, o4 silent");
            assertThat(world.letters()).containsExactly("ORDER o2 of s1: status 200: too many tokens");
        }

        @Test
        void of_everything_is_not_the_orders_fault() {
            buyers(8);
            past(8);
            IntStream.rangeClosed(1, 8).forEach(number -> bulk.poison.add("o" + number));

            assertThat(world.run()).hasSizeLessThan(12);
            assertThat(world.letters()).isEmpty();
            bulk.poison.clear();
            world.after(HOUR);
            assertThat(bulk.orders).hasSize(8);
        }

        @Test
        void of_the_order_that_a_cart_became_takes_the_cart_away() {
            world.delivered(ANA);
            world.cart("c1", ANA, world.now(), "");
            world.after(HOUR);
            bulk.bad.add("o1");
            world.order("o1", ANA, world.now(), "");

            assertThat(world.run()).containsExactly("GROUP c1>o1", "DELETE cart c1 live");
            assertThat(world.after(HOUR)).isEmpty();
            bulk.bad.clear();
            world.replay();
            assertThat(world.run()).containsExactly("GROUP c1>o1");
        }
    }

    @Nested
    class What_is_in_doubt {

        @Test
        void is_looked_for_and_not_told_twice() {
            buyers(2);
            orders(2);
            bulk.fates.add(Fate.TAKEN_UNANSWERED);
            assertThat(world.run()).containsExactly("GROUP o1, o2");
            world.restart();

            assertThat(world.run()).containsExactly("READ o1, o2");
            assertThat(world.after(HOUR)).isEmpty();
        }

        @Test
        void is_told_again_when_it_is_not_there_after_a_minute() {
            buyers(2);
            orders(2);
            bulk.fates.add(Fate.LOST);
            world.run();

            assertThat(world.after(SECONDS)).containsExactly("READ o1, o2");
            assertThat(world.after(Duration.ofMinutes(1))).containsExactly("READ o1, o2");
            assertThat(world.run()).containsExactly("GROUP o1, o2");
        }

        @Test
        void of_a_change_is_told_again_because_the_older_one_may_be_there() {
            world.delivered(ANA);
            world.order("o1", ANA, START, ",'updated_at':'2026-11-22T10:00:00Z'");
            world.run();
            world.after(SECONDS);
            world.order("o1", ANA, START, ",'refunded_total':'4.90','updated_at':'2026-11-22T10:20:00Z'");
            bulk.fates.add(Fate.LOST);
            assertThat(world.run()).containsExactly("GROUP o1");

            assertThat(world.after(SECONDS)).containsExactly("READ o1");
            assertThat(world.run()).containsExactly("GROUP o1");
            assertThat(bulk.orders.get("o1").total()).isEqualByComparingTo("15.00");
        }

        @Test
        void that_was_accepted_and_never_comes_is_a_dead_letter() {
            world.delivered(ANA);
            world.order("o1", ANA, START, "");
            bulk.fates.add(Fate.SWALLOWED);
            world.run();
            world.after(SECONDS);

            world.after(Duration.ofMinutes(10));
            assertThat(world.letters()).containsExactly("ORDER o1 of s1: accepted, but not there after 10 minutes");
            assertThat(world.after(HOUR)).isEmpty();
        }

        @Test
        void of_a_hold_is_nothing_and_comes_again() {
            buyers(2);
            orders(2);
            bulk.fates.add(Fate.NOT_NOW);
            world.run();

            assertThat(world.after(SECONDS)).containsExactly("GROUP o1, o2");
        }
    }

    @Nested
    class Carts {

        @Test
        void go_one_by_one_and_become_the_order_that_names_them() {
            world.delivered(ANA);
            world.cart("c1", ANA, world.now(), "");
            assertThat(world.after(HOUR)).containsExactly("POST customer " + ANA, "POST cart c1 live");
            world.order("o1", ANA, world.now(), "");

            assertThat(world.run()).containsExactly("GROUP c1>o1");
            assertThat(world.after(SECONDS)).containsExactly("READ o1");
            assertThat(world.outcomes()).containsExactly("c1 cart.recovered");
            assertThat(world.happened)
                    .extracting(one -> one.kind() + " " + one.externalId())
                    .containsExactly("CART_ABANDONED c1", "CART_RECOVERED c1", "ORDER_PLACED o1");
        }

        @Test
        void whose_order_did_not_arrive_are_ended_by_the_next_telling() {
            world.delivered(ANA);
            world.cart("c1", ANA, world.now(), "");
            world.after(HOUR);
            bulk.fates.add(Fate.LOST);
            world.order("o1", ANA, world.now(), "");
            world.run();
            world.after(Duration.ofMinutes(1));
            world.run();

            assertThat(bulk.orders.get("o1").cartId()).isEqualTo("c1");
        }

        @Test
        void after_an_order_need_the_number_of_the_customer_that_it_made() {
            world.delivered(ANA);
            world.order("o1", ANA, START.minus(HOUR), "");
            world.run();
            world.cart("c1", ANA, world.now(), "");

            assertThat(world.after(HOUR)).contains("GET customer", "POST cart c1 live");
        }
    }

    @Nested
    class A_no {

        @Test
        void tells_that_no_marketing_is_accepted() {
            world.delivered(ANA);
            world.order("o1", ANA, START, "");
            world.run();
            world.says(ANA, "direct_marketing", "withdrawn");

            assertThat(world.run()).containsExactly("GET customer", "PUT customer false");
        }

        @Test
        void of_erasure_takes_away_what_is_there_and_waits_for_what_is_on_its_way() {
            world.delivered(ANA);
            world.order("o1", ANA, START, "");
            world.run();
            assertThat(world.after(SECONDS)).containsExactly("READ o1");
            world.tell(
                    "privacy-request",
                    "{'kind':'erasure','person':{'email':'ana@example.com'},'requested_at':'" + world.now() + "'}");
            assertThat(world.run()).containsExactly("GET order o1");
            // The copy in Deep Data appears.
            world.account.purchases.put("9", new FakeDeepData.Kept(bulk.orders.get("o1"), ANA));

            List<String> calls = world.after(Duration.ofMinutes(1));
            assertThat(calls).contains("GET order o1", "DELETE order o1 live", "DELETE customer");
            assertThat(world.account.customers).isEmpty();
        }
    }

    @Nested
    class The_way {

        @Test
        void is_chosen_by_the_first_order_and_not_by_a_cart() {
            world.delivered(ANA);
            world.cart("c1", ANA, world.now(), "");
            world.after(HOUR);
            assertThat(world.anotherWay(false)).isEmpty();

            world.order("o1", ANA, Instant.parse("2026-11-22T09:00:00Z"), "");
            world.run();
            assertThat(world.anotherWay(false)).contains("bulk");
            assertThat(world.anotherWay(true)).isEmpty();
        }
    }
}
