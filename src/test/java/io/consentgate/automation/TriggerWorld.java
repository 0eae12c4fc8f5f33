package io.consentgate.automation;

import io.consentgate.Wiring;
import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Automations;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.configuration.Configuration;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.RemoteState;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Enrolment;
import io.consentgate.intake.EventFiles;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The shipped configuration with triggers, a database, a clock that stands, and Ana, who agreed and bought. */
final class TriggerWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String ANA = "ana@example.com";

    /** What was asked of the account. */
    final List<String> calls = new ArrayList<>();

    /** What looking Ana up answers, one after the other; nothing = that she is there. */
    final Deque<Answer<RemoteContact>> lookUps = new ArrayDeque<>();

    private final Wiring wiring;
    private final EventReader reader;
    private int lastId;

    TriggerWorld(Path folder, String triggers, String atMost) {
        Configuration configuration = Configuration.load(
                Map.of(
                        "CONSENTGATE_CONFIG_DIR",
                        config(folder, triggers, atMost).toString(),
                        "CONSENTGATE_DATA_DIR",
                        folder.resolve("data").toString()),
                Path.of(""));
        wiring = Wiring.open(configuration, NoticeTexts::none, Clock.fixed(NOW, ZoneOffset.UTC));
        reader = EventFiles.eventReader(configuration.sites()::owning);
        tell(
                "consent",
                "'purpose':'direct_marketing','channel':'email','status':'given','opt_in_level':'confirmed_opt_in',"
                        + "'recorded_at':'2026-11-21T10:00:00Z','notice_version':'1','evidence':{'box':'on'}");
        tell(
                "order",
                "'external_id':'o1','status':'processing','currency':'EUR','total':'30.00',"
                        + "'placed_at':'2026-11-22T09:59:00Z'");
    }

    private static Path config(Path folder, String triggers, String atMost) {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("triggers: []\n", triggers)
                                .replace("triggers_at_most: {times: 3, days: 7}", "triggers_at_most: " + atMost));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return config;
    }

    /** Event data as single-quoted JSON. */
    private void tell(String type, String data) {
        String event = "{'specversion':'1.0','id':'e" + ++lastId + "','source':'test','type':'" + type
                + "','platform':'test','shop':'s1','data':{'person':{'email':'" + ANA + "'}," + data + "}}";
        Reading reading = reader.read(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        wiring.intake().accept(List.of(((Reading.Accepted) reading).event()), NOW);
    }

    long ana() {
        Identity ana = Identity.email(ANA);
        return wiring.database()
                .read(tx ->
                        wiring.people().find(tx, "shop", List.of(ana)).get(ana).id());
    }

    /** Her contact is in ActiveCampaign. */
    void delivered(String remoteId) {
        RemoteState sent = new RemoteState(Map.of(), Map.of(), Set.of(), 1L, null).withList("Newsletter", 1, true);
        wiring.database().write(tx -> {
            wiring.states().save(tx, List.of(new Confirmed("main", ANA, remoteId, true, sent, null, null, null)));
            return null;
        });
    }

    String remoteId() {
        return wiring.database().read(tx -> wiring.states()
                .find(tx, "main", ANA)
                .map(Confirmed::remoteId)
                .orElse(null));
    }

    /** As the delivery tells it, once her order is in Deep Data. */
    void ordered() {
        long ana = ana();
        wiring.database().write(tx -> {
            wiring.automation()
                    .occasions()
                    .happened(
                            tx,
                            new Occasion(
                                    Occasion.Kind.ORDER_PLACED,
                                    "shop",
                                    ana,
                                    "s1",
                                    "o1",
                                    new BigDecimal("30.00"),
                                    List.of(),
                                    true,
                                    NOW));
            return null;
        });
    }

    /** She was reached by a trigger before. */
    void reached(String trigger) {
        long ana = ana();
        SqlRuns runs = new SqlRuns();
        wiring.database().write(tx -> {
            runs.add(tx, new Runs.Run(1, "main", "shop", trigger, ana, "s1 o0", false, null, NOW, NOW), NOW);
            runs.end(tx, 1, Runs.State.DONE, null, NOW);
            return null;
        });
    }

    void drain() {
        ActiveCampaign account = (ActiveCampaign) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActiveCampaign.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "account" -> "main";
                    case "directory" -> new Directory(Map.of("Newsletter", "1"), Map.of(), Map.of());
                    case "find" -> find();
                    default -> throw new AssertionError("is not called for a trigger: " + method.getName());
                });
        wiring.automation().on(account, new Starts(), wiring.gate()).drain();
    }

    private Answer<RemoteContact> find() {
        calls.add("find");
        return lookUps.isEmpty()
                ? new Answer.Done<>(new RemoteContact("77", ANA, null, Map.of(), Map.of(), false))
                : lookUps.poll();
    }

    private final class Starts implements Automations {

        @Override
        public Answer<Boolean> enrol(Lane lane, Cleared<Enrolment> enrolment, BooleanSupplier still) {
            if (!still.getAsBoolean()) {
                return new Answer.Refused<>("stale");
            }
            calls.add("start of contact " + enrolment.value().remoteId());
            return new Answer.Done<>(true);
        }

        @Override
        public List<SetupReport.Line> check(Collection<String> names) {
            return List.of();
        }
    }

    Map<String, Integer> soFar(String trigger) {
        return wiring.database().read(tx -> wiring.automation().soFar(tx, "shop", trigger));
    }

    Preview.Reached preview(String name) {
        Site site = wiring.configuration().sites().named("shop").orElseThrow();
        Trigger trigger = site.triggers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return wiring.automation().preview().of(site, trigger);
    }

    @Override
    public void close() {
        wiring.close();
    }
}
