package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.consent.banner.BannerStatements;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for every sequence of banner values, of tools that date them and of tools that do not. */
class BannerPropertiesTest {

    private static final BannerSettings SETTINGS =
            new BannerSettings(null, Set.of("activecampaign"), null, null, null, Set.of());
    private static final Instant START = People.NOW.minus(Duration.ofDays(500));

    /** A value that a page read. @param dated of a tool that dates its choices */
    record Reading(boolean dated, String choice, boolean gpc, Instant at) {

        List<Statement> statements() {
            String format = dated ? "consentgate" : "klaro";
            return BannerStatements.of(
                    BannerReader.read(format, raw(), SETTINGS, gpc, at), format, at, null, "2026-01", null);
        }

        private String raw() {
            if (choice.equals("nothing")) {
                return "";
            }
            if (choice.equals("broken")) {
                return "{\"activecam";
            }
            boolean yes = choice.startsWith("yes");
            return dated
                    ? "{\"version\":1,\"receipt_id\":\"r\",\"recorded_at\":\"" + at
                            + "\",\"choices\":{\"site_tracking\":" + yes + ",\"profiling_online\":" + yes
                            + ",\"activecampaign\":" + yes + "}}"
                    : "{\"activecampaign\":" + yes + ",\"matomo\":" + choice.endsWith("+") + "}";
        }

        Reading with(String other) {
            return new Reading(dated, other, gpc, at);
        }
    }

    @Property(tries = 500)
    void a_no_said_elsewhere_never_allows_more(
            @ForAll("readings") List<Reading> readings, @ForAll("moments") Instant at) {
        Statement no = new Statement.Request(RequestKind.WITHDRAWAL, Purpose.SITE_TRACKING, null, at);

        assertThat(allowed(readings, List.of(no), People.NOW)).isSubsetOf(allowed(readings, List.of(), People.NOW));
    }

    @Property(tries = 500)
    void privacy_control_and_broken_values_never_allow_more(
            @ForAll("readings") List<Reading> readings,
            @ForAll("moments") Instant at,
            @ForAll boolean dated,
            @ForAll boolean broken) {
        Reading no = new Reading(dated, broken ? "broken" : "yes", !broken, at);

        assertThat(allowed(with(readings, no), List.of(), People.NOW))
                .isSubsetOf(allowed(readings, List.of(), People.NOW));
    }

    /** Found by the property above, some once in a thousand tries: other answers seen beside it are no new act either. */
    @Example
    void a_yes_stays_as_old_as_it_is_whatever_privacy_control_hid() {
        List<Reading> old = List.of(
                new Reading(false, "yes+", true, START),
                new Reading(false, "yes+", false, People.NOW.minus(Duration.ofDays(30))));
        Reading hidden = new Reading(false, "yes", true, START);

        assertThat(allowed(old, List.of(), People.NOW)).isEmpty();
        assertThat(allowed(with(old, hidden), List.of(), People.NOW)).isEmpty();
    }

    /** The newest word: one between two equal answers of a tool without dates shows that the second was a new act. */
    @Property(tries = 500)
    void a_refusal_never_allows_more(@ForAll("readings") List<Reading> readings, @ForAll boolean dated) {
        Instant last = readings.stream()
                .map(Reading::at)
                .max(Comparator.naturalOrder())
                .orElse(START);
        Reading no = new Reading(dated, "no", false, last.plusMillis(1));

        assertThat(allowed(with(readings, no), List.of(), People.NOW))
                .isSubsetOf(allowed(readings, List.of(), People.NOW));
    }

    @Property(tries = 500)
    void a_banner_not_answered_changes_nothing(
            @ForAll("readings") List<Reading> readings, @ForAll("moments") Instant at, @ForAll boolean dated) {
        Reading silence = new Reading(dated, "nothing", false, at);

        assertThat(allowed(with(readings, silence), List.of(), People.NOW))
                .isEqualTo(allowed(readings, List.of(), People.NOW));
    }

