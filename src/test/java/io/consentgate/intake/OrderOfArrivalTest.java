package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.event.InboundEvent;
import io.consentgate.gate.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same events, in any order and any number of times, in any batches, give the same facts. */
class OrderOfArrivalTest {

    private static final List<String> ADDRESSES = List.of("a@example.com", "b@example.com", "c@example.com");

    /** @param data single-quoted JSON */
    record Told(String type, String data) {}

    @Property(tries = 40)
    void anyOrderAndRepetitionGiveTheSameFacts(@ForAll("stories") List<Told> story, @ForAll Random random) {
        List<Integer> shuffled = new ArrayList<>();
        for (int i = 0; i < story.size(); i++) {
            shuffled.add(i);
            if (random.nextInt(3) == 0) {
                shuffled.add(i);
            }
        }
        Collections.shuffle(shuffled, random);
        List<Integer> straight =
                java.util.stream.IntStream.range(0, story.size()).boxed().toList();

        assertThat(facts(story, shuffled, 1 + random.nextInt(4))).isEqualTo(facts(story, straight, story.size()));
    }

    private static Map<String, Optional<Facts>> facts(List<Told> story, List<Integer> order, int batch) {
        Path folder = folder();
        try (Premises premises = new Premises(EmbeddedDatabases.sqlite(folder), folder)) {
            List<InboundEvent> events = order.stream()
                    .map(i -> premises.event(
                            "e" + i, story.get(i).type(), story.get(i).data()))
                    .toList();
            for (int from = 0; from < events.size(); from += batch) {
                premises.intake.accept(events.subList(from, Math.min(events.size(), from + batch)), Premises.NOW);
            }
            Map<String, Optional<Facts>> facts = new TreeMap<>();
            ADDRESSES.forEach(
                    address -> facts.put(address, premises.known(address).map(known -> comparable(known.facts()))));
            return facts;
        } finally {
            delete(folder);
        }
    }

    /** Numbers that are drawn afresh each time, and orders that say nothing, left out. */
    private static Facts comparable(Facts facts) {
        return new Facts(
                facts.site(),
                facts.email(),
                facts.profile(),
                facts.phoneKey(),
                new History(
                        comparable(facts.history().own()),
                        comparable(facts.history().carried()),
                        facts.history().movedAwayAt()),
                comparable(facts.phoneStatements()),
                List.copyOf(Set.copyOf(facts.sales())),
                facts.erasedAt(),
                facts.firstSeenAt(),
                facts.knownRemote());
    }

    private static List<RegisterEntry> comparable(List<RegisterEntry> entries) {
        return entries.stream()
                .map(RegisterEntry::statement)
                .sorted(java.util.Comparator.comparing(Statement::toString))
                .map(statement -> new RegisterEntry("shop", 0, 0, Premises.NOW, statement))
                .collect(Collectors.toList());
    }

    @Provide
    Arbitrary<List<Told>> stories() {
        return Arbitraries.oneOf(
                        contacts(), contacts(), consents(), consents(), orders(), restrictions(), banners(), banners())
                .list()
                .ofMinSize(2)
                .ofMaxSize(14);
    }

    private static Arbitrary<String> addresses() {
        return Arbitraries.of(ADDRESSES);
    }

    private static Arbitrary<String> externalIds() {
        return Arbitraries.of("7", "8");
    }

    private static Arbitrary<String> times() {
        return Arbitraries.integers().between(1, 9).map(day -> "2025-01-0" + day + "T10:00:00Z");
    }

    private static Arbitrary<String> people() {
        return Arbitraries.oneOf(
                addresses().map(address -> "{'email':'" + address + "'}"),
                externalIds().map(id -> "{'external_id':'" + id + "'}"),
                Arbitraries.just("{'phone':'+393331234567'}"));
    }

    private static Arbitrary<Told> contacts() {
        return Combinators.combine(
                        externalIds(), addresses(), times(), Arbitraries.of("Anna", "Bea"), Arbitraries.of(true, false))
                .as((id, address, at, name, phone) -> new Told(
                        "contact",
                        "{'external_id':'" + id + "','email':'" + address + "','first_name':'" + name + "',"
                                + (phone ? "'phone':'+393331234567'," : "") + "'updated_at':'" + at + "'}"));
    }

    private static Arbitrary<Told> consents() {
        return Combinators.combine(people(), Arbitraries.of("given", "refused", "withdrawn", "pending"), times())
                .as((person, status, at) -> new Told(
                        "consent",
                        "{'person':" + person + ",'purpose':'direct_marketing','channel':'email','status':'" + status
                                + "','recorded_at':'" + at + "','evidence':{'box':'on'}}"));
    }

    private static Arbitrary<Told> orders() {
        return Combinators.combine(people(), times(), Arbitraries.of("completed", "cancelled"), externalIds())
                .as((person, at, status, id) -> new Told(
                        "order",
                        "{'external_id':'" + id + "','person':" + person + ",'status':'" + status
                                + "','currency':'EUR','total':'1.00','placed_at':'2025-01-01T09:00:00Z','updated_at':'"
                                + at + "'}"));
    }

    private static Arbitrary<Told> restrictions() {
        return Combinators.combine(people(), times(), Arbitraries.of("restriction", "objection", "restriction_lifted"))
                .as((person, at, kind) -> new Told(
                        "privacy-request",
                        "{'kind':'" + kind + "','person':" + person + ",'requested_at':'" + at + "'}"));
    }

    /** Of shops that know the person, and of pages that know the visitor only. */
    private static Arbitrary<Told> banners() {
        return Combinators.combine(
                        people(),
                        Arbitraries.of("person", "visitor", "both", "both"),
                        Arbitraries.of("7c9e6679", "d1a9c9f0"),
                        Arbitraries.of(
                                "{%22activecampaign%22:true}",
                                "{%22activecampaign%22:true,%22matomo%22:true}",
                                "{%22activecampaign%22:false}",
                                "{%22activecam",
                                ""),
                        times(),
                        Arbitraries.of(true, false))
                .as((person, named, visitor, raw, at, gpc) -> new Told(
                        "cookie-consent",
                        "{" + (named.equals("visitor") ? "" : "'person':" + person + ",")
                                + (named.equals("person") ? "" : "'visitor_id':'" + visitor + "',")
                                + "'format':'klaro','raw':'" + raw + "','gpc':" + gpc + ",'notice_version':'n1',"
                                + "'recorded_at':'" + at + "'}"));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("order-of-arrival");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
