package io.consentgate.gate;

import static io.consentgate.event.Channel.EMAIL;
import static io.consentgate.event.Channel.NONE;
import static io.consentgate.event.ConsentStatus.GIVEN;
import static io.consentgate.event.Purpose.DIRECT_MARKETING;
import static io.consentgate.event.Purpose.PROFILING_ONLINE;
import static io.consentgate.event.Purpose.SITE_TRACKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.consent.Statement;
import io.consentgate.event.RequestKind;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.gate.People.Person;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClearanceTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Target FIRST_NAME = new Target.Standard("first_name");

    @Nested
    class Contacts {

        @Test
        void the_state_of_consent_goes_along() {
            ContactState state = clear(permit(site("one"), named("Giulia", MAY)))
                    .orElseThrow()
                    .value();

            assertThat(state.fields())
                    .containsEntry(new Target.Custom("Consent e-mail marketing", "text"), "given")
                    .containsEntry(new Target.Custom("Consent e-mail marketing date", "date"), "2026-05-01")
                    .containsEntry(new Target.Custom("Consent e-mail marketing notice", "text"), "2026-01")
                    .containsEntry(new Target.Custom("Consent site tracking", "text"), "unknown")
                    .doesNotContainKey(new Target.Custom("Consent site tracking date", "date"));
        }

        @Test
        void of_two_sites_that_give_a_field_the_one_permitted_last_wins_in_whatever_order() {
            Permission older = permit(site("one"), named("Giulia", MAY));
            Permission newer = permit(site("two"), named("Giulia Maria", JUNE));

            assertThat(clear(older, newer).orElseThrow().value().fields()).containsEntry(FIRST_NAME, "Giulia Maria");
            assertThat(clear(newer, older).orElseThrow().value().fields()).containsEntry(FIRST_NAME, "Giulia Maria");
        }

        @Test
        void a_site_that_permits_nothing_adds_nothing() {
            Permission permitting = permit(site("one"), named("Giulia", MAY));
            Person refused = named("Someone", JUNE);
            refused.own.clear();

            assertThat(clear(permitting, permit(site("two"), refused))
                            .orElseThrow()
                            .value()
                            .fields())
                    .containsEntry(FIRST_NAME, "Giulia");
        }

        @Test
        void what_one_site_erased_does_not_close_another_that_permits() {
            Person erased = named("Giulia", MAY);
            erased.erasedAt = JUNE;

            assertThat(clear(permit(site("one"), erased), permit(site("two"), named("Giulia", MAY))))
                    .isPresent();
            assertThat(clear(permit(site("one"), erased))).isEmpty();
        }

        @Test
        void while_one_site_has_the_person_restricted_nothing_is_updated() {
            Person restricted =
                    named("Giulia", MAY).says(new Statement.Request(RequestKind.RESTRICTION, null, null, JUNE), JUNE);

            assertThat(clear(permit(site("one"), restricted), permit(site("two"), named("Giulia", MAY))))
                    .isEmpty();
        }

        @Test
        void a_clearance_ends_when_time_may_change_an_answer() {
            Cleared<ContactState> cleared =
                    clear(permit(site("one"), named("Giulia", MAY))).orElseThrow();

            assertThat(cleared.expired(Instant.parse("2028-04-30T21:59:59Z"))).isFalse();
            assertThat(cleared.expired(Instant.parse("2028-05-01T00:00:00Z"))).isTrue();
            assertThat(cleared).hasToString("Cleared[decidedAt=2026-11-22T12:00:00Z]");
        }

        @Test
        void different_people_cannot_be_composed() {
            Permission one = permit(site("one"), named("Giulia", MAY));
            Facts facts = one.facts();
            Facts other = new Facts(
                    facts.site(),
                    "luca.neri@example.com",
                    facts.profile(),
                    null,
                    facts.history(),
                    List.of(),
                    List.of(),
                    null,
                    MAY,
                    false);

            assertThatThrownBy(() -> clear(one, new Permission(one.site(), other, one.decision())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("permissions of different contacts cannot be composed: sites one and one");
        }

        private Optional<Cleared<ContactState>> clear(Permission... permissions) {
            return People.GATE.clear(List.of(permissions));
        }
    }

    @Nested
    class TrackedEvents {

        @Test
        void need_the_banner_profiling_and_a_delivered_person() {
            Person person = named("Giulia", MAY);
            assertThat(tracked(person, "product_viewed")).isFalse();
            person.says(People.choice(SITE_TRACKING, NONE, GIVEN, MAY), MAY);
            assertThat(tracked(person, "product_viewed")).isFalse();
            person.says(People.choice(PROFILING_ONLINE, NONE, GIVEN, MAY), MAY);
            assertThat(tracked(person, "product_viewed")).isTrue();
            person.own.remove(0);
            assertThat(tracked(person, "product_viewed")).isFalse();
        }

        @Test
        void have_a_name_of_at_most_32_characters() {
            Person person = named("Giulia", MAY)
                    .says(People.choice(SITE_TRACKING, NONE, GIVEN, MAY), MAY)
                    .says(People.choice(PROFILING_ONLINE, NONE, GIVEN, MAY), MAY);

            assertThat(tracked(person, "a".repeat(32))).isTrue();
            assertThat(tracked(person, "a".repeat(33))).isFalse();
            assertThat(tracked(person, " ")).isFalse();
        }

        private boolean tracked(Person person, String name) {
            Permission permission = permit(site("one"), person);
            return People.GATE
                    .clear(permission, new TrackedEvent("giulia.bianchi@example.com", name, null))
                    .isPresent();
        }
    }

    private static Person named(String firstName, Instant consentedAt) {
        Person person = new Person();
        person.profile.put("first_name", firstName);
        return person.says(People.choice(DIRECT_MARKETING, EMAIL, GIVEN, consentedAt), consentedAt);
    }

    private static Permission permit(Site site, Person person) {
        Facts facts = person.facts();
        return new Permission(site, facts, People.GATE.decide(site, facts, People.NOW));
    }

    private static Site site(String name) {
        return TestSites.like(People.SITE).name(name).build();
    }
}
