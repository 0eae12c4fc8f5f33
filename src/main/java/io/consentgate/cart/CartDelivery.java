package io.consentgate.cart;

import io.consentgate.activecampaign.DeepData;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.Planning;
import io.consentgate.gate.Gate;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carts and orders of one account, as its routes call it. Each method works until nothing is due, or {@link #stop} was
 * called; both may run beside each other, each once at a time.
 */
public final class CartDelivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CartDelivery.class);

    /** Buyers worked on beside each other: carts have hands of their own, so that a back-fill never holds them up. */
    private static final int CART_HANDS = 4;

    private static final int ORDER_HANDS = 2;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final String account;
    private final DeepData deepData;
    private final List<Site> sites;
    private final Shoppers shoppers;
    private final OneShopper one;
    private final Transactions transactions;
    private final Clock clock;
    private final String owner;
    private final ExecutorService hands;
    private volatile boolean stopping;

    /**
     * What it works with.
     *
     * @param digest keyed digest, stable over restarts
     * @param happenings told of what automations may start from
     * @param node unique name of this process
     */
    public record Parts(
            String account,
            DeepData deepData,
            Transactions transactions,
            Shoppers shoppers,
            Sites sites,
            People people,
            Planning planning,
            ConfirmedStates states,
            Gate gate,
            RecoveryLinks links,
            UnaryOperator<String> digest,
            Happenings happenings,
            DeadLetters deadLetters,
            String node,
            Clock clock) {}

    public CartDelivery(Parts parts) {
        this.account = parts.account();
        this.deepData = parts.deepData();
        this.sites = List.copyOf(parts.sites().onAccount(account));
        this.shoppers = parts.shoppers();
        this.transactions = parts.transactions();
        this.clock = parts.clock();
        this.owner = parts.node() + ":carts";
        Digests digest = new Digests(parts.digest());
        SqlPurchases purchases = new SqlPurchases();
        SqlSentRecords records = new SqlSentRecords();
        this.one = new OneShopper(
                transactions,
                shoppers,
                new Looking(parts.sites(), parts.people(), parts.planning(), parts.states(), purchases, records),
                new Planner(parts.gate(), new Offers(parts.links()), digest),
                new Steps(
                        deepData,
                        transactions,
                        records,
                        purchases,
                        shoppers,
                        parts.happenings(),
                        parts.deadLetters(),
                        digest,
                        clock),
                purchases,
                clock);
        this.hands = Executors.newFixedThreadPool(CART_HANDS + ORDER_HANDS, work -> {
            Thread thread = new Thread(work, "carts-" + account);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Withdrawals, carts whose time came, and buyers who have a cart open. */
    public void drainCarts() {
        drain(CART_HANDS, () -> {
            Instant now = clock.instant();
            return shoppers.claimUrgent(account, CART_HANDS, owner, now, now.plus(LEASE));
        });
    }

    /** Everybody else's orders. */
    public void drainOrders() {
        drain(ORDER_HANDS, () -> {
            Instant now = clock.instant();
            return shoppers.claimOthers(account, ORDER_HANDS * 4, owner, now, now.plus(LEASE));
        });
    }

    private void drain(int beside, Supplier<List<Claim>> claims) {
        while (working()) {
            List<Claim> some = claims.get();
            if (some.isEmpty()) {
                return;
            }
            List<Future<?>> work = new ArrayList<>();
            for (int hand = 0; hand < Math.min(beside, some.size()); hand++) {
                List<Claim> share = share(some, hand, beside);
                work.add(hands.submit(() -> share.forEach(one::process)));
            }
            work.forEach(CartDelivery::await);
        }
    }

    private static List<Claim> share(List<Claim> all, int hand, int hands) {
        List<Claim> share = new ArrayList<>();
        for (int i = hand; i < all.size(); i += hands) {
            share.add(all.get(i));
        }
        return share;
    }

    /** Whether {@code setup} made the connections: without one nothing is sent (READINGS 27). */
    private boolean working() {
        return !stopping
                && sites.stream().flatMap(site -> Connections.of(site).stream()).anyMatch(deepData::knows);
    }

    /** @param alone whether this is the only process of the installation: then every lease is of a dead one */
    public void recover(boolean alone) {
        if (alone) {
            transactions.write(tx -> {
                shoppers.releaseAll(tx);
                return null;
            });
        }
    }

    /** No new work is begun; what is in flight is finished by the calls that are running. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        stop();
        hands.shutdown();
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            LOG.error("a hand failed: {}", failure.getCause().toString(), failure.getCause());
        }
    }
}
