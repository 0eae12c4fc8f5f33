package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.event.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What must hold for every history, not only for those of the tables. */
class GatePropertiesTest {

    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
    private static final List<String> ON_FILE = List.of("IT", "DE", "FR", "ES", "UK");

    @Property(tries = 500)
    void a_further_no_never_allows_more(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("noes") Statement no) {
        List<Statement> more = new ArrayList<>(said);
        more.add(no);

        assertThat(allowed(decide(facts(country, more)))).isSubsetOf(allowed(decide(facts(country, said))));
    }

    @Property(tries = 500)
    void a_further_no_from_a_replaced_address_or_a_phone_never_allows_more(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("noes") Statement no) {
        List<RegisterEntry> other = List.of(People.entry(99, no, START));
        Facts plain = facts(country, said);
        Facts carried = with(plain, new History(plain.history().own(), other, null), List.of());
        Facts phoned = with(plain, plain.history(), other);

        assertThat(allowed(decide(carried))).isSubsetOf(allowed(decide(plain)));
        assertThat(allowed(decide(phoned))).isSubsetOf(allowed(decide(plain)));
    }

    @Property(tries = 500)
    void what_only_says_unknown_or_pending_never_changes_what_is_allowed(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("silences") Statement silence) {
        List<Statement> more = new ArrayList<>(said);
        more.add(silence);

        assertThat(allowed(decide(facts(country, more)))).isEqualTo(allowed(decide(facts(country, said))));
    }

    @Property(tries = 500)
    void taking_a_grant_away_never_allows_more(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("grants") Statement grant) {
        List<Statement> more = new ArrayList<>(said);
        more.add(grant);

        assertThat(allowed(decide(facts(country, said)))).isSubsetOf(allowed(decide(facts(country, more))));
    }

    @Property(tries = 500)
    void order_and_repetition_change_nothing(
            @ForAll("countries") String country, @ForAll("histories") List<Statement> said, @ForAll Random random) {
        Facts facts = facts(country, said);
        List<RegisterEntry> shuffled = new ArrayList<>(facts.history().own());
        shuffled.addAll(facts.history().own());
        Collections.shuffle(shuffled, random);

        Decision again = decide(with(facts, new History(shuffled, List.of(), null), List.of()));

        assertThat(again).isEqualTo(decide(facts));
    }

    /**
     * But for what the law itself makes milder at a date: none of the shipped changes lies ahead of {@code NOW}. Those
     * that lie behind are in countries.yaml: open tracking with consent from 28 October (IT) and 14 July 2026 (FR), and
     * calls by consent without Bloctel from 11 August 2026 (FR).
     */
    @Property(tries = 500)
    void deciding_later_never_allows_more(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("waits") Duration wait) {
        Facts facts = facts(country, said);
        Decision later = People.GATE.decide(People.SITE, facts, People.NOW.plus(wait));

        assertThat(allowed(later)).isSubsetOf(allowed(decide(facts)));
    }

    @Property(tries = 500)
    void a_country_without_a_file_is_never_allowed_more_than_any_that_has_one(
            @ForAll("histories") List<Statement> said, @ForAll("dates") Instant moment) {
        TreeSet<String> strictest = allowed(People.GATE.decide(People.SITE, facts("CH", said), moment));

        for (String country : ON_FILE) {
            assertThat(strictest)
                    .as(country)
                    .isSubsetOf(allowed(People.GATE.decide(People.SITE, facts(country, said), moment)));
        }
    }

    /** So that the property above is no empty word. */
    @Property(tries = 50)
    void a_country_without_a_file_is_allowed_what_all_of_them_allow(@ForAll("channels") Channel channel) {
        Assume.that(channel != Channel.PHONE_OPERATOR && channel != Channel.WEB);
        People.ChoiceOf choice = new People.ChoiceOf(
                Purpose.DIRECT_MARKETING, channel, ConsentStatus.GIVEN, People.NOW.minusSeconds(99));

        assertThat(allowed(decide(facts("CH", List.of(choice.done()))))).isNotEmpty();
    }

