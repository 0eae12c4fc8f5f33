package io.consentgate.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.Wiring;
import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Directory;
import io.consentgate.configuration.Configuration;
import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import io.consentgate.intake.EventFiles;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often one person is reached: by one trigger, and by all of a site together. */
class TriggerCapTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ANA = "ana@example.com";
    private static final String TRIGGERS = """
            triggers:
              - {name: one, on: order_placed, action: {tag: One}, at_most: {times: 5, days: 7}}
              - {name: two, on: order_placed, action: {tag: Two}, at_most: {times: 5, days: 7}}
              - {name: three, on: order_placed, action: {tag: Three}, at_most: {times: 1, days: 7}}
            """;

    @TempDir
    Path folder;

    private Wiring wiring;
    private EventReader reader;
    private int lastId;

    @BeforeEach
    void open() throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("triggers: []\n", TRIGGERS)
                                .replace("{times: 3, days: 7}", "{times: 2, days: 7}"));
            }
        }
        Configuration configuration = Configuration.load(
                Map.of(
                        "CONSENTGATE_CONFIG_DIR",
                        config.toString(),
                        "CONSENTGATE_DATA_DIR",
                        folder.resolve("data").toString()),
                Path.of(""));
        wiring = Wiring.open(configuration, Clock.fixed(NOW, ZoneOffset.UTC));
        reader = EventFiles.eventReader(configuration.sites()::owning);
        tell(
                "consent",
                "'purpose':'direct_marketing','channel':'email','status':'given','opt_in_level':"
                        + "'confirmed_opt_in','recorded_at':'2026-11-21T10:00:00Z','notice_version':'1','evidence':{'box':'on'}");
        order("o1");
    }

    @AfterEach
    void close() {
        wiring.close();
    }

    private void tell(String type, String data) {
        String event = "{'specversion':'1.0','id':'e" + ++lastId + "','source':'test','type':'" + type
                + "','platform':'test','shop':'s1','data':{'person':{'email':'" + ANA + "'}," + data + "}}";
        Reading reading = reader.read(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        wiring.intake().accept(List.of(((Reading.Accepted) reading).event()), NOW);
    }

    private void order(String id) {
        tell(
                "order",
                "'external_id':'" + id + "','status':'processing','currency':'EUR','total':'30.00',"
                        + "'placed_at':'2026-11-22T09:59:00Z'");
    }

    private Site site() {
        return wiring.configuration().sites().named("shop").orElseThrow();
    }

    /** As the delivery tells it, once the order is in Deep Data. */
    private void happened(String order) {
        wiring.database().write(tx -> {
            Identity ana = Identity.email(ANA);
            long person =
                    wiring.people().find(tx, "shop", List.of(ana)).get(ana).id();
            wiring.automation()
                    .occasions()
                    .happened(
                            tx,
                            new Occasion(
                                    Occasion.Kind.ORDER_PLACED,
                                    "shop",
                                    person,
                                    "s1",
                                    order,
                                    new BigDecimal("30.00"),
                                    List.of(),
                                    true,
                                    NOW));
            return null;
        });
    }

    private void drain() {
        ActiveCampaign account = (ActiveCampaign) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActiveCampaign.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "account" -> "main";
                    case "directory" -> new Directory(Map.of("Newsletter", "1"), Map.of(), Map.of());
                    default -> throw new AssertionError("no call is made for a tag: " + method.getName());
                });
        wiring.automation().on(account, null, wiring.gate()).drain();
    }

    private Map<String, Integer> soFar(String trigger) {
        return wiring.database().read(tx -> wiring.automation().soFar(tx, "shop", trigger));
    }

    private Preview.Reached preview(String name) {
        Trigger trigger = site().triggers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return wiring.automation().preview().of(site(), trigger);
    }

    @Test
    void all_triggers_together_reach_a_person_so_often_and_then_none_does() {
        happened("o1");
        drain();

        List<Map<String, Integer>> all = List.of(soFar("one"), soFar("two"), soFar("three"));
        assertThat(all.stream().filter(Map.of("done", 1)::equals)).hasSize(2);
        assertThat(all.stream().filter(Map.of("cap.person", 1)::equals)).hasSize(1);
    }

    @Test
    void the_preview_tells_it_among_the_reasons() {
        assertThat(preview("one").addresses()).containsExactly(ANA);
        happened("o1");
        drain();

        assertThat(preview("one").addresses()).isEmpty();
        assertThat(preview("one").notReached()).isEqualTo(Map.of("cap.person", 1));
    }

    @Test
    void a_trigger_of_its_own_limit_is_held_by_that_first() {
        wiring.database().write(tx -> {
            SqlRuns runs = new SqlRuns();
            Identity ana = Identity.email(ANA);
            long person =
                    wiring.people().find(tx, "shop", List.of(ana)).get(ana).id();
            runs.add(tx, new Runs.Run(1, "main", "shop", "three", person, "s1 o0", false, null, NOW, NOW), NOW);
            runs.end(tx, 1, Runs.State.DONE, null, NOW);
            return null;
        });

        assertThat(preview("three").notReached()).isEqualTo(Map.of("cap.reached", 1));
        assertThat(preview("one").addresses()).containsExactly(ANA);
    }
}
