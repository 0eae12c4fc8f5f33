package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.ACCOUNT;
import static io.consentgate.feedback.FeedbackFixture.NEWS;
import static io.consentgate.feedback.FeedbackFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.Statement;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.Gate;
import io.consentgate.site.Site;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RemoteNoPropertiesTest {

    private static final String ANNA = "anna@example.com";
    private static final Configuration SHIPPED = Configuration.load(
            Map.of("CONSENTGATE_DATA_DIR", "target/properties"), Path.of("").toAbsolutePath());
    private static final Gate GATE = new Gate(SHIPPED.laws(), SHIPPED.transfer());

    private final FeedbackFixture.Memory register = new FeedbackFixture.Memory();
    private final io.consentgate.site.Sites sites = FeedbackFixture.twoSites();
    private final Site site = sites.all().get(0);
    private final RemoteFeedback noes = new RemoteFeedback(
            sites,
            register,
            register,
            nobodyConfirmed(),
            (tx, account, addresses, lane, due, now) -> {},
            new FeedbackFixture.MutableClock(NOW));

    /** Minutes before now, in the order in which they arrive; the no comes after as many of them as {@code before}. */
    @Property(tries = 300)
    void aRemoteNoIsNeverUndoneByAnOlderYes(
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 50_000) Integer> yeses,
            @ForAll @IntRange(min = 1, max = 50_000) int no,
            @ForAll @IntRange(max = 6) int before,
            @ForAll boolean last,
            @ForAll boolean heardTwice) {
        register.entries.clear();
        for (int i = 0; i <= yeses.size(); i++) {
            if (i == Math.min(before, yeses.size())) {
                noes.unsubscribed(null, ACCOUNT, ANNA, NEWS, last, ago(no));
            }
            if (i < yeses.size()) {
                register.append(null, site, ANNA, List.of(yes(ago(yeses.get(i)))), Map.of(), NOW);
            }
        }
        if (heardTwice) {
            assertThat(noes.unsubscribed(null, ACCOUNT, ANNA, NEWS, last, ago(no)))
                    .isFalse();
        }

        boolean newer = yeses.stream().anyMatch(minutes -> minutes < no);
        assertThat(allowed()).isEqualTo(newer);
    }

    private boolean allowed() {
        return register.read(null, site, ANNA, true)
                .map(known -> GATE.decide(site, known.facts(), NOW).allows(Purpose.DIRECT_MARKETING, Channel.EMAIL))
                .orElse(false);
    }

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private static ConfirmedStates nobodyConfirmed() {
        return (ConfirmedStates) Proxy.newProxyInstance(
                RemoteNoPropertiesTest.class.getClassLoader(),
                new Class<?>[] {ConfirmedStates.class},
                (proxy, method, arguments) -> Optional.empty());
    }

    private static Statement yes(Instant at) {
        return new Statement.Choice(
                Purpose.DIRECT_MARKETING,
                Channel.EMAIL,
                ConsentStatus.GIVEN,
                LegalBasis.CONSENT,
                OptInLevel.CONFIRMED_OPT_IN,
                null,
                null,
                When.at(at),
                at,
                "checkout",
                "2026-01",
                true,
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                "site");
    }
}
