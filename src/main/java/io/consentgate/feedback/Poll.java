package io.consentgate.feedback;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.feedback.Cursors.Cursor;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the noes that webhooks lose: who is unsubscribed from, or bounced on, a mapped list. Each time only those
 * changed since yesterday (the filter knows no time of day, activecampaign-api.md 6.3), and once a day everybody. A
 * filter that the service ignores makes it slower and never wrong: one poll turns a limited number of pages and goes on
 * from there the next time.
 */
public final class Poll {

    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    static final int PAGE = 100;
    private static final int BOUNCED = 3;
    private static final int PAGES_AT_ONCE = 10;
    private static final Duration FULL_EVERY = Duration.ofDays(1);
    private static final Duration BOUNCES_EVERY = Duration.ofMinutes(15);

    /** The account's day may have begun a day earlier than ours, and "after" may exclude the day itself. */
    private static final int DAYS_BACK = 2;

    private static final Duration WEBHOOK_KEYS_KEPT = Duration.ofDays(7);
    private static final String START = "0";
    private static final String FINISHED = "finished";

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final Cursors cursors;
    private final WebhookKeys webhookKeys;
    private final RemoteNoes found;
    private final MappedLists mapped;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();
    private final Map<String, Instant> bouncesSeen = new HashMap<>();

    public Poll(
            ActiveCampaign account,
            Transactions transactions,
            Cursors cursors,
            WebhookKeys webhookKeys,
            RemoteNoes found,
            Sites sites,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.cursors = cursors;
        this.webhookKeys = webhookKeys;
        this.found = found;
        this.mapped = new MappedLists(sites, account.account());
        this.clock = clock;
    }

    /**
     * @param ran false when another poll is still under way, or {@code setup} was not run
     * @param noes how many people's no was news
     * @param stopped why it ended early; null when it did not
     */
    public record Result(boolean ran, int noes, String stopped) {}

    /** One poll; blocks while calls wait for their slots. */
    public Result run() {
        if (account.directory().isEmpty() || !running.tryLock()) {
            return new Result(false, 0, null);
        }
        try {
            int noes = 0;
            for (String list : mapped.names()) {
                noes += recent(list, Membership.UNSUBSCRIBED);
                if (bouncesDue(list)) {
                    noes += recent(list, BOUNCED);
                    bouncesSeen.put(list, clock.instant());
                }
            }
            for (String list : mapped.names()) {
                noes += everybody(list, Membership.UNSUBSCRIBED) + everybody(list, BOUNCED);
            }
            transactions.write(
                    tx -> webhookKeys.forgetBefore(tx, clock.instant().minus(WEBHOOK_KEYS_KEPT)));
            return new Result(true, noes, null);
        } catch (Unanswered stop) {
            LOG.info("the poll of account {} stopped early: {}", account.account(), stop.getMessage());
            return new Result(true, stop.noes(), stop.getMessage());
        } finally {
            running.unlock();
        }
    }

    private boolean bouncesDue(String list) {
        Instant last = bouncesSeen.get(list);
        return last == null || !clock.instant().isBefore(last.plus(BOUNCES_EVERY));
    }

    private int recent(String list, int status) {
        String since = clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(DAYS_BACK)
                .toString();
        String name = "poll-recent:" + status + ":" + list;
        String from = cursor(name).map(Cursor::position).orElse(START);
        return pass(name, list, status, from, since, Lane.CONTACT);
    }

    private int everybody(String list, int status) {
        String name = "poll-all:" + status + ":" + list;
        Optional<Cursor> cursor = cursor(name);
        boolean finished = cursor.filter(one -> one.position().equals(FINISHED)).isPresent();
        if (finished && clock.instant().isBefore(cursor.get().movedAt().plus(FULL_EVERY))) {
            return 0;
        }
        String from = finished ? START : cursor.map(Cursor::position).orElse(START);
        return pass(name, list, status, from, null, Lane.BACKFILL);
    }

    /** Turns pages until the end or the limit, and remembers where it stands. */
    private int pass(String name, String list, int status, String from, String since, Lane lane) {
        String listId = account.directory().lists().get(list);
        if (listId == null) {
            return 0;
        }
        int noes = 0;
        String at = from;
        for (int turned = 0; turned < PAGES_AT_ONCE; turned++) {
            List<RemoteContact> page = Unanswered.valueOf(account.page(lane, listId, status, at, since), noes);
            if (!page.isEmpty()) {
                noes += status == Membership.UNSUBSCRIBED
                        ? found.unsubscribed(page, list, listId, lane)
                        : found.bounced(page);
                at = page.get(page.size() - 1).id();
            }
            // Contacts on their way out are missing from a page, so that only an empty one surely is the last.
            if (page.isEmpty() || (since != null && page.size() < PAGE)) {
                finished(name, from, since != null);
                return noes;
            }
        }
        move(name, at);
        return noes;
    }

    private Optional<Cursor> cursor(String name) {
        return transactions.read(tx -> cursors.find(tx, account.account(), name));
    }

    private void finished(String name, String from, boolean recent) {
        if (!recent) {
            move(name, FINISHED);
        } else if (!from.equals(START)) {
            transactions.write(tx -> {
                cursors.forget(tx, account.account(), name);
                return null;
            });
        }
    }

    private void move(String name, String position) {
        transactions.write(tx -> {
            cursors.move(tx, account.account(), name, position, clock.instant());
            return null;
        });
    }
}
