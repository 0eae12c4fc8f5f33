package io.consentgate.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.DeadLetters.DeadLetter;
import io.consentgate.delivery.DeadLetters.Kind;
import io.consentgate.delivery.DeadLetters.Subject;
import io.consentgate.delivery.SqlDeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores of this room promise, on both databases. */
abstract class ShoppersContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ANA = "ana@example.com";
    private static final String BOB = "bob@example.com";

    private SqlDatabase database;
    private Shoppers shoppers;
    private final SqlSentRecords records = new SqlSentRecords();

    abstract SqlDatabase open();

    @BeforeEach
    void start() {
        database = open();
        shoppers = new SqlShoppers(database);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private void write(Consumer<Transaction> work) {
        database.write(tx -> {
            work.accept(tx);
            return null;
        });
    }

    private void mark(String who, Lane lane, Instant due) {
        write(tx -> shoppers.mark(tx, "main", "shop", List.of(who), lane, due, NOW));
    }

    private List<Claim> urgent(Instant now) {
        return shoppers.claimUrgent("main", 10, "me", now, now.plusSeconds(60));
    }

    private List<Claim> others(Instant now) {
        return shoppers.claimOthers("main", 10, "me", now, now.plusSeconds(60));
    }

    private boolean stands(Claim claim) {
        return database.write(tx -> shoppers.stands(tx, claim));
    }

    @Test
    void carts_and_orders_are_claimed_apart_each_once_and_not_before_their_time() {
        mark(ANA, Lane.CART, NOW.plusSeconds(10));
        mark(BOB, Lane.BACKFILL, NOW);

        assertThat(urgent(NOW)).isEmpty();
        assertThat(others(NOW)).extracting(Claim::who).containsExactly(BOB);
        assertThat(others(NOW)).isEmpty();
        assertThat(urgent(NOW.plusSeconds(10))).extracting(Claim::who).containsExactly(ANA);
        assertThat(others(NOW.plusSeconds(61))).extracting(Claim::who).containsExactly(BOB);
    }

    @Test
    void a_mark_made_meanwhile_ends_what_was_planned_and_stays_due() {
        mark(ANA, Lane.CART, NOW);
        Claim claim = urgent(NOW).get(0);
        assertThat(stands(claim)).isTrue();

        mark(ANA, Lane.CONTACT, NOW);
        assertThat(stands(claim)).isFalse();
        write(tx -> shoppers.done(tx, claim, null, null, false));

        assertThat(urgent(NOW)).hasSize(1);
    }

    @Test
    void a_carts_own_time_is_kept_beside_every_other() {
        mark(ANA, Lane.CONTACT, NOW);
        Claim claim = others(NOW).get(0);
        Instant cart = NOW.plus(Duration.ofHours(1));
        write(tx -> shoppers.done(tx, claim, NOW.plus(Duration.ofDays(1)), cart, false));
        mark(ANA, Lane.BACKFILL, NOW.plus(Duration.ofDays(2)));

        assertThat(urgent(cart.minusSeconds(1))).isEmpty();
        assertThat(urgent(cart)).hasSize(1);
    }

    @Test
    void who_has_a_cart_open_goes_with_the_carts() {
        mark(ANA, Lane.CONTACT, NOW);
        Claim claim = others(NOW).get(0);
        write(tx -> shoppers.done(tx, claim, null, null, true));

        mark(ANA, Lane.CONTACT, NOW);
        assertThat(others(NOW)).isEmpty();
        assertThat(urgent(NOW)).hasSize(1);
    }

    @Test
    void only_who_has_carts_or_orders_is_woken() {
        mark(ANA, Lane.CONTACT, NOW.plus(Duration.ofDays(1)));
        write(tx -> shoppers.wake(tx, "main", List.of(ANA, BOB), Lane.WITHDRAWAL, NOW, NOW));

        assertThat(urgent(NOW)).extracting(Claim::who, Claim::lane).containsExactly(tuple(ANA, Lane.WITHDRAWAL));
        assertThat(shoppers.backlog("main", NOW)).containsOnlyKeys(Lane.WITHDRAWAL);
        assertThat(shoppers.backlog("other", NOW)).isEqualTo(Map.of());
    }

    @Test
    void an_alias_is_woken_when_it_gets_an_address() {
        mark("2:s1k1", Lane.CART, NOW);
        Claim claim = urgent(NOW).get(0);
        assertThat(claim.isAlias()).isTrue();
        write(tx -> shoppers.done(tx, claim, null, null, false));
        assertThat(urgent(NOW)).isEmpty();

        write(tx -> shoppers.wake(tx, "main", "shop", List.of("2:s1k1", "2:s1k2"), NOW));
        assertThat(others(NOW)).hasSize(1);
    }

    @Test
    void failures_are_counted_until_something_goes_well() {
        mark(ANA, Lane.CART, NOW);
        Claim first = urgent(NOW).get(0);
        write(tx -> shoppers.again(tx, first, NOW.plusSeconds(1), true));
        Claim second = urgent(NOW.plusSeconds(1)).get(0);
        assertThat(second.attempts()).isEqualTo(1);
        write(tx -> shoppers.again(tx, second, NOW.plusSeconds(2), false));
        assertThat(urgent(NOW.plusSeconds(2)).get(0).attempts()).isZero();
    }

    @Test
    void a_dead_process_leaves_its_leases_to_the_next() {
        mark(ANA, Lane.CART, NOW);
        urgent(NOW);
        assertThat(urgent(NOW)).isEmpty();
        write(shoppers::releaseAll);
        Claim claim = urgent(NOW).get(0);
        write(tx -> shoppers.forget(tx, claim));
        write(shoppers::releaseAll);
        assertThat(urgent(NOW)).isEmpty();
    }

    @Test
    void what_was_sent_is_read_as_it_was_written() {
        SentPurchase cart = new SentPurchase(
                7, "main", "shop", "s1", "shop", ANA, "c1", null, null, null, Doubt.ADDED, false, true, NOW, NOW);
        SentCustomer customer = new SentCustomer("main", "shop", ANA, "shop", "9", null);
        write(tx -> {
            records.save(tx, cart);
            records.save(tx, customer);
        });
        assertThat(purchases()).containsExactly(cart);
        assertThat(customers()).containsExactly(customer);

        SentPurchase order = cart.inDoubt(Doubt.CHANGED, "o1").added("55", "digest");
        write(tx -> records.save(tx, order));
        assertThat(purchases()).containsExactly(order);
        assertThat(holds("55")).isTrue();
        assertThat(holds("56")).isFalse();

        SentPurchase refused = order.refused("other");
        write(tx -> records.save(tx, refused));
        assertThat(purchases()).containsExactly(refused);
        assertThat(askAgain(new Subject(Kind.CART, "shop", "s1", "c2"))).isFalse();
        assertThat(askAgain(refused.subject())).isTrue();
        assertThat(purchases()).containsExactly(order.refused(null));

        write(tx -> {
            records.remove(tx, order);
            records.remove(tx, customer);
        });
        assertThat(purchases()).isEmpty();
        assertThat(customers()).isEmpty();
    }

    @Test
    void a_dead_letter_is_one_per_person_cart_and_order() {
        DeadLetters letters = new SqlDeadLetters();
        Subject order = new Subject(Kind.ORDER, "shop", "s1", "o1");
        write(tx -> {
            letters.put(tx, "main", ANA, "status 422", 1, NOW);
            letters.put(tx, "main", ANA, order, "status 422", 1, NOW);
            letters.put(tx, "main", ANA, order, "status 400", 2, NOW.plusSeconds(1));
        });

        assertThat(letters(letters))
                .extracting(DeadLetter::subject, DeadLetter::reason, DeadLetter::attempts, DeadLetter::lastAt)
                .containsExactlyInAnyOrder(
                        tuple(Subject.PERSON, "status 422", 1, NOW), tuple(order, "status 400", 3, NOW.plusSeconds(1)));
        write(tx -> letters.clear(tx, "main", ANA));
        assertThat(letters(letters)).extracting(DeadLetter::subject).containsExactly(order);
        write(tx -> letters.clear(tx, "main", ANA, order));
        assertThat(letters(letters)).isEmpty();
    }

    private List<DeadLetter> letters(DeadLetters letters) {
        return database.read(tx -> letters.list(tx, 0, 10));
    }

    private boolean askAgain(Subject subject) {
        return database.write(tx -> records.askAgain(tx, "main", ANA, subject));
    }

    private List<SentPurchase> purchases() {
        return database.read(tx -> records.purchases(tx, "main", "shop", ANA));
    }

    private List<SentCustomer> customers() {
        return database.read(tx -> records.customers(tx, "main", "shop", ANA));
    }

    private boolean holds(String remoteId) {
        return database.read(tx -> records.holds(tx, "main", remoteId));
    }
}
