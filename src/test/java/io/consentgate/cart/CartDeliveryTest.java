package io.consentgate.cart;

import static io.consentgate.cart.CartWorld.ANA;
import static io.consentgate.cart.CartWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.gate.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What carts and orders become in Deep Data, moment by moment. */
class CartDeliveryTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration NO_TIME = Duration.ZERO;

    @TempDir
    Path folder;

    private CartWorld world;

    @BeforeEach
    void open() {
        world = new CartWorld(
                folder,
                "  minimum_total: '5.00'\n  quiet_hours: {from: '22:00', until: '08:00'}\n"
                        + "  recovery_page: https://shop.example.com/cart?id={cart}\n");
        world.delivered(ANA);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Purchase only() {
        assertThat(world.account.purchases).hasSize(1);
        return world.account.purchases.values().iterator().next().purchase();
    }

    /** A cart that was told as left behind. */
    private void abandoned(String id) {
        world.cart(id, ANA, world.now(), "");
        world.after(HOUR);
    }

    @Nested
    class A_cart {

        @Test
        void counts_as_left_behind_by_its_own_last_change_and_takes_two_calls_then_one_then_none() {
            world.cart("c1", ANA, START.minus(Duration.ofMinutes(50)), "");
            assertThat(world.run()).isEmpty();
            assertThat(world.after(Duration.ofMinutes(9))).isEmpty();

            assertThat(world.after(MINUTE)).containsExactly("POST customer " + ANA, "POST cart c1 live");
            assertThat(only().abandonedAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));

            world.cart("c1", ANA, START.minus(Duration.ofMinutes(50)), ",'tax_total':'0.00'");
            assertThat(world.run()).isEmpty();
            world.order("o1", ANA, world.now(), ",'cart_external_id':'c1'");
            assertThat(world.run()).containsExactly("PUT cart c1 order o1 live");
            world.cart("c2", ANA, world.now().plus(Duration.ofMinutes(5)), "");
            assertThat(world.after(Duration.ofMinutes(65))).containsExactly("POST cart c2 live");
        }

        @Test
        void that_changes_often_is_one_silent_update_once_it_rests() {
            abandoned("c1");
            for (int i = 1; i <= 5; i++) {
                world.cart("c1", ANA, world.now().plusSeconds(i), ",'total':'" + i + "9.00','currency':'EUR'");
                assertThat(world.after(MINUTE)).isEmpty();
            }

            assertThat(world.after(HOUR)).containsExactly("PUT cart c1 silent");
            assertThat(only().total()).isEqualByComparingTo("59.00");
            assertThat(world.after(HOUR)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    ",'status':'expired'                                   | cart.expired",
                    ",'items':[]                                           | cart.empty",
                    ",'total':'0.00','currency':'EUR'                      | cart.empty",
                    ",'total':'4.99','currency':'EUR'                      | cart.belowMinimum",
                    ",'status':'converted','order_external_id':'o9'        | cart.bought",
                    ",'captured_by':'script'                               | consent.unknown",
                    ",'captured_by':'unknown'                              | consent.unknown",
                })
        void is_left_alone_when(String member, String outcome) {
            world.cart("c1", ANA, START, member);

            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.outcomes()).containsExactly("c1 " + outcome);
        }

        @Test
        void waits_for_the_end_of_the_quiet_hours() {
            world.cart("c1", ANA, Instant.parse("2026-11-22T20:30:00Z"), "");

            assertThat(world.after(Duration.ofMinutes(11 * 60 + 30))).isEmpty();
            assertThat(world.outcomes()).containsExactly("c1 cart.quietHours");
            assertThat(world.after(Duration.ofMinutes(9 * 60 + 29))).isEmpty();
            assertThat(world.after(MINUTE)).contains("POST cart c1 live");
        }

        @Test
        void is_one_per_person_at_a_time() {
            world.cart("c1", ANA, START, "");
            world.cart("c2", ANA, START.plusSeconds(60), "");
            assertThat(world.after(Duration.ofMinutes(61)))
                    .containsExactly("POST customer " + ANA, "POST cart c2 live");
            assertThat(world.outcomes()).containsExactly("c1 cart.superseded", "c2 cart.abandoned");

            world.cart("c3", ANA, world.now(), "");
            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.after(Duration.ofHours(23))).containsExactly("DELETE cart c2 live", "POST cart c3 live");
        }

        @Test
        void has_the_shops_way_back_or_a_link_of_ours() {
            abandoned("c1");
            assertThat(only().url()).startsWith("https://gate.example.com/r/");
            world.cart("c1", ANA, world.now(), ",'recovery_url':'https://shop.example.com/back/1'");
            world.after(HOUR);
            assertThat(only().url()).isEqualTo("https://shop.example.com/back/1");
        }

        @Test
        void tells_articles_only_with_consent_to_profiling_and_sensitive_ones_never() {
            abandoned("c1");
            assertThat(only().articles()).isEmpty();

            world.says(ANA, "profiling_classic", "given");
            assertThat(world.run()).containsExactly("PUT cart c1 silent");
            assertThat(only().articles()).extracting(Purchase.Article::name).containsExactly("Ball");

            world.says(ANA, "profiling_classic", "withdrawn");
            assertThat(world.run()).containsExactly("PUT cart c1 silent");
            assertThat(only().articles()).isEmpty();
        }

        @Test
        void of_the_past_starts_nothing() {
            world.tell(
                    "cart",
                    "historical",
                    "{'external_id':'c1','person':{'email':'ana@example.com'},'status':'active','currency':'EUR',"
                            + "'total':'9.00','captured_by':'account','updated_at':'2026-11-01T10:00:00Z'}");

            assertThat(world.run()).contains("POST cart c1 silent");
        }

        @Test
        void of_somebody_known_through_the_script_needs_tracking_and_online_profiling() {
            world.says(ANA, "site_tracking", "given");
            world.says(ANA, "profiling_online", "given");
            world.cart("c1", ANA, START, ",'captured_by':'script'");

            assertThat(world.after(HOUR)).contains("POST cart c1 live");
        }

        @Test
        void of_an_external_id_waits_until_its_address_is_known() {
            world.tell(
                    "cart",
                    "{'external_id':'c1','person':{'external_id':'k1'},'status':'active','currency':'EUR',"
                            + "'total':'30.00','captured_by':'account','updated_at':'" + START + "'}");
            assertThat(world.after(HOUR)).isEmpty();

            world.tell(
                    "contact",
                    "{'external_id':'k1','email':'ana@example.com','updated_at':'" + START.minus(HOUR) + "'}");
            assertThat(world.run()).contains("POST cart c1 live");
        }

        @Test
        void that_somebody_removed_in_activecampaign_is_made_anew_and_starts_nothing_twice() {
            abandoned("c1");
            world.account.purchases.clear();
            world.cart("c1", ANA, world.now(), ",'total':'50.00','currency':'EUR'");

            assertThat(world.after(HOUR)).containsExactly("PUT cart c1 silent", "POST cart c1 silent");
        }
    }

    @Nested
    class The_last_moment_decides {

        @Test
        void bought_in_the_same_second() {
            world.cart("c1", ANA, START, "");
            world.account.atDeparture = () -> {
                world.account.atDeparture = () -> {};
                world.order("o1", ANA, START.plus(HOUR), "");
            };

            world.after(HOUR);
            assertThat(world.run()).noneMatch(call -> call.startsWith("POST cart"));
            assertThat(only().orderId()).isEqualTo("o1");
            assertThat(only().cartId()).isNull();
            assertThat(world.happened)
                    .extracting(Happenings.Happening::kind)
                    .containsExactly(Happenings.Kind.ORDER_PLACED);
        }

        @Test
        void emptied() {
            world.cart("c1", ANA, START, "");
            world.account.atDeparture = () -> world.cart("c1", ANA, START.plus(HOUR), ",'items':[]");

            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.run()).isEmpty();
        }

        @Test
        void consent_gone() {
            world.cart("c1", ANA, START, "");
            world.account.atDeparture = () -> world.says(ANA, "direct_marketing", "withdrawn");

            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.run()).isEmpty();
            assertThat(world.account.customers).isEmpty();
        }
    }

    @Nested
    class An_order_ends_its_cart {

        @ParameterizedTest
        @CsvSource({"id in the order", "id in the cart", "person and time"})
        void after_it_was_told(String by) {
            abandoned("c1");
            Instant now = world.now();
            if (by.equals("id in the cart")) {
                world.cart("c1", ANA, now, ",'status':'converted','order_external_id':'o1'");
                assertThat(world.run()).containsExactly("PUT cart c1 order o1 live");
                world.order("o1", ANA, now, "");
                world.run();
            } else {
                world.order("o1", ANA, now, by.equals("person and time") ? "" : ",'cart_external_id':'c1'");
                assertThat(world.run()).containsExactly("PUT cart c1 order o1 live");
                world.cart("c1", ANA, now, ",'status':'converted','order_external_id':'o1'");
                assertThat(world.run()).isEmpty();
            }
            world.order("o1", ANA, now, by.equals("id in the order") ? ",'cart_external_id':'c1'" : "");
            assertThat(world.run()).isEmpty();
            assertThat(only().orderId()).isEqualTo("o1");
            assertThat(only().total()).isEqualByComparingTo("19.90");
            assertThat(world.outcomes()).containsExactly("c1 cart.recovered");
        }

        @ParameterizedTest
        @CsvSource({"id in the order", "id in the cart", "person and time"})
        void before_it_could_be_told(String by) {
            world.order("o1", ANA, START, by.equals("id in the order") ? ",'cart_external_id':'c1'" : "");
            assertThat(world.run()).contains("POST order o1 live");
            world.cart(
                    "c1",
                    ANA,
                    START.minusSeconds(5),
                    by.equals("id in the cart") ? ",'status':'converted','order_external_id':'o1'" : "");

            assertThat(world.after(HOUR)).isEmpty();
            assertThat(world.outcomes()).containsExactly("c1 cart.bought");
        }

        @Test
        void also_when_somebody_else_placed_it_and_then_the_cart_is_taken_away() {
            abandoned("c1");
            world.order("o1", "guest@example.com", world.now(), ",'cart_external_id':'c1'");

            assertThat(world.run()).containsExactly("DELETE cart c1 live");
            assertThat(world.outcomes()).containsExactly("c1 cart.bought");
        }

        @Test
        void but_a_payment_that_failed_and_an_earlier_order_do_not() {
            world.order("o0", ANA, START.minus(HOUR), "");
            world.run();
            world.cart("c1", ANA, START, "");
            world.order("o1", ANA, START, ",'status':'failed','cart_external_id':'c1'");

            assertThat(world.after(HOUR)).containsExactly("POST cart c1 live");
        }
    }

    @Nested
    class An_order {

        @Test
        void is_number_date_and_total_without_profiling() {
            world.order("o1", ANA, START, ",'tax_total':'3.00','number':'N-1','shipping_method':'DHL'");

            assertThat(world.run()).containsExactly("POST customer " + ANA, "POST order o1 live");
            assertThat(only().articles()).isEmpty();
            assertThat(only().tax()).isNull();
            assertThat(only().shippingMethod()).isNull();
            assertThat(only().number()).isEqualTo("N-1");
            assertThat(only().total()).isEqualByComparingTo("19.90");
            assertThat(world.account.customers).containsEntry(ANA, true);
        }

        @Test
        void tells_its_articles_with_profiling_but_no_sensitive_one() {
            world.says(ANA, "profiling_classic", "given");
            world.order("o1", ANA, START, "");
            world.run();

            assertThat(only().articles()).extracting(Purchase.Article::name).containsExactly("Ball");
        }

        @Test
        void follows_refunds_and_cancellation_and_costs_nothing_when_nothing_changed() {
            world.order("o1", ANA, START, ",'updated_at':'2026-11-22T10:00:00Z'");
            world.run();
            world.order("o1", ANA, START, ",'status':'completed','updated_at':'2026-11-22T10:10:00Z'");
            assertThat(world.run()).isEmpty();
            world.order("o1", ANA, START, ",'refunded_total':'4.90','updated_at':'2026-11-22T10:20:00Z'");
            assertThat(world.run()).containsExactly("PUT order o1 live");
            assertThat(only().total()).isEqualByComparingTo("15.00");
            world.order("o1", ANA, START, ",'status':'cancelled','updated_at':'2026-11-22T10:30:00Z'");
            world.run();
            assertThat(only().total()).isEqualByComparingTo("0");
        }

        @Test
        void of_the_past_is_silent_and_one_that_was_undone_is_not_told() {
            world.tell(
                    "order",
                    "historical",
                    CartWorld.orderData("o1", "{'email':'ana@example.com'}", START.minus(HOUR), ""));
            world.order("o2", ANA, START, ",'status':'cancelled'");

            assertThat(world.run()).containsExactly("POST customer " + ANA, "POST order o1 silent");
        }

        @Test
        void of_somebody_without_permission_or_without_contact_is_not_told() {
            world.order("o1", "nobody@example.com", START, "");
            world.says("new@example.com", "direct_marketing", "given");
            world.order("o2", "new@example.com", START, "");
            world.tell("order", CartWorld.orderData("o3", "{'phone':'+393331234567'}", START, ""));
            assertThat(world.run()).isEmpty();

            world.contact("new@example.com");
            assertThat(world.after(MINUTE)).containsExactly("POST customer new@example.com", "POST order o2 live");
        }
    }

    @Nested
    class A_no {

        @Test
        void takes_the_open_cart_away_and_tells_that_no_marketing_is_accepted() {
            abandoned("c1");
            world.order("o0", ANA, START.minus(Duration.ofDays(1)), "");
            world.run();
            world.says(ANA, "direct_marketing", "withdrawn");

            assertThat(world.run()).containsExactly("DELETE cart c1 live", "PUT customer false");
            assertThat(only().orderId()).isEqualTo("o0");
            assertThat(world.run()).isEmpty();

            world.contactGone(ANA);
            world.says(ANA, "direct_marketing", "withdrawn");
            assertThat(world.run()).containsExactly("DELETE order o0 live", "DELETE customer");
        }

        @Test
        void of_erasure_takes_everything_away() {
            abandoned("c1");
            world.order("o0", ANA, START.minus(Duration.ofDays(1)), "");
            world.run();
            world.tell(
                    "privacy-request",
                    "{'kind':'erasure','person':{'email':'ana@example.com'},'requested_at':'" + world.now() + "'}");

            world.run();
            assertThat(world.account.purchases).isEmpty();
            assertThat(world.account.customers).isEmpty();
        }

        @Test
        void of_restriction_changes_nothing_while_it_lasts() {
            abandoned("c1");
            world.tell(
                    "privacy-request",
                    "{'kind':'restriction','person':{'email':'ana@example.com'},'requested_at':'" + world.now() + "'}");

            assertThat(world.run()).isEmpty();
            assertThat(only().cartId()).isEqualTo("c1");
        }
    }

    @Nested
    class What_is_in_doubt {

        @ParameterizedTest
        @EnumSource(FakeDeepData.Fate.class)
        void is_read_and_never_made_twice(FakeDeepData.Fate fate) {
            world.order("o1", ANA, START, "");
            world.account.fates.add(FakeDeepData.Fate.NOT_NOW);
            world.run();
            world.account.fates.addAll(List.of(fate));
            world.after(MINUTE);
            world.restart();
            world.account.fates.addAll(List.of(fate));
            world.after(MINUTE);
            world.after(Duration.ofMinutes(10));
            world.after(Duration.ofMinutes(10));

            assertThat(world.account.customers).containsOnlyKeys(ANA);
            if (fate != FakeDeepData.Fate.REFUSED) {
                assertThat(only().orderId()).isEqualTo("o1");
            }
        }

        @Test
        void of_a_recovery_is_read_before_it_is_made_again() {
            abandoned("c1");
            world.account.fates.add(FakeDeepData.Fate.TAKEN_UNANSWERED);
            world.order("o1", ANA, world.now(), "");
            assertThat(world.run()).containsExactly("PUT cart c1 order o1 live");

            assertThat(world.after(MINUTE).get(0)).isEqualTo("GET 1");
            assertThat(only().orderId()).isEqualTo("o1");
        }

        @Test
        void of_an_earlier_installation_is_found_and_taken_over() {
            world.order("o1", ANA, START, "");
            world.run();
            try (CartWorld other = new CartWorld(folder.resolve("other"), "")) {
                other.account.purchases.putAll(world.account.purchases);
                other.delivered(ANA);
                other.order("o1", ANA, START, "");
                other.run();

                assertThat(other.account.purchases).hasSize(1);
            }
        }
    }

    @Nested
    class What_activecampaign_refuses {

        /** The posting is refused, and nothing of it is found there. */
        private void refuseNext() {
            world.account.fates.add(FakeDeepData.Fate.REFUSED);
        }

        @Test
        void is_a_dead_letter_without_content_and_holds_up_no_other_order() {
            world.order("o0", ANA, START.minus(HOUR), "");
            world.run();
            world.order("o1", ANA, START, "");
            world.order("o2", ANA, START.plusSeconds(1), "");
            refuseNext();

            assertThat(world.run())
                    .containsExactly("POST order o1 live", "GET order o1", "GET customer", "POST order o2 live");
            assertThat(world.letters()).containsExactly("ORDER o1 of s1: status 422");
            assertThat(world.after(HOUR)).isEmpty();
        }

        @Test
        void is_decided_anew_when_it_is_replayed_and_starts_what_it_would_have_started() {
            world.order("o1", ANA, START, "");
            world.account.customers.put(ANA, true);
            world.run();
            world.order("o2", ANA, START, "");
            refuseNext();
            world.run();

            world.replay();
            assertThat(world.run()).containsExactly("POST order o2 live");
            assertThat(world.letters()).isEmpty();

            world.order("o3", ANA, START, "");
            refuseNext();
            world.run();
            world.says(ANA, "direct_marketing", "withdrawn");
            world.run();
            world.replay();
            assertThat(world.run()).isEmpty();
        }

        @Test
        void is_tried_again_when_the_shop_says_something_else() {
            world.order("o0", ANA, START, "");
            world.run();
            world.order("o1", ANA, START, ",'updated_at':'2026-11-22T10:00:00Z'");
            refuseNext();
            world.run();
            world.order("o1", ANA, START, ",'total':'1.00','currency':'EUR','updated_at':'2026-11-22T10:10:00Z'");

            assertThat(world.run()).containsExactly("POST order o1 live");
            assertThat(world.letters()).isEmpty();
        }

        @Test
        void of_a_change_leaves_what_is_there() {
            world.order("o1", ANA, START, ",'updated_at':'2026-11-22T10:00:00Z'");
            world.run();
            world.order("o1", ANA, START, ",'refunded_total':'4.90','updated_at':'2026-11-22T10:20:00Z'");
            refuseNext();

            assertThat(world.run()).containsExactly("PUT order o1 live");
            assertThat(world.letters()).containsExactly("ORDER o1 of s1: status 422");
            assertThat(only().total()).isEqualByComparingTo("19.90");
            world.replay();
            assertThat(world.run()).containsExactly("PUT order o1 live");
            assertThat(only().total()).isEqualByComparingTo("15.00");
        }

        @Test
        void of_a_cart_is_no_reminder_that_others_wait_for() {
            world.order("o0", ANA, START.minus(HOUR), "");
            world.run();
            world.cart("c1", ANA, START, "");
            refuseNext();
            assertThat(world.after(HOUR)).startsWith("POST cart c1 live");
            assertThat(world.letters()).containsExactly("CART c1 of s1: status 422");

            world.cart("c2", ANA, world.now(), "");
            assertThat(world.after(HOUR)).containsExactly("POST cart c2 live");
            assertThat(world.letters()).isEmpty();
        }

        @Test
        void of_a_recovery_ends_the_reminder_all_the_same() {
            abandoned("c1");
            world.order("o1", ANA, world.now(), "");
            refuseNext();

            assertThat(world.run()).containsExactly("PUT cart c1 order o1 live", "DELETE cart c1 live");
            assertThat(world.letters()).containsExactly("ORDER o1 of s1: status 422");
            assertThat(world.after(HOUR)).isEmpty();
            world.replay();
            assertThat(world.run()).containsExactly("POST cart c1 order o1 live");
            assertThat(world.letters()).isEmpty();
        }
    }

    @Test
    void what_happened_is_told_once_each() {
        abandoned("c1");
        world.order("o1", ANA, world.now(), "");
        world.run();
        world.order("o1", ANA, world.now(), ",'refunded_total':'1.00'");
        world.after(NO_TIME);

        assertThat(world.happened)
                .extracting(one -> one.kind() + " " + one.externalId())
                .containsExactly("CART_ABANDONED c1", "CART_RECOVERED c1", "ORDER_PLACED o1");
    }
}
