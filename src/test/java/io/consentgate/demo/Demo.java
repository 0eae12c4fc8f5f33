package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * {@code consentgate demo}: the whole connector on real shop history against a stand-in ActiveCampaign with its real
 * limits. It tells what it does, compares every outcome with what the documents ask for, and fails when one differs.
 */
public final class Demo implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NDJSON = "application/x-ndjson";
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Screen screen;
    private final Clock clock = Clock.systemUTC();
    private final Path data;
    private final StandInActiveCampaign standIn;
    private final ConnectorProcess connector;
    private final Mailboxes mailboxes = new Mailboxes();
    private final Account account;
    private final DemoShop shop;
    private final NoticeStory notice;
    private final DemoTriggers triggers;
    private final Map<String, Mind> changedMinds = new TreeMap<>();

    /** What somebody who had been delivered did the day after. */
    private enum Mind {
        WITHDREW("unsubscribed in the shop", "consent.withdrawn"),
        OBJECTED("objected to marketing, later", "objection.active"),
        RESTRICTED("asked for restriction, later", "restriction.active");

        private final String label;
        private final String reason;

        Mind(String label, String reason) {
            this.label = label;
            this.reason = reason;
        }
    }

    private Demo(Screen screen) {
        this.screen = screen;
        this.data = folder();
        this.shop = new DemoShop(ShopHistory.shipped(), clock.instant());
        this.standIn = StandInActiveCampaign.start(
                StandInOptions.defaults().withImportDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        this.account = new Account(standIn);
        this.notice = new NoticeStory(data);
        this.connector = new ConnectorProcess(ConnectorProcess.Where.likeThis(
                        data,
                        Map.of(
                                "ACTIVECAMPAIGN_URL", standIn.baseUrl(),
                                "ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken(),
                                "ACTIVECAMPAIGN_EVENT_URL", standIn.eventUrl(),
                                "ACTIVECAMPAIGN_EVENT_ACCOUNT",
                                        standIn.account().eventAccount(),
                                "ACTIVECAMPAIGN_EVENT_KEY", standIn.account().eventKey(),
                                "CONSENTGATE_POLL_SECONDS", "10",
                                "CONSENTGATE_KEY_CHATBOT", LeadStory.SECRET,
                                "CONSENTGATE_CONFIG_DIR",
                                        notice.in(DemoTriggers.in(LeadStory.in(BannerStory.configuration(data))))
                                                .toString()))
                .onUsualPorts()
                .withPublicUrl()
                .withMail(mailboxes));
        this.triggers = new DemoTriggers(screen, connector, account);
    }

    /**
     * @param exit ends when the story is told; otherwise everything stays up until Ctrl-C
     * @return 0, or 1 when something was not as expected
     */
    public static int run(boolean exit) {
        Screen screen = new Screen(System.out, System.console() != null && System.getenv("NO_COLOR") == null);
        Demo demo = new Demo(screen);
        Thread hook = new Thread(demo::close, "demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            demo.tell();
        } catch (RuntimeException failure) {
            screen.failed(failure.getMessage());
        }
        if (!exit) {
            screen.line("");
            screen.line("Everything keeps running. Ctrl-C ends it.");
            stayUp();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        demo.close();
        return screen.failures() == 0 ? 0 : 1;
    }

    private static void stayUp() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        screen.title(
                "ConsentGate demo",
                "A shop's real history (UCI Online Retail, CC BY 4.0) with made-up people and consents on top,",
                "delivered to a stand-in ActiveCampaign that has the real limits: 5 requests a second.");
        start();
        history();
        dayAfter();
        outcomes();
        cost();
        again();
        live();
        doubleOptIn();
        banners();
        new LeadStory(screen, connector, standIn, mailboxes).tell();
        contactHub();
        notice.tell(screen, connector);
        new DemoCarts(screen, connector, account, triggers, shop, changedMinds.keySet(), clock).tell();
        proof();
        surfaces();
    }

    private void start() {
        screen.chapter("Start");
        screen.say("stand-in ActiveCampaign", standIn.baseUrl());
        triggers.make();
        Instant begun = clock.instant();
        ConnectorProcess.Ended setup = connector.command("setup");
        if (setup.status() != 0) {
            throw new IllegalStateException("setup ended with status " + setup.status() + ":\n" + setup.output());
        }
        screen.say(
                "setup",
                "%d lists, %d fields made with %d calls in %s"
                        .formatted(account.lists(), account.fields(), account.count(), since(begun)));
        screen.say("connector", connector.at("") + " after " + seconds(connector.start()));
    }

    private void history() {
        screen.chapter("The shop's history");
        ShopHistory history = shop.history();
        long cancelled = history.invoices().stream()
                .filter(ShopHistory.Invoice::cancellation)
                .count();
        screen.say(
                "real",
                "%s lines, %s invoices (%d cancelled), %s customers, %d countries"
                        .formatted(
                                Screen.number(history.lines()),
                                Screen.number(history.invoices().size()),
                                cancelled,
                                Screen.number(shop.customers().size()),
                                history.invoices().stream()
                                        .map(ShopHistory.Invoice::country)
                                        .distinct()
                                        .count()));
        screen.say("made up", "names, addresses, consents, and that the British live in Italy");
        List<ObjectNode> events = shop.events();
        Instant begun = clock.instant();
        JsonNode answer = accepted(connector.events(NDJSON, CanonicalEvents.ndjson(events)));
        screen.expect(
                "POST /v1/events",
                "%s accepted, %d duplicates, %d refused in %s"
                        .formatted(
                                Screen.number(answer.path("accepted").asLong()),
                                answer.path("duplicates").asLong(),
                                answer.path("refused").asLong(),
                                since(begun)),
                answer.path("accepted").asLong() == events.size());
        long permitted = shop.customers().stream()
                .filter(customer -> customer.situation().permitted())
                .count();
        idle("delivering", () -> account.contacts().size(), permitted);
        screen.say("delivered", "%d people in %s".formatted(account.contacts().size(), since(begun)));
        screen.say(
                "in Deep Data",
                "%d orders of %d of them, from the past: nothing starts from them"
                        .formatted(account.orders().size(), account.customers()));
    }

    /** Some of those who were delivered change their minds: only of them can anything be suppressed. */
    private void dayAfter() {
        screen.chapter("The day after");
        Instant now = clock.instant();
        CanonicalEvents events = new CanonicalEvents(DemoShop.SHOP, DemoShop.SHOP + "/events", null);
        List<ObjectNode> sent = new ArrayList<>();
        shop.customers().stream()
                .filter(customer -> customer.situation() == Situation.CONFIRMED)
                .forEach(customer -> {
                    switch ((int) (MadeUpCustomer.roll(customer.number(), "mind") % 28)) {
                        case 0, 1 -> {
                            changedMinds.put(customer.email(), Mind.WITHDREW);
                            sent.add(withdrawal(events, customer.email(), now));
                        }
                        case 2 -> {
                            changedMinds.put(customer.email(), Mind.OBJECTED);
                            sent.add(events.request(
                                    "objection-later-" + customer.number(), "objection", customer.email(), now));
                        }
                        case 3 -> {
                            changedMinds.put(customer.email(), Mind.RESTRICTED);
                            sent.add(events.request(
                                    "restriction-later-" + customer.number(), "restriction", customer.email(), now));
                        }
                        default -> {}
                    }
                });
        accepted(connector.events(NDJSON, CanonicalEvents.ndjson(sent)));
        boolean obeyed = until(() -> changedMinds.keySet().stream().noneMatch(account::isSubscribed));
        screen.expect(
                "%d people change their minds".formatted(sent.size()),
                obeyed ? "all out of every list after " + since(now) : "still subscribed after " + since(now),
                obeyed);
        idle("clearing", () -> 0, 0);
    }

    private void outcomes() {
        screen.chapter("What became of " + shop.customers().size() + " people");
        Map<String, Tally> tallies = new TreeMap<>();
        int asExpected = 0;
        for (MadeUpCustomer customer : shop.customers()) {
            JsonNode decision = json(connector.decision(customer.email()));
            String outcome = text(decision, "outcome");
            String reason = text(decision, "reason");
            Mind mind = changedMinds.get(customer.email());
            Situation situation = customer.situation();
            String expected = mind == null ? situation.outcome() : "suppress";
            String because = mind == null ? situation.reason() : mind.reason;
            boolean match = outcome.equals(expected)
                    && reason.equals(because)
                    && account.isSubscribed(customer.email()) == expected.equals("deliver");
            asExpected += match ? 1 : 0;
            String label = mind == null ? situation.label() : mind.label;
            tallies.computeIfAbsent(order(outcome) + outcome + reason + label, key -> new Tally(label, outcome, reason))
                    .add(account.isSubscribed(customer.email()), match);
        }
        Screen.Table table = screen.new Table("lllrr", "what was said", "outcome", "reason", "people", "mailed");
        tallies.values()
                .forEach(tally -> table.row(
                        tally.said + (tally.wrong > 0 ? "   <- %d NOT AS EXPECTED".formatted(tally.wrong) : ""),
                        tally.outcome,
                        tally.reason,
                        tally.people,
                        tally.mailed));
        table.print();
        screen.line("");
        Map<String, Integer> sums = new TreeMap<>();
        tallies.values().forEach(tally -> sums.merge(tally.outcome, tally.people, Integer::sum));
        screen.say(
                "delivered, held", "%d, %d".formatted(sums.getOrDefault("deliver", 0), sums.getOrDefault("hold", 0)));
        screen.say(
                "suppressed, dropped",
                "%d, %d".formatted(sums.getOrDefault("suppress", 0), sums.getOrDefault("drop", 0)));
        screen.expect(
                "as the documents ask for",
                "%d of %d".formatted(asExpected, shop.customers().size()),
                asExpected == shop.customers().size());
    }

    private static int order(String outcome) {
        return List.of("deliver", "hold", "suppress", "drop").indexOf(outcome);
    }

    /** One line of the table. */
    private static final class Tally {
        private final String said;
        private final String outcome;
        private final String reason;
        private int people;
        private int mailed;
        private int wrong;

        private Tally(String said, String outcome, String reason) {
            this.said = said;
            this.outcome = outcome;
            this.reason = reason;
        }

        private void add(boolean isMailed, boolean match) {
            people++;
            mailed += isMailed ? 1 : 0;
            wrong += match ? 0 : 1;
        }
    }

    private void cost() {
        screen.chapter("What it cost");
        Screen.Table table = screen.new Table("lr", "calls to ActiveCampaign", "calls");
        Map<String, Long> calls = account.calls(0);
        calls.forEach(table::row);
        table.print();
        screen.line("");
        long used = calls.values().stream().mapToLong(Long::longValue).sum();
        long oneByOne = Account.oneByOne(account.contacts()) + account.orders().size() + account.customers();
        screen.say("calls used, set-up included", Screen.number(used));
        screen.say("one call per value would have been", Screen.number(oneByOne));
        screen.expect(
                "saved",
                "%s calls, %d %%".formatted(Screen.number(oneByOne - used), 100 - used * 100 / Math.max(1, oneByOne)),
                used < oneByOne);
    }

    private void again() {
        screen.chapter("Everything once more");
        int before = account.count();
        JsonNode same = accepted(connector.events(NDJSON, CanonicalEvents.ndjson(shop.events())));
        screen.say(
                "the same events",
                "%s duplicates".formatted(Screen.number(same.path("duplicates").asLong())));
        List<ObjectNode> renamed = shop.events();
        renamed.forEach(event -> event.put("id", event.get("id").asText() + "-again"));
        JsonNode fresh = accepted(connector.events(NDJSON, CanonicalEvents.ndjson(renamed)));
        screen.say(
                "the same under new ids",
                "%s accepted".formatted(Screen.number(fresh.path("accepted").asLong())));
        idle("comparing", () -> 0, 0);
        screen.expect("calls that write", String.valueOf(account.writes(before)), account.writes(before) == 0);
    }

    private void live() {
        screen.chapter("Live");
        CanonicalEvents events = new CanonicalEvents(DemoShop.SHOP, DemoShop.SHOP + "/events", null);
        String newcomer = "nuova.iscritta@example.com";
        Instant now = clock.instant();
        timed(
                "a new subscriber arrives",
                List.of(
                        events.event("contact", "live-contact", now, data -> data.put("email", newcomer)
                                .put("first_name", "Nuova")
                                .put("last_name", "Iscritta")
                                .put("country_code", "IT")
                                .put("locale", "it")
                                .put("updated_at", now.toString())),
                        events.consent(
                                "live-consent",
                                now,
                                newcomer,
                                "direct_marketing",
                                "email",
                                "given",
                                data -> confirmed(data, now))),
                () -> account.isSubscribed(newcomer));

        String leaver = somebody(Situation.WITH_PROFILING, 0);
        timed(
                "somebody withdraws in the shop",
                List.of(withdrawal(events, leaver, clock.instant())),
                () -> !account.isSubscribed(leaver));

        String tracked = somebody(Situation.WITH_TRACKING, 0);
        Instant seen = clock.instant();
        timed(
                "a page view, with tracking consent",
                List.of(events.event("tracking-event", "live-view", seen, data -> {
                    data.put("name", "product_viewed")
                            .put("value", "WHITE HANGING HEART T-LIGHT HOLDER")
                            .put("occurred_at", seen.toString())
                            .put("tracking_consent", "given");
                    data.putObject("person").put("email", tracked);
                })),
                () -> !standIn.account().storedEvents().isEmpty());

        String erased = somebody(Situation.SOFT_OPT_IN, 0);
        timed(
                "somebody asks to be erased",
                List.of(events.request("live-erasure", "erasure", erased, clock.instant())),
                () -> account.contact(erased).isEmpty());

        String unsubscriber = somebody(Situation.WITH_PROFILING, 1);
        Instant clicked = clock.instant();
        account.contact(unsubscriber).orElseThrow().lists().forEach((list, status) -> {
            if (status == 1) {
                standIn.account().people().personUnsubscribes(unsubscriber, list, clicked);
            }
        });
        boolean known = until(
                () -> !text(json(connector.decision(unsubscriber)), "outcome").equals("deliver"));
        screen.expect(
                "an unsubscribe in a mail is known here",
                known ? since(clicked) : "not known here after " + since(clicked),
                known);
        idle("settling", () -> 0, 0);
    }

    /** The mail, its link as a scanner follows it, the button. */
    private void doubleOptIn() {
        screen.chapter("Double opt-in");
        CanonicalEvents events = new CanonicalEvents(DemoShop.SHOP, DemoShop.SHOP + "/events", null);
        String newcomer = "da.confermare@example.com";
        Instant now = clock.instant();
        accepted(connector.events(
                NDJSON,
                CanonicalEvents.ndjson(List.of(
                        events.event("contact", "doi-contact", now, data -> data.put("email", newcomer)
                                .put("first_name", "Dora")
                                .put("country_code", "IT")
                                .put("locale", "it")
                                .put("updated_at", now.toString())),
                        events.consent("doi-request", now, newcomer, "direct_marketing", "email", "pending", data -> {
                            data.put("recorded_at", now.toString())
                                    .put("collected_from", "newsletter_form")
                                    .put("notice_version", DemoShop.NOTICE);
                            data.putObject("evidence").put("newsletter", "on");
                        })))));
        boolean came = until(() -> !mailboxes.to(newcomer).isEmpty());
        screen.expect("a request without confirmation", came ? "held; a mail after " + since(now) : "no mail", came);
        if (!came) {
            return;
        }
        var mail = mailboxes.to(newcomer).get(0);
        screen.line("");
        Mailboxes.text(mail).lines().forEach(line -> screen.line("  | " + line));
        screen.line("");
        var link = connector.at(Mailboxes.path(mail));
        String page = "";
        for (int times = 0; times < 3; times++) {
            page = connector.send(HttpRequest.newBuilder(link).GET()).body();
        }
        String still = text(json(connector.decision(newcomer)), "outcome");
        screen.expect(
                "a scanner opens the link three times",
                "a page with a button; the decision is still " + still,
                still.equals("hold") && page.contains("<button"));
        Instant pressed = clock.instant();
        connector.send(HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("confirm=yes")));
        boolean delivered = until(() -> account.isSubscribed(newcomer));
        screen.expect(
                "the person presses the button",
                delivered ? "in ActiveCampaign after " + since(pressed) : "not in ActiveCampaign",
                delivered);
        String again = connector
                .send(HttpRequest.newBuilder(link)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("confirm=yes")))
                .body();
        screen.expect(
                "and once more", "\"Questo link è già stato usato\"", again.contains("Questo link è già stato usato"));
        idle("settling", () -> 0, 0);
    }

    private void banners() {
        BannerStory story = new BannerStory(screen, connector);
        story.tell();
        String subscriber = somebody(Situation.WITH_TRACKING, 1);
        story.takenBack(subscriber, () -> account.value(subscriber, "Consent site tracking"));
    }

    /** A file of another system's consents in, and out again. */
    private void contactHub() {
        screen.chapter("A ContactHub file in and out");
        String granted = "{\"disclaimer\":{\"date\":\"2026-09-01T10:00:00.000+0200\",\"version\":\"v7\"},"
                + "\"marketing\":{\"automatic\":{\"email\":{\"status\":true,\"limitation\":false},\"sms\":{\"status\":"
                + "true,\"objection\":true},\"push\":null}},\"profiling\":{\"classic\":{\"status\":false}}}";
        String unasked = "{\"softSpam\":{\"email\":{}}}";
        String file = hubCustomer("hub.uno@example.com", granted) + "\n" + hubCustomer("hub.due@example.com", unasked);
        Path in = data.resolve("contacthub.ndjson");
        try {
            Files.writeString(in, file + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ConnectorProcess.Ended loaded = connector.command("import", in.toString(), "--shop", DemoShop.SHOP);
        screen.expect(
                "import of 2 customers", loaded.status() == 0 ? "accepted" : loaded.output(), loaded.status() == 0);
        screen.say("sms, status true and objection true", hubReason("sms"));
        screen.say("e-mail, status true", hubReason("email") + ": an objection to marketing closes all of it");
        ConnectorProcess.Ended out = connector.command("register", "export", "--format", "contacthub");
        long same = file.lines()
                .map(customer -> json(customer).get("consents"))
                .filter(consents -> out.output()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .anyMatch(line -> json(line).path("consents").equals(consents)))
                .count();
        screen.expect("register export --format contacthub", same + " of 2 come out as they went in", same == 2);
        out.output()
                .lines()
                .filter(line -> line.contains("customers written"))
                .forEach(line -> screen.say("everybody else", line + ", each named with its line"));
        idle("settling", () -> 0, 0);
    }

    private static String hubCustomer(String email, String consents) {
        return "{\"externalId\":\"" + email.charAt(4) + "-1\",\"base\":{\"contacts\":{\"email\":\"" + email
                + "\"}},\"consents\":" + consents + "}";
    }

    private String hubReason(String channel) {
        for (JsonNode cell : json(connector.decision("hub.uno@example.com")).findValue("decisions")) {
            if (text(cell, "purpose").equals("direct_marketing")
                    && text(cell, "channel").equals(channel)) {
                return text(cell, "reason");
            }
        }
        return "(none)";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }

    private void timed(String what, List<ObjectNode> events, BooleanSupplier obeyed) {
        Instant begun = clock.instant();
        accepted(connector.events(NDJSON, CanonicalEvents.ndjson(events)));
        boolean done = until(obeyed);
        screen.expect(what, done ? "in ActiveCampaign after " + since(begun) : "not after " + since(begun), done);
    }

    private String somebody(Situation situation, int skip) {
        return shop.customers().stream()
                .filter(customer -> customer.situation() == situation)
                .map(MadeUpCustomer::email)
                .filter(account::isSubscribed)
                .skip(skip)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody delivered is in the situation " + situation));
    }

    private static ObjectNode withdrawal(CanonicalEvents events, String email, Instant at) {
        return events.consent(
                "withdrawal-" + email + at.toEpochMilli(),
                at,
                email,
                "direct_marketing",
                "email",
                "withdrawn",
                data -> data.put("recorded_at", at.toString()).put("collected_from", "profile"));
    }

    private static void confirmed(ObjectNode data, Instant at) {
        data.put("recorded_at", at.minusSeconds(60).toString())
                .put("collected_from", "newsletter_form")
                .put("notice_version", DemoShop.NOTICE)
                .put("opt_in_level", "confirmed_opt_in");
        data.putObject("evidence").put("newsletter", "on");
    }

    private void proof() {
        screen.chapter("What never happened");
        long leaked = shop.customers().stream()
                .filter(customer -> !customer.situation().permitted())
                .filter(customer ->
                        !standIn.requestsMentioning(customer.email()).isEmpty())
                .count();
        long without = shop.customers().stream()
                .filter(customer -> !customer.situation().permitted())
                .count();
        screen.expect(
                "addresses without permission",
                "%d of %d in any request, in any encoding".formatted(leaked, without),
                leaked == 0);
        int most = standIn.maximumRequestsInAnySecond();
        screen.expect("requests in the busiest second", String.valueOf(most), most <= 5);
        long resubscribed = standIn.account().resubscriptions().size();
        screen.expect("people put back who had left", String.valueOf(resubscribed), resubscribed == 0);
        long logged = addressesInLog();
        screen.expect("addresses in the connector's log", String.valueOf(logged), logged == 0);
    }

    private long addressesInLog() {
        try (Stream<String> lines = Files.lines(connector.log())) {
            return lines.filter(line -> line.contains("@example.com")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void surfaces() {
        screen.chapter("Where it runs");
        screen.say(
                "events",
                "POST " + connector.at("/v1/events") + "   Authorization: Bearer " + ConnectorProcess.SITE_KEY);
        screen.say(
                "decisions",
                "POST " + connector.at("/v1/people/decision") + "   Authorization: Bearer " + ConnectorProcess.DPO_KEY);
        for (String path : List.of("/openapi.yaml", "/site/consentgate.js", "/disclosure/", "/console/")) {
            if (exists(connector.at(path))) {
                screen.say(path.substring(1).replaceAll("/$", ""), String.valueOf(connector.at(path)));
            }
        }
        screen.say("health", String.valueOf(connector.observe("/observe/health")));
        screen.say("metrics", String.valueOf(connector.observe("/observe/metrics")));
        screen.say("what ActiveCampaign holds", standIn.baseUrl() + "/__standin/contacts");
        screen.say("the connector's log", String.valueOf(connector.log()));
    }

    private boolean exists(java.net.URI address) {
        return connector.send(HttpRequest.newBuilder(address).GET()).statusCode() == 200;
    }

    /** Waits until nothing is left to do. */
    private void idle(String what, java.util.function.LongSupplier done, long all) {
        int quiet = 0;
        Instant give = clock.instant().plus(PATIENCE);
        while (quiet < 3 && clock.instant().isBefore(give)) {
            quiet = connector.metrics().isIdle() && standIn.account().outstandingImports() == 0 ? quiet + 1 : 0;
            if (all > 0) {
                screen.progress(what, done.getAsLong(), all);
            }
            ConnectorProcess.pause(150);
        }
        if (quiet < 3) {
            screen.expect(what, "not finished after " + seconds(PATIENCE), false);
        }
    }

    private boolean until(BooleanSupplier condition) {
        Instant give = clock.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (clock.instant().isAfter(give)) {
                return false;
            }
            ConnectorProcess.pause(10);
        }
        return true;
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("POST /v1/events: " + answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + answer.body(), e);
        }
    }

    private static String text(JsonNode decision, String member) {
        JsonNode found = decision.findValue(member);
        return found == null ? "(none)" : found.asText();
    }

    private String since(Instant begun) {
        return seconds(Duration.between(begun, clock.instant()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("consentgate-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connector.close();
        standIn.close();
        mailboxes.close();
        notice.close();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
