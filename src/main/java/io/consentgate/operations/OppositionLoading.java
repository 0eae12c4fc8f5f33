package io.consentgate.operations;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.OppositionLists;
import io.consentgate.consent.OppositionLists.Entry;
import io.consentgate.consent.OppositionLists.Loaded;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.event.Channel;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import io.consentgate.person.People;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Loads a file of an opposition register. Until all of it was read the list before it counts; a line that cannot be read
 * may be somebody who does not want to be called, so such a file does not count unless that is accepted.
 */
public final class OppositionLoading {
    private static final int AT_ONCE = 5_000;
    private static final int PAGE = 2_000;
    private static final int NAMED = 10;

    private final Transactions transactions;
    private final OppositionLists lists;
    private final People people;
    private final ChangedPeople changed;
    private final Sites sites;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public OppositionLoading(
            Transactions transactions,
            OppositionLists lists,
            People people,
            ChangedPeople changed,
            Sites sites,
            Clock clock) {
        this.transactions = transactions;
        this.lists = lists;
        this.people = people;
        this.changed = changed;
        this.sites = sites;
        this.clock = clock;
    }

    public List<Loaded> loaded() {
        return transactions.read(lists::loaded);
    }

    /**
     * @param channels that the register closes
     * @param region ISO code of numbers without a country prefix
     * @param checkedAt the day of the copy
     */
    public record Order(
            String register,
            Set<Channel> channels,
            String region,
            Path file,
            Instant checkedAt,
            boolean skipUnreadable) {}

    /** @param unreadable the first lines that could not be read; @param counts whether the list counts now */
    public record Result(Loaded list, long lines, long unreadableLines, List<Long> unreadable, boolean counts) {}

    /** What a file turned out to hold. */
    private static final class Found {
        private boolean answers;
        private boolean phones;
        private boolean emails;
        private long lines;
        private long bad;
        private final List<Long> unreadable = new ArrayList<>();

        boolean usable(Order order) {
            return lines > bad && (bad == 0 || order.skipUnreadable());
        }
    }

    /** @param seen told now and then how many lines were read */
    public Result load(Order order, LongConsumer seen) throws IOException {
        Loaded before = loaded().stream()
                .filter(list -> list.register().equals(order.register()))
                .findFirst()
                .orElse(null);
        // Answers are added to those that count, so the file has to be known to be good before the first is written.
        boolean goesOn = before != null && !before.copy() && isAnswer(order);
        long id = goesOn ? before.id() : random.nextLong() >>> 1;
        Long since = before == null ? null : (Long) before.id();
        Found found = goesOn ? read(order, entries -> {}, seen) : null;
        if (found == null || found.usable(order)) {
            found = read(order, entries -> add(id, since, order.checkedAt(), entries), seen);
        }
        if (!found.usable(order)) {
            if (!goesOn) {
                discard(id);
            }
            return new Result(before, found.lines, found.bad, found.unreadable, false);
        }
        Loaded list = publish(order, before, id, found);
        if (before != null && !goesOn) {
            discard(before.id());
        }
        markPeople(order.channels());
        return new Result(list, found.lines, found.bad, found.unreadable, true);
    }

    private static boolean isAnswer(Order order) throws IOException {
        try (OppositionFile file = new OppositionFile(order.file(), order.region())) {
            return file.answers();
        }
    }

    private static Found read(Order order, Consumer<List<Entry>> sink, LongConsumer seen) throws IOException {
        Found found = new Found();
        try (OppositionFile file = new OppositionFile(order.file(), order.region())) {
            found.answers = file.answers();
            List<Entry> batch = new ArrayList<>(AT_ONCE);
            for (OppositionFile.Line line = file.next(); line != null; line = file.next()) {
                found.lines++;
                if (line.entry().isPresent()) {
                    batch.add(line.entry().get());
                    found.phones |= line.phone();
                    found.emails |= !line.phone();
                } else if (++found.bad <= NAMED) {
                    found.unreadable.add(line.number());
                }
                if (batch.size() == AT_ONCE) {
                    sink.accept(batch);
                    batch = new ArrayList<>(AT_ONCE);
                    seen.accept(found.lines);
                }
            }
            sink.accept(batch);
        }
        return found;
    }

    private void add(long id, Long before, Instant checkedAt, List<Entry> entries) {
        transactions.write(tx -> {
            lists.add(tx, id, before, checkedAt, entries);
            return null;
        });
    }

    private Loaded publish(Order order, Loaded before, long id, Found found) {
        return transactions.write(tx -> {
            boolean goesOn = before != null && before.id() == id;
            boolean older = goesOn && before.checkedAt().isAfter(order.checkedAt());
            Loaded list = new Loaded(
                    order.register(),
                    id,
                    older ? before.checkedAt() : order.checkedAt(),
                    !found.answers,
                    found.phones || (goesOn && before.phones()),
                    found.emails || (goesOn && before.emails()),
                    lists.count(tx, id),
                    clock.instant());
            lists.publish(tx, list);
            return list;
        });
    }

    private void discard(long id) {
        int gone;
        do {
            gone = transactions.write(tx -> lists.discard(tx, id));
        } while (gone > 0);
    }

    /** Whose contact may look different now: only where a site sends something by those channels. */
    private void markPeople(Set<Channel> channels) {
        for (Site site : sites.all()) {
            if (depends(site, channels)) {
                String after = "";
                while (after != null) {
                    after = markPage(site, after);
                }
            }
        }
    }

    private String markPage(Site site, String after) {
        return transactions.write(tx -> {
            List<Person> page = people.addresses(tx, site.name(), after, PAGE);
            List<String> addresses =
                    page.stream().map(person -> person.identity().value()).toList();
            if (!addresses.isEmpty()) {
                Instant now = clock.instant();
                changed.mark(tx, site.account(), addresses, Lane.BACKFILL, now, now);
            }
            return page.size() < PAGE ? null : addresses.get(addresses.size() - 1);
        });
    }

    private static boolean depends(Site site, Set<Channel> channels) {
        return site.mapping().lists().stream().anyMatch(list -> channels.contains(list.channel()))
                || site.mapping().fields().stream()
                        .map(MappedField::source)
                        .anyMatch(source -> depends(source, channels));
    }

    private static boolean depends(Source source, Set<Channel> channels) {
        return source instanceof Source.Consent consent
                ? channels.contains(consent.channel())
                : source instanceof Source.Contact contact && contact.group() == Source.Group.POST_ADDRESS;
    }
}
