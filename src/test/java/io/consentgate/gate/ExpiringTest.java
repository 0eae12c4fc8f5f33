package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A clock that is moved over two years: what a marketer's field says, and when it is written. */
class ExpiringTest {

    private static final Instant AGREED = Instant.parse("2026-11-20T10:00:00Z");
    private static final Site SITE = TestSites.like(People.SITE)
            .fields(List.of(
                    field("consent.direct_marketing.email.expiring", "Ends soon"),
                    field("consent.direct_marketing.email.expires", "Ends"),
                    field("consent.profiling_classic.expiring", "Profiling ends soon")))
            .build();

    private final Facts facts = new People.Person()
            .says(People.choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, AGREED), AGREED)
            .says(People.choice(Purpose.PROFILING_CLASSIC, Channel.NONE, ConsentStatus.GIVEN, AGREED), AGREED)
            .facts();

    private static MappedField field(String source, String title) {
        return new MappedField(
                Source.of(source).orElseThrow(), new Target.Custom(title, "date"), Set.of(Purpose.DIRECT_MARKETING));
    }

    private Decision at(String moment) {
        return People.GATE.decide(SITE, facts, Instant.parse(moment));
    }

    private Map<String, String> fields(Decision decision) {
        Map<String, String> fields = new TreeMap<>();
        People.GATE
                .clear(List.of(new Gate.Permission(SITE, facts, decision)))
                .map(Cleared::value)
                .ifPresent(state -> state.fields().forEach((target, value) -> fields.put(target.key(), value)));
        return fields;
    }

    @Test
    void the_day_is_told_thirty_days_ahead_and_a_look_is_due_then() {
        Decision fresh = at("2026-11-22T12:00:00Z");
        assertThat(fields(fresh)).containsOnly(Map.entry("custom:Ends", "2028-11-20"));
        assertThat(fresh.nextToTell(SITE.mapping())).isEqualTo("2027-10-21T10:00:00Z");

        Decision year = at("2027-10-21T10:00:00Z");
        assertThat(fields(year))
                .containsOnly(
                        Map.entry("custom:Ends", "2028-11-20"), Map.entry("custom:Profiling ends soon", "2027-11-20"));
        assertThat(year.nextToTell(SITE.mapping())).isEqualTo("2028-10-21T10:00:00Z");

        Decision between = at("2028-10-21T09:59:59Z");
        assertThat(fields(between)).containsOnly(Map.entry("custom:Ends", "2028-11-20"));

        Decision last = at("2028-10-21T10:00:00Z");
        assertThat(fields(last))
                .containsOnly(Map.entry("custom:Ends", "2028-11-20"), Map.entry("custom:Ends soon", "2028-11-20"));
        assertThat(last.nextToTell(SITE.mapping())).isNull();

        assertThat(at("2028-11-20T09:59:59Z").outcome()).isEqualTo(Outcome.DELIVER);
        assertThat(at("2028-11-20T10:00:00Z").outcome()).isEqualTo(Outcome.DROP);
    }

    @Test
    void who_maps_no_marker_is_not_looked_at_for_it() {
        assertThat(at("2026-11-22T12:00:00Z")
                        .nextToTell(TestSites.site("plain").build().mapping()))
                .isNull();
    }
}