    @Property(tries = 500)
    void the_days_on_which_nobody_looked_or_somebody_is_listed_never_allow_more(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("moments") Instant listed) {
        Facts looked = facts(country, said);
        Facts unlooked = looking(looked, List.of());
        Facts found = looking(
                looked,
                looked.oppositions().stream()
                        .map(look -> new Facts.Opposition(
                                look.register(),
                                look.checkedAt(),
                                look.listedSince() != null && look.listedSince().isAfter(listed)
                                        ? look.listedSince()
                                        : listed))
                        .toList());

        assertThat(allowed(decide(unlooked))).isSubsetOf(allowed(decide(looked)));
        assertThat(allowed(decide(found))).isSubsetOf(allowed(decide(looked)));
    }

    @Property(tries = 500)
    void what_shows_how_a_consent_came_about_never_allows_less(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("robbed") Robbed robbed) {
        List<Statement> whole = new ArrayList<>(said);
        whole.add(robbed.whole());
        List<Statement> bare = new ArrayList<>(said);
        bare.add(robbed.bare());

        assertThat(allowed(decide(facts(country, bare)))).isSubsetOf(allowed(decide(facts(country, whole))));
    }

    /** A grant, and the same with a piece of its evidence taken away. */
    record Robbed(Statement whole, Statement bare) {}

    @Provide
    Arbitrary<Robbed> robbed() {
        return Combinators.combine(
                        purposes(),
                        channels(),
                        moments(),
                        Arbitraries.of(LegalBasis.class),
                        Arbitraries.integers().between(0, 7))
                .as((purpose, channel, at, basis, piece) -> new Robbed(
                        evidenced(purpose, channel, at, basis, -1), evidenced(purpose, channel, at, basis, piece)));
    }

    private static Statement evidenced(Purpose purpose, Channel channel, Instant at, LegalBasis basis, int without) {
        People.ChoiceOf choice = new People.ChoiceOf(purpose, channel, ConsentStatus.GIVEN, without == 0 ? null : at);
        choice.basis = basis;
        choice.sale = without == 1 ? null : "new";
        choice.evidenced = without != 2;
        choice.notice = without == 3 ? null : choice.notice;
        choice.assessed = without != 4;
        choice.documented = without != 5;
        choice.optOutOffered = without == 6 ? null : true;
        choice.level = without == 7 ? null : choice.level;
        return choice.done();
    }

