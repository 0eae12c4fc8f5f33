package io.consentgate.cart;

import static io.consentgate.cart.CartWorld.ANA;
import static io.consentgate.cart.CartWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.gate.Explanation;
import io.consentgate.gate.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one informative reminder without consent to marketing (consent.md 3.6 C2), for own customers in Italy. */
class CartReminderTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SWITCHED_ON =
            "  informative_reminder: true\n  reminder_disclosed_in: '1'\n  reminder_assessment: LIA-1\n";
    private static final String TYPED = ",'captured_by':'checkout'";
    private static final String BACK = ",'recovery_url':'https://shop.example.com/back/1'";

    @TempDir
    Path folder;

    private CartWorld world;

    /** Ana bought, was offered the refusal, and is in ActiveCampaign as an own customer; she agreed to nothing. */
    private void open(String settings) {
        world = new CartWorld(folder, settings);
        world.order("o0", ANA, START.minus(Duration.ofDays(30)), ",'status':'completed'");
        world.tell(
                "consent",
                "{'person':{'email':'ana@example.com'},'purpose':'direct_marketing_own_similar','channel':'email',"
                        + "'status':'given','legal_basis':'soft_opt_in','opt_out_offered':true,"
                        + "'sale_order_external_id':'o0','recorded_at':'2026-10-23T10:00:00Z','notice_version':'1',"
                        + "'evidence':{'order':'o0'}}");
        world.contact(ANA);
        world.run();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Purchase cart() {
        return world.account.purchases.values().stream()
                .map(FakeDeepData.Kept::purchase)
                .filter(Purchase::isCart)
                .findFirst()
                .orElseThrow();
    }

    private Explanation.Cart explained() {
        return world.explain(ANA, Locale.ENGLISH).carts().get(0);
    }

    @Test
    void carries_the_way_back_and_nothing_else_and_starts_no_trigger() {
        open(SWITCHED_ON);
        world.happened.clear();
        world.cart("c1", ANA, START, TYPED + BACK + ",'discount_codes':['TEN']");

        assertThat(world.after(HOUR)).containsExactly("POST cart c1 live");
        assertThat(cart().url()).isEqualTo("https://shop.example.com/back/1");
        assertThat(cart().total()).isZero();
        assertThat(cart().articles()).isEmpty();
        assertThat(cart().codes()).isEmpty();
        assertThat(world.happened).isEmpty();
        assertThat(world.account.customers).containsEntry(ANA, false);
    }

    @Test
    void is_off_unless_the_site_switched_it_on() {
        open("");
        world.cart("c1", ANA, START, TYPED + BACK);

        assertThat(world.after(HOUR)).isEmpty();
        assertThat(world.outcomes()).containsExactly("c1 consent.unknown");
    }

    @Test
    void is_told_by_explain_with_rule_and_article() {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.after(HOUR);

        Explanation.Cart cart = explained();
        assertThat(cart.cart()).isEqualTo("c1");
        assertThat(cart.decision()).isEqualTo("link_only");
        assertThat(cart.row()).isEqualTo("C2");
        assertThat(cart.reason()).isEqualTo("basis.legitimateInterest");
        assertThat(cart.ruleId()).isEqualTo("IT-CART");
        assertThat(cart.source()).isEqualTo("Garante doc. 10084158; GDPR 6(1)(f)");
        assertThat(cart.validUntil()).isEqualTo("2026-11-23T11:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account  | ,'recovery_url':'https://shop.example.com/b' | consent.unknown",
                "script   | ,'recovery_url':'https://shop.example.com/b' | consent.unknown",
                "unknown  | ,'recovery_url':'https://shop.example.com/b' | consent.unknown",
                "checkout | ,'discount_codes':['TEN']                    | cart.noLink",
            })
    void goes_only_to_an_address_typed_in_the_checkout_and_with_a_way_back(String by, String more, String outcome) {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, ",'captured_by':'" + by + "'" + more);

        assertThat(world.after(HOUR)).isEmpty();
        assertThat(world.outcomes()).containsExactly("c1 " + outcome);
        assertThat(explained().reason()).isEqualTo(outcome);
    }

    @Test
    void is_one_per_cart_however_often_the_cart_changes() {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.after(HOUR);
        world.cart("c1", ANA, world.now(), TYPED + BACK + ",'total':'50.00','currency':'EUR'");
        assertThat(world.after(HOUR)).isEmpty();

        assertThat(world.after(Duration.ofHours(23))).containsExactly("DELETE cart c1 live");
        world.cart("c1", ANA, world.now(), TYPED + BACK + ",'total':'60.00','currency':'EUR'");
        assertThat(world.after(HOUR)).isEmpty();
        assertThat(world.outcomes()).containsExactly("c1 cart.reminderLimit");
        assertThat(explained().reason()).isEqualTo("cart.reminderLimit");
    }

    @Test
    void that_could_not_leave_is_tried_again() {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.account.fates.add(FakeDeepData.Fate.NOT_NOW);
        world.after(HOUR);

        assertThat(world.after(Duration.ofMinutes(1))).containsExactly("POST cart c1 live");
    }

    @ParameterizedTest
    @CsvSource({"TAKEN_UNANSWERED, 0", "LOST, 1"})
    void whose_answer_is_lost_is_read_and_not_sent_twice(FakeDeepData.Fate fate, int again) {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.account.fates.add(fate);
        world.after(HOUR);

        assertThat(world.after(Duration.ofMinutes(1)).stream()
                        .filter(call -> call.equals("POST cart c1 live"))
                        .count())
                .isEqualTo(again);
        assertThat(cart().total()).isZero();
    }

    @Test
    void ends_with_a_refusal_of_marketing() {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.after(HOUR);
        world.says(ANA, "retargeting", "refused");

        assertThat(world.run()).containsExactly("DELETE cart c1 live");
    }

    @Test
    void becomes_the_order_that_comes_of_it() {
        open(SWITCHED_ON);
        world.cart("c1", ANA, START, TYPED + BACK);
        world.after(HOUR);
        world.order("o1", ANA, world.now(), ",'cart_external_id':'c1'");

        assertThat(world.run()).containsExactly("PUT cart c1 order o1 live");
    }
}
