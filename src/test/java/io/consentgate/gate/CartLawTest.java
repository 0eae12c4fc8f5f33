package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows C1 to C6 of consent.md 3.6. */
class CartLawTest {

    private static final Instant MAY = Instant.parse("2026-05-01T10:00:00Z");
    private static final Selling.Carts CARTS = new Selling.Carts(
            Duration.ofHours(1),
            null,
            null,
            null,
            Duration.ofDays(1),
            Duration.ofDays(7),
            null,
            new Selling.Reminder("2026-03", "LIA-1"));

    /** With an agreement and a transfer basis at every time, so that the law alone decides. */
    private static final Gate GATE = new Gate(
            People.CONFIGURATION.laws(),
            new Transfer(
                    List.of(new Transfer.Term("always", Instant.EPOCH, null)),
                    List.of(new Transfer.Term("always", Instant.EPOCH, null))));

    private static Site site(String country, boolean on) {
        Selling.Carts off =
                new Selling.Carts(Duration.ofHours(1), null, null, null, Duration.ofDays(1), Duration.ofDays(7), null);
        return TestSites.like(People.SITE)
                .country(country)
                .selling(new Selling(null, on ? CARTS : off, Set.of(), Set.of()))
                .build();
    }

    private static CartQuestion typed(Duration ago, int sent, boolean offer) {
        return new CartQuestion(false, true, People.NOW.minus(ago), sent, offer, true);
    }

    private static CartAnswer ask(Site site, Instant now, CartQuestion question, Consumer<People.Person> says) {
        People.Person person = new People.Person();
        says.accept(person);
        Facts facts = person.facts();
        return GATE.cart(new Gate.Permission(site, facts, GATE.decide(site, facts, now)), question);
    }

    private static String said(CartAnswer answer) {
        return answer.extent() + " " + answer.row() + " " + answer.reason();
    }