    @Provide
    Arbitrary<Instant> dates() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40).map(month -> People.NOW.plus(Duration.ofDays(30L * month))),
                Arbitraries.of(
                        Instant.parse("2026-10-27T22:59:59Z"),
                        Instant.parse("2026-10-27T23:00:00Z"),
                        Instant.parse("2026-09-30T00:00:00Z")));
    }

    private static Facts looking(Facts facts, List<Facts.Opposition> looks) {
        return new Facts(
                facts.site(),
                facts.email(),
                facts.profile(),
                facts.phoneKey(),
                facts.history(),
                facts.phoneStatements(),
                facts.sales(),
                looks,
                facts.erasedAt(),
                facts.firstSeenAt(),
                facts.knownRemote());
    }

    @Property(tries = 500)
    void nothing_changes_before_the_decision_says_that_it_may(
            @ForAll("countries") String country,
            @ForAll("histories") List<Statement> said,
            @ForAll("waits") Duration wait) {
        Facts facts = facts(country, said);
        Decision now = decide(facts);
        Instant moment = People.NOW.plus(wait);
        if (now.validUntil() == null || moment.isBefore(now.validUntil())) {
            Decision later = People.GATE.decide(People.SITE, facts, moment);

            assertThat(later.cells()).isEqualTo(now.cells());
            assertThat(later.outcome()).isEqualTo(now.outcome());
        }
    }

    @Property(tries = 500)
    void nothing_is_cleared_that_is_not_delivered(
            @ForAll("countries") String country, @ForAll("histories") List<Statement> said) {
        Facts facts = facts(country, said);
        Decision decision = decide(facts);
        Gate.Permission permission = new Gate.Permission(People.SITE, facts, decision);

        assertThat(People.GATE.clear(List.of(permission)).isPresent()).isEqualTo(decision.outcome() == Outcome.DELIVER);
        boolean tracked = People.GATE
                .clear(permission, new TrackedEvent(facts.email(), "viewed", null))
                .isPresent();
        assertThat(tracked && !decision.allows(Purpose.SITE_TRACKING, Channel.NONE))
                .isFalse();
    }

    @Property(tries = 300)
    void every_cell_is_answered_and_says_why(
            @ForAll("countries") String country, @ForAll("histories") List<Statement> said) {
        Decision decision = decide(facts(country, said));

        assertThat(decision.cells()).hasSize(Cells.COUNT);
        for (int cell = 0; cell < Cells.COUNT; cell++) {
            CellDecision answer = decision.cells().get(cell);
            assertThat(answer.purpose()).isEqualTo(Cells.purpose(cell));
            assertThat(answer.channel()).isEqualTo(Cells.channel(cell));
            assertThat(List.of(answer.reason(), answer.ruleId(), answer.source(), answer.state()))
                    .doesNotContain("");
            assertThat(answer.basis() != null).isEqualTo(answer.allowed());
        }
    }

    private static Decision decide(Facts facts) {
        return People.GATE.decide(People.SITE, facts, People.NOW);
    }

    private static TreeSet<String> allowed(Decision decision) {
        TreeSet<String> allowed = new TreeSet<>();
        for (CellDecision cell : decision.cells()) {
            if (cell.allowed()) {
                allowed.add(cell.purpose() + "/" + cell.channel());
            }
        }
        return allowed;
    }

    private static Facts facts(String country, List<Statement> said) {
        List<RegisterEntry> own = new ArrayList<>();
        for (Statement statement : said) {
            own.add(People.entry(own.size() + 1, statement, People.NOW.minusSeconds(60)));
        }
        List<Facts.Sale> sales = List.of(
                new Facts.Sale("old", Instant.parse("2024-12-01T00:00:00Z"), true),
                new Facts.Sale("new", START, true),
                new Facts.Sale("talks", START, false));
        return new Facts(
                "shop",
                "luca.neri@example.com",
                Map.of("birth_date", "2010-10-01", "country_code", country),
                null,
                new History(own, List.of(), null),
                List.of(),
                sales,
                List.of(
                        new Facts.Opposition("RPO", People.NOW.minus(Duration.ofDays(5)), null),
                        new Facts.Opposition("Robinson", People.NOW.minus(Duration.ofDays(5)), START.plusSeconds(1)),
                        new Facts.Opposition("TPS", People.NOW.minus(Duration.ofDays(5)), null),
                        new Facts.Opposition("Bloctel", People.NOW.minus(Duration.ofDays(5)), null)),
                null,
                START,
                false);
    }

    private static Facts with(Facts facts, History history, List<RegisterEntry> phone) {
        return new Facts(
                facts.site(),
                facts.email(),
                facts.profile(),
                facts.phoneKey(),
                history,
                phone,
                facts.sales(),
                facts.oppositions(),
                facts.erasedAt(),
                facts.firstSeenAt(),
                facts.knownRemote());
    }

    /** CH has no file. */
    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of("IT", "DE", "FR", "ES", "GB", "CH");
    }

    @Provide
    Arbitrary<List<Statement>> histories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, grants()),
                        Tuple.of(2, noes()),
                        Tuple.of(1, silences()),
                        Tuple.of(1, lifts()),
                        Tuple.of(1, notices()))
                .list()
                .ofMaxSize(8);
    }

    /** Few moments, so that equal ones are common. */
    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.integers().between(0, 12).map(week -> START.plus(Duration.ofDays(7L * week)));
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.integers().between(0, 36).map(month -> Duration.ofDays(30L * month));
    }

    private Arbitrary<When> whens() {
        return Arbitraries.oneOf(
                moments().map(When::at),
                moments().map(moment -> When.on(LocalDate.ofInstant(moment, People.SITE.zone()))),
                Arbitraries.just((When) null));
    }

    private Arbitrary<Purpose> purposes() {
        return Arbitraries.of(
                Purpose.DIRECT_MARKETING,
                Purpose.DIRECT_MARKETING,
                Purpose.DIRECT_MARKETING_OWN_SIMILAR,
                Purpose.PROFILING_CLASSIC,
                Purpose.PROFILING_ONLINE,
                Purpose.SITE_TRACKING,
                Purpose.EMAIL_OPEN_TRACKING,
                Purpose.THIRD_PARTY_MARKETING,
                Purpose.RETARGETING);
    }

    @Provide
    Arbitrary<Channel> channels() {
        return Arbitraries.of(
                Channel.EMAIL, Channel.EMAIL, Channel.SMS, Channel.POST, Channel.PHONE_OPERATOR, Channel.WEB);
    }

    @Provide
    Arbitrary<Statement> grants() {
        return Combinators.combine(
                        purposes(),
                        channels(),
                        whens(),
                        Arbitraries.of(LegalBasis.class).injectNull(0.6),
                        Arbitraries.of(OptInLevel.class),
                        Arbitraries.of("old", "new", "talks", "none"),
                        Arbitraries.integers().between(0, 15))
                .as((purpose, channel, when, basis, level, sale, fault) -> {
                    People.ChoiceOf choice = new People.ChoiceOf(purpose, channel, ConsentStatus.GIVEN, null);
                    choice.recordedAt = when;
                    choice.basis = basis;
                    choice.level = level;
                    choice.sale = sale;
                    choice.optOutOffered = true;
                    choice.assessed = true;
                    choice.documented = true;
                    choice.preTicked = fault == 1 ? true : null;
                    choice.bundled = fault == 2;
                    choice.notice = fault == 3 ? null : choice.notice;
                    return choice.done();
                });
    }

    @Provide
    Arbitrary<Statement> notices() {
        return moments().map(at -> new Statement.Informed("2026-01", at));
    }

    @Provide
    Arbitrary<Statement> noes() {
        Arbitrary<Statement> choices = Combinators.combine(
                        purposes(),
                        channels().injectNull(0.3),
                        whens(),
                        Arbitraries.integers().between(0, 3))
                .as((purpose, channel, when, kind) -> {
                    ConsentStatus status = kind == 0
                            ? ConsentStatus.REFUSED
                            : kind == 1 ? ConsentStatus.WITHDRAWN : ConsentStatus.UNKNOWN;
                    People.ChoiceOf choice = new People.ChoiceOf(purpose, channel, status, null);
                    choice.recordedAt = when;
                    choice.objection = kind == 2 ? true : null;
                    choice.restriction = kind == 3 ? true : null;
                    return choice.done();
                });
        Arbitrary<Statement> requests = Combinators.combine(
                        Arbitraries.of(RequestKind.WITHDRAWAL, RequestKind.OBJECTION, RequestKind.RESTRICTION),
                        purposes().injectNull(0.5),
                        channels().injectNull(0.5),
                        moments())
                .as(Statement.Request::new);
        return Arbitraries.oneOf(
                choices,
                requests,
                moments().map(at -> new Statement.UnreadableBanner("cookiebot", at)),
                moments().map(Statement.HardBounce::new));
    }

    @Provide
    Arbitrary<Statement> silences() {
        return Combinators.combine(
                        purposes(), channels(), whens(), Arbitraries.of(ConsentStatus.UNKNOWN, ConsentStatus.PENDING))
                .as((purpose, channel, when, status) -> {
                    People.ChoiceOf choice = new People.ChoiceOf(purpose, channel, status, null);
                    choice.recordedAt = when;
                    return choice.done();
                });
    }

    private Arbitrary<Statement> lifts() {
        return Combinators.combine(
                        Arbitraries.of(RequestKind.OBJECTION_LIFTED, RequestKind.RESTRICTION_LIFTED),
                        purposes().injectNull(0.5),
                        channels().injectNull(0.5),
                        moments())
                .as(Statement.Request::new);
    }
}
