package io.consentgate.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.configuration.Configuration;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.EventReader;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.Reading;
import io.consentgate.event.When;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Reading and validating one event, deciding about one person, and deciding and clearing; one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GateBenchmark {

    private final Instant now = Instant.now();
    private EventReader reader;
    private byte[] contact;
    private byte[] consent;
    private Gate gate;
    private Site site;
    private Facts facts;

    public static void main(String[] arguments) throws RunnerException {
        Bench.machine();
        new Runner(new OptionsBuilder()
                        .include(GateBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() {
        reader = new EventReader(shop -> Optional.of(Set.of()), EmailAddress::parse);
        List<ObjectNode> events = Bench.subscriber(4711, "gate", now);
        contact = CanonicalEvents.text(events.get(0)).getBytes(StandardCharsets.UTF_8);
        consent = CanonicalEvents.text(events.get(1)).getBytes(StandardCharsets.UTF_8);
        Configuration configuration = Configuration.load(Map.of());
        gate = new Gate(configuration.laws(), configuration.transfer());
        site = configuration.sites().all().get(0);
        facts = facts();
    }

    /** Seven rows: what a customer of a few years has. */
    private Facts facts() {
        List<RegisterEntry> rows = new ArrayList<>();
        Instant asked = now.minus(100, ChronoUnit.DAYS);
        for (Statement statement : List.of(
                choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.REFUSED, asked.minusSeconds(90_000)),
                choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, asked),
                choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.UNKNOWN, asked.plusSeconds(90_000)),
                choice(Purpose.DIRECT_MARKETING, Channel.SMS, ConsentStatus.GIVEN, asked),
                choice(Purpose.DIRECT_MARKETING, Channel.SMS, ConsentStatus.WITHDRAWN, asked.plusSeconds(90_000)),
                choice(Purpose.PROFILING_CLASSIC, null, ConsentStatus.GIVEN, asked),
                choice(Purpose.SITE_TRACKING, null, ConsentStatus.REFUSED, asked))) {
            rows.add(new RegisterEntry(site.name(), rows.size() + 1, 1, now.minusSeconds(60), statement));
        }
        return new Facts(
                site.name(),
                Bench.email(4711),
                Map.of("first_name", "Nome", "last_name", "Cognome", "locale", "it", "country_code", "IT"),
                null,
                new History(rows, List.of(), null),
                List.of(),
                List.of(),
                null,
                now.minus(200, ChronoUnit.DAYS),
                false);
    }

    private static Statement choice(Purpose purpose, Channel channel, ConsentStatus status, Instant at) {
        return new Statement.Choice(
                purpose,
                channel,
                status,
                LegalBasis.CONSENT,
                OptInLevel.CONFIRMED_OPT_IN,
                null,
                null,
                When.parse(at.toString()),
                at,
                "newsletter_form",
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

    @Benchmark
    public Reading readContact() {
        return reader.read(contact);
    }

    @Benchmark
    public Reading readConsent() {
        return reader.read(consent);
    }

    @Benchmark
    public Decision decide() {
        return gate.decide(site, facts, now);
    }

    @Benchmark
    public Optional<Cleared<ContactState>> decideAndClear() {
        return gate.clear(List.of(new Gate.Permission(site, facts, gate.decide(site, facts, now))));
    }
}