    private static void agreed(People.Person person) {
        person.says(People.choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, MAY), MAY);
    }

    /** @param completed false = negotiations only */
    private static Consumer<People.Person> customer(boolean completed) {
        return person -> {
            People.ChoiceOf choice =
                    new People.ChoiceOf(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL, ConsentStatus.GIVEN, MAY);
            choice.basis = LegalBasis.SOFT_OPT_IN;
            choice.sale = "o1";
            choice.optOutOffered = true;
            person.sales.add(new Facts.Sale("o1", MAY, completed));
            person.says(choice.done(), MAY);
        };
    }

    @ParameterizedTest
    @CsvSource({"IT", "DE", "FR", "ES", "GB", "CH"})
    void C1_consent_carries_every_message(String country) {
        assertThat(said(ask(site(country, false), People.NOW, typed(Duration.ofDays(3), 5, true), CartLawTest::agreed)))
                .isEqualTo("MESSAGE C1 basis.consent");
    }

    @Test
    void C2_in_italy_one_link_goes_within_a_day_when_the_site_has_switched_it_on() {
        CartAnswer answer = ask(site("IT", true), People.NOW, typed(Duration.ofHours(2), 0, false), nobody -> {});

        assertThat(said(answer)).isEqualTo("LINK_ONLY C2 basis.legitimateInterest");
        assertThat(answer.ruleId()).isEqualTo("IT-CART");
        assertThat(answer.source()).isEqualTo("Garante doc. 10084158; GDPR 6(1)(f)");
        assertThat(answer.validUntil()).isEqualTo(People.NOW.plus(Duration.ofHours(22)));
    }

    @Test
    void C2_is_off_unless_the_site_says_otherwise_and_was_no_law_before_22_february_2024() {
        CartQuestion question = typed(Duration.ofHours(2), 0, false);
        assertThat(said(ask(site("IT", false), People.NOW, question, nobody -> {})))
                .isEqualTo("NOTHING C5 consent.unknown");

        Instant last = Instant.parse("2024-02-21T22:59:59Z");
        CartQuestion then = new CartQuestion(false, true, last.minusSeconds(60), 0, false, true);
        assertThat(said(ask(site("IT", true), last, then, nobody -> {}))).isEqualTo("NOTHING C5 consent.unknown");
        assertThat(said(ask(site("IT", true), last.plusSeconds(1), then, nobody -> {})))
                .isEqualTo("LINK_ONLY C2 basis.legitimateInterest");
    }

    @Test
    void C2_needs_an_address_that_was_typed_in_the_checkout() {
        CartQuestion account = new CartQuestion(false, false, People.NOW.minusSeconds(60), 0, false, true);

        assertThat(said(ask(site("IT", true), People.NOW, account, nobody -> {})))
                .isEqualTo("NOTHING C5 consent.unknown");
    }

    @Test
    void C2_ends_with_any_no() {
        CartQuestion question = typed(Duration.ofHours(2), 0, false);
        assertThat(said(ask(
                        site("IT", true),
                        People.NOW,
                        question,
                        person -> person.says(
                                People.choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.REFUSED, MAY),
                                MAY))))
                .isEqualTo("NOTHING C5 consent.refused");
        assertThat(said(ask(
                        site("IT", true),
                        People.NOW,
                        question,
                        person -> person.says(new Statement.Request(RequestKind.OBJECTION, null, null, MAY), MAY))))
                .isEqualTo("NOTHING C5 objection.active");
        assertThat(said(ask(
                        site("IT", true),
                        People.NOW,
                        question,
                        person -> person.says(
                                People.choice(Purpose.RETARGETING, Channel.EMAIL, ConsentStatus.REFUSED, MAY), MAY))))
                .isEqualTo("NOTHING C5 consent.unknown");
        assertThat(said(ask(site("IT", true), People.NOW, question, person -> person.erasedAt = MAY)))
                .isEqualTo("NOTHING C5 subject.erased");
    }

    @Test
    void C3_a_second_one_an_offer_and_one_that_comes_late_do_not_go() {
        Site italy = site("IT", true);
        assertThat(said(ask(italy, People.NOW, typed(Duration.ofHours(2), 1, false), nobody -> {})))
                .isEqualTo("NOTHING C3 cart.reminderLimit");
        assertThat(said(ask(italy, People.NOW, typed(Duration.ofHours(2), 0, true), nobody -> {})))
                .isEqualTo("NOTHING C3 cart.reminderLimit");
        assertThat(said(ask(italy, People.NOW, typed(Duration.ofHours(24), 0, false), nobody -> {})))
                .isEqualTo("NOTHING C3 cart.reminderLate");
    }

    @Test
    void C2_has_a_way_back_or_is_not_sent() {
        CartQuestion without = new CartQuestion(false, true, People.NOW.minusSeconds(60), 0, false, false);

        assertThat(said(ask(site("IT", true), People.NOW, without, nobody -> {})))
                .isEqualTo("NOTHING C2 cart.noLink");
    }

    @Test
    void C2_reaches_own_customers_in_italy_whom_soft_opt_in_carries_no_cart_to() {
        assertThat(said(ask(site("IT", true), People.NOW, typed(Duration.ofHours(2), 0, false), customer(true))))
                .isEqualTo("LINK_ONLY C2 basis.legitimateInterest");
        assertThat(said(ask(site("IT", false), People.NOW, typed(Duration.ofHours(2), 0, false), customer(true))))
                .isEqualTo("NOTHING C5 consent.unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "GB, false, MESSAGE C4 basis.softOptIn",
        "GB, true,  MESSAGE C4 basis.softOptIn",
        "FR, true,  MESSAGE C4 basis.softOptIn",
        "ES, true,  MESSAGE C4 basis.softOptIn",
        "FR, false, NOTHING C5 consent.unknown",
        "ES, false, NOTHING C5 consent.unknown",
        "DE, true,  NOTHING C5 consent.unknown",
        "CH, true,  NOTHING C5 consent.unknown"
    })
    void C4_C5_customers_and_in_the_uk_those_who_negotiated(String country, boolean bought, String expected) {
        assertThat(said(ask(site(country, true), People.NOW, typed(Duration.ofDays(2), 1, true), customer(bought))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"DE", "FR", "ES", "GB", "CH"})
    void C5_elsewhere_there_is_no_reminder_without_consent_or_sale(String country) {
        assertThat(said(ask(site(country, true), People.NOW, typed(Duration.ofHours(2), 0, false), nobody -> {})))
                .isEqualTo("NOTHING C5 consent.unknown");
    }

    @Test
    void C6_a_cart_known_through_tracking_alone_needs_tracking_and_profiling_too() {
        CartQuestion tracked = new CartQuestion(true, false, People.NOW.minusSeconds(60), 0, false, true);
        assertThat(said(ask(site("IT", true), People.NOW, tracked, nobody -> {})))
                .isEqualTo("NOTHING C6 consent.unknown");
        assertThat(said(ask(site("GB", true), People.NOW, tracked, customer(true))))
                .isEqualTo("NOTHING C6 consent.unknown");
        assertThat(said(ask(site("IT", true), People.NOW, tracked, CartLawTest::agreed)))
                .isEqualTo("NOTHING C6 consent.unknown");
        assertThat(said(ask(site("IT", true), People.NOW, tracked, person -> {
                    agreed(person);
                    person.says(People.choice(Purpose.SITE_TRACKING, Channel.NONE, ConsentStatus.GIVEN, MAY), MAY);
                    person.says(People.choice(Purpose.PROFILING_ONLINE, Channel.NONE, ConsentStatus.GIVEN, MAY), MAY);
                })))
                .isEqualTo("MESSAGE C1 basis.consent");
    }
}
