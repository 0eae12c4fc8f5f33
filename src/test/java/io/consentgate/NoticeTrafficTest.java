package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.ToldInTraffic.Told;
import io.consentgate.configuration.Settings;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.Metrics;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.Source;
import io.consentgate.operations.command.Tools;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a site's configuration says: what the running service tells ActiveCampaign, request by request, is in the
 * notice written from that configuration, and for a purpose to which that person agreed. {@code -Dnotice.traffic=20}
 * looks at more configurations; each takes as long as the account's call budget asks.
 */
class NoticeTrafficTest {

    private static final List<String> CELLS = List.of(
            "direct_marketing/email",
            "direct_marketing/sms",
            "direct_marketing_own_similar/email",
            "profiling_classic",
            "profiling_online",
            "site_tracking",
            "email_open_tracking/email");
    private static final Set<String> STATES = Set.of(
            "consent.direct_marketing.email.state",
            "consent.direct_marketing.sms.date",
            "consent.direct_marketing_own_similar.email.notice_version",
            "consent.profiling_classic.state",
            "consent.profiling_online.date",
            "consent.site_tracking.state",
            "consent.email_open_tracking.email.state");
    /** Who shop and visit, and go one by one. */
    private static final int LOOKED_AT = 4;
    /** Who go together. */
    private static final int CROWD = 12;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Each try is a whole service; the number of tries cannot come into an annotation from outside. */
    private static int left = Integer.getInteger("notice.traffic", 2);

