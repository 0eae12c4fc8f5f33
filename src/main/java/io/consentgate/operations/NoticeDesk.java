package io.consentgate.operations;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.database.Transaction;
import io.consentgate.disclosure.Gap;
import io.consentgate.disclosure.Grade;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Plan;
import io.consentgate.disclosure.NoticeOffice.Refused;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.live.NoticeWatch;
import io.consentgate.disclosure.live.PageReport;
import io.consentgate.disclosure.live.Standing;
import io.consentgate.disclosure.publish.NoticeLibrary;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the schedule does with notices: writes what changed, as long as nobody's consent ends by it, and looks at the
 * site's pages. What ends consents is for somebody to decide who has seen how many; what cannot be written is told.
 */
public final class NoticeDesk {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);

    private final Sites sites;
    private final NoticeOffice office;
    private final Function<Site, AccountSwitches> switches;
    private final AskedAgain askedAgain;
    private final NoticeLibrary library;
    private final NoticeWatch watch;
    private final LiveCheck check;
    private final Clock clock;
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    /**
     * @param switches what the account of a site records by itself; null = no account at all; tells null before setup
     *     was run: then nothing is written
     */
    public NoticeDesk(
            Sites sites,
            NoticeOffice office,
            Function<Site, AccountSwitches> switches,
            AskedAgain askedAgain,
            NoticeLibrary library,
            NoticeWatch watch,
            LiveCheck check,
            Clock clock) {
        this.sites = sites;
        this.office = office;
        this.switches = switches;
        this.askedAgain = askedAgain;
        this.library = library;
        this.watch = watch;
        this.check = check;
        this.clock = clock;
    }

    public void publish() throws IOException {
        library.refresh();
        if (switches == null) {
            return;
        }
        Map<String, Optional<AccountSwitches>> asked = new HashMap<>();
        for (Site site : sites.all()) {
            Optional<AccountSwitches> now =
                    asked.computeIfAbsent(site.account(), account -> Optional.ofNullable(switches.apply(site)));
            if (now.isPresent()) {
                publish(site, office.plan(site, now.get()));
            }
        }
        library.refresh();
    }

    private void publish(Site site, Plan plan) throws IOException {
        String why = null;
        if (plan instanceof Refused refused) {
            why = "the notice of site " + site.name() + " cannot be written, it lacks "
                    + refused.gaps().stream()
                            .filter(Gap::stops)
                            .map(gap -> gap.item().name())
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + ": 'consentgate disclosure diff' says what to do";
        } else if (plan instanceof Changed changed) {
            why = write(site, changed);
        }
        String before = why == null ? waiting.remove(site.name()) : waiting.put(site.name(), why);
        if (why != null && !why.equals(before)) {
            LOG.warn("Not published: {}", why);
        }
    }

    /** @return why it was not written; null when it was */
    private String write(Site site, Changed plan) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), site.zone());
        if (plan.before() != null
                && plan.grade() == Grade.MATERIAL
                && !plan.asksAgain().isEmpty()) {
            long people = askedAgain
                    .find(site, office.afterwards(site, plan, today), clock.instant(), seen -> {})
                    .addresses()
                    .size();
            if (people > 0) {
                return "the notice of site " + site.name() + " changed in a way that ends the consent of " + people
                        + " people: look at 'consentgate disclosure diff', then run 'consentgate disclosure write'";
            }
        }
        office.write(site, plan, today, (Transaction tx) -> {});
        LOG.info("Wrote version {} of the notice of site {}", plan.version(), site.name());
        return null;
    }

    public void check() {
        library.refresh();
        watch.run();
    }

    /** What a command, or another node, wrote or saw. */
    public void refresh() {
        library.refresh();
        watch.follow();
    }

    /** Notices that wait for somebody first, then what the site's pages show, as last seen. */
    public HealthPart health() {
        HealthPart pages = NoticeHealth.of(
                sites.all().stream()
                        .flatMap(site -> check.lastSeen(site).stream())
                        .toList(),
                sites.all().stream().flatMap(site -> check.parts(site).stream()).toList());
        String reason = Stream.concat(waiting.values().stream(), Stream.ofNullable(pages.reason()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return reason == null ? pages : new HealthPart(HealthPart.Status.DEGRADED, reason, pages.details());
    }

    /** 1 while a site's pages show the notice in force and nothing waits to be written; else 0. */
    public int current(Site site) {
        List<PageReport> seen = check.lastSeen(site);
        boolean shown = !seen.isEmpty() && seen.stream().allMatch(report -> report.standing() == Standing.CURRENT);
        return shown && !waiting.containsKey(site.name()) ? 1 : 0;
    }
}