    @Property(tries = 500)
    void reading_the_same_again_never_allows_more(
            @ForAll("readings") List<Reading> readings, @ForAll("waits") Duration wait) {
        List<Reading> undated =
                readings.stream().filter(reading -> !reading.dated()).toList();
        if (undated.isEmpty()) {
            return;
        }
        Reading last = undated.stream()
                .max(Comparator.comparing(Reading::at).thenComparing(Reading::choice))
                .orElseThrow();
        boolean alone = undated.stream()
                        .filter(reading -> reading.at().equals(last.at()))
                        .count()
                == 1;
        if (!alone || !last.choice().startsWith("yes")) {
            return;
        }
        Reading again = new Reading(false, last.choice(), false, last.at().plus(wait));
        Instant later = again.at().isAfter(People.NOW) ? again.at() : People.NOW;

        assertThat(allowed(with(readings, again), List.of(), later)).isSubsetOf(allowed(readings, List.of(), later));
    }

    @Property(tries = 500)
    void order_and_repetition_change_nothing(@ForAll("readings") List<Reading> readings, @ForAll Random random) {
        List<RegisterEntry> entries = entries(readings, List.of());
        List<RegisterEntry> shuffled = new ArrayList<>(entries);
        shuffled.addAll(entries);
        Collections.shuffle(shuffled, random);

        assertThat(decide(shuffled, People.NOW)).isEqualTo(decide(entries, People.NOW));
    }

    @Property(tries = 500)
    void deciding_later_never_allows_more(@ForAll("readings") List<Reading> readings, @ForAll("waits") Duration wait) {
        assertThat(allowed(readings, List.of(), People.NOW.plus(wait)))
                .isSubsetOf(allowed(readings, List.of(), People.NOW));
    }

    @Property(tries = 500)
    void without_a_yes_nothing_is_allowed(@ForAll("readings") List<Reading> readings) {
        List<Reading> robbed = readings.stream()
                .map(reading -> reading.choice().startsWith("yes") ? reading.with("nothing") : reading)
                .toList();

        assertThat(allowed(robbed, List.of(), People.NOW)).isEmpty();
    }

    private static List<Reading> with(List<Reading> readings, Reading more) {
        List<Reading> all = new ArrayList<>(readings);
        all.add(more);
        return all;
    }

    private static List<RegisterEntry> entries(List<Reading> readings, List<Statement> others) {
        List<RegisterEntry> entries = new ArrayList<>();
        for (Reading reading : readings) {
            for (Statement statement : reading.statements()) {
                entries.add(new RegisterEntry(
                        People.SITE.name(), entries.size() + 1, -1, reading.at().plusMillis(20), statement));
            }
        }
        others.forEach(other -> entries.add(
                new RegisterEntry(People.SITE.name(), entries.size() + 1, 7, People.NOW.minusSeconds(1), other)));
        return entries;
    }

    private static Decision decide(List<RegisterEntry> entries, Instant now) {
        Facts facts = new Facts(
                People.SITE.name(),
                "viola.blu@example.com",
                Map.of(),
                null,
                new History(entries, List.of(), null),
                List.of(),
                List.of(),
                null,
                START,
                false);
        return People.GATE.decide(People.SITE, facts, now);
    }

    private static Set<Purpose> allowed(List<Reading> readings, List<Statement> others, Instant now) {
        Decision decision = decide(entries(readings, others), now);
        Set<Purpose> allowed = new TreeSet<>();
        for (Purpose purpose : List.of(Purpose.SITE_TRACKING, Purpose.PROFILING_ONLINE)) {
            if (decision.allows(purpose, Channel.NONE)) {
                allowed.add(purpose);
            }
        }
        return allowed;
    }

    /** A yes more often than the rest, or nothing would ever be open. */
    @Provide
    Arbitrary<List<Reading>> readings() {
        return Combinators.combine(
                        Arbitraries.of(true, false, false),
                        Arbitraries.of("yes", "yes", "yes", "yes+", "yes+", "no", "nothing", "broken"),
                        Arbitraries.of(true, false, false, false, false, false, false, false),
                        moments())
                .as(Reading::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.integers().between(0, 499).map(day -> START.plus(Duration.ofDays(day)));
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.integers().between(0, 800).map(Duration::ofDays);
    }
}