    @Provide
    Arbitrary<MadeUpSite> sites() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Boolean> mostly = Arbitraries.of(true, true, true, false);
        return Combinators.combine(
                        fields(),
                        Arbitraries.of(MadeUpSite.STANDARD).set(),
                        Arbitraries.of(STATES).set().ofMaxSize(4),
                        Combinators.combine(mostly, flag, mostly, mostly, mostly, flag)
                                .as(List::of),
                        purposes().list().ofMaxSize(2),
                        Arbitraries.of(MadeUpTrigger.values()).set().ofMaxSize(4))
                .as((fields, standard, states, on, tags, triggers) -> new MadeUpSite(
                        fields,
                        standard,
                        states,
                        on.get(0),
                        tags,
                        on.get(1),
                        on.get(2),
                        on.get(3),
                        on.get(4),
                        on.get(5),
                        triggers.stream()
                                .filter(trigger -> trigger.possible(on.get(2), on.get(3)))
                                .map(MadeUpTrigger::yaml)
                                .toList()));
    }

    private static Arbitrary<Set<String>> purposes() {
        return Arbitraries.of("direct_marketing", "profiling_classic", "profiling_online", "site_tracking")
                .set()
                .ofMinSize(1);
    }

    /** What tells what somebody buys needs profiling, and the reader of the file insists on it. */
    private static Arbitrary<Map<String, Set<String>>> fields() {
        Set<String> members = new TreeSet<>(Source.CONTACT_MEMBERS.keySet());
        members.add("attributes.favourite_store");
        members.add("attributes.favourite_brand");
        return Arbitraries.maps(Arbitraries.of(members), purposes())
                .ofMinSize(4)
                .ofMaxSize(9)
                .map(fields -> {
                    Map<String, Set<String>> lawful = new HashMap<>(fields);
                    lawful.computeIfPresent(
                            "attributes.favourite_brand", (member, purposes) -> Set.of("profiling_classic"));
                    return lawful;
                });
    }

    @Provide
    Arbitrary<List<Set<String>>> people() {
        return Arbitraries.of(CELLS).set().ofMinSize(2).list().ofSize(6);
    }

    /** The same sites in the same order each time: the more tries, the more of them. */
    @Property(tries = 100, seed = "27", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whatever_is_told_stands_in_the_notice_for_a_purpose_that_the_person_agreed_to(
            @ForAll("sites") MadeUpSite site, @ForAll("people") List<Set<String>> said) throws Exception {
        if (left-- <= 0) {
            return;
        }
        Path folder = Files.createTempDirectory("notice-traffic");
        try (StandInActiveCampaign standIn = StandInActiveCampaign.start()) {
            told(folder, standIn, site, people(said));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** Most want mail: of the others there is little to see, and it is in other tests. More than ten go by import. */
    private static List<MadeUpPerson> people(List<Set<String>> said) {
        List<MadeUpPerson> people = new ArrayList<>();
        for (int number = 1; number <= LOOKED_AT + CROWD; number++) {
            Set<String> cells = new TreeSet<>(said.get(number % said.size()));
            if (number % 3 != 0 || number > LOOKED_AT) {
                cells.add(CELLS.get(0));
            }
            people.add(new MadeUpPerson(number, cells));
        }
        return people;
    }

    private static void told(Path folder, StandInActiveCampaign standIn, MadeUpSite site, List<MadeUpPerson> people)
            throws Exception {
        try (ServiceHarness service = new ServiceHarness(folder.resolve("data"), environment(folder, standIn, site))) {
            NoticeModel notice;
            try (Tools.Account account = service.wiring.account(Settings.Account.MAIN)) {
                account.setUp(false);
                notice = notice(service, account);
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            List<MadeUpPerson> few = people.subList(0, LOOKED_AT);
            push(service, said(people.subList(LOOKED_AT, people.size()), now, site));
            idle(service, standIn);
            push(service, said(few, now, site));
            push(
                    service,
                    few.stream().flatMap(one -> one.shopping(now).stream()).toList());
            idle(service, standIn);
            push(service, few.stream().map(one -> one.visit(Instant.now())).toList());
            push(service, List.of(few.get(0).withdrawal(Instant.now())));
            idle(service, standIn);

            List<RecordedRequest> requests = standIn.history();
            ToldInTraffic reader = new ToldInTraffic(notice, standIn.account());
            Map<String, Set<Purpose>> agreed = new HashMap<>();
            people.forEach(person -> agreed.put(person.email(), person.purposes()));
            List<Told> told = reader.in(requests);
            assertThat(told)
                    .as("what was told")
                    .extracting(Told::request)
                    .contains("POST /api/3/contact/sync", "POST /api/3/import/bulk_import");
            assertThat(told)
                    .as("told though the notice names it for no purpose that the person agreed to; %s", site)
                    .filteredOn(one -> one.named().stream()
                            .noneMatch(purposes -> purposes.stream().anyMatch(agreed.get(one.email())::contains)))
                    .isEmpty();
            assertThat(people).allSatisfy(person -> assertThat(reader.strangers(requests, person))
                    .isEmpty());
        }
    }

    private static List<ObjectNode> said(List<MadeUpPerson> people, Instant now, MadeUpSite site) {
        return people.stream()
                .flatMap(one -> one.events(now, site.fields().keySet()).stream())
                .toList();
    }

    private static Map<String, String> environment(Path folder, StandInActiveCampaign standIn, MadeUpSite site)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONSENTGATE_CONFIG_DIR", site.write(folder).toString(),
                "ACTIVECAMPAIGN_URL", standIn.baseUrl(),
                "ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken()));
        if (site.events()) {
            environment.put("ACTIVECAMPAIGN_EVENT_URL", standIn.eventUrl());
            environment.put("ACTIVECAMPAIGN_EVENT_ACCOUNT", standIn.account().eventAccount());
            environment.put("ACTIVECAMPAIGN_EVENT_KEY", standIn.account().eventKey());
        }
        return environment;
    }

    private static NoticeModel notice(ServiceHarness service, Tools.Account account) throws Exception {
        NoticeOffice.Plan plan = service.wiring
                .notices()
                .plan(service.wiring.configuration().sites().all().get(0), account.switches());
        if (plan instanceof NoticeOffice.Unchanged written) {
            return written.model();
        }
        assertThat(plan).isInstanceOf(NoticeOffice.Changed.class);
        return ((NoticeOffice.Changed) plan).model();
    }

    private static void push(ServiceHarness service, List<ObjectNode> events) throws Exception {
        HttpResponse<String> answer = service.push("application/x-ndjson", CanonicalEvents.ndjson(events));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static void idle(ServiceHarness service, StandInActiveCampaign standIn) {
        int[] quiet = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            boolean idle =
                    new Metrics(service.metrics()).isIdle() && standIn.account().outstandingImports() == 0;
            quiet[0] = idle ? quiet[0] + 1 : 0;
            return quiet[0] >= 4;
        });
    }
}
