package io.consentgate.cart;

import io.consentgate.Wiring;
import io.consentgate.cart.Happenings.Happening;
import io.consentgate.configuration.Configuration;
import io.consentgate.database.SqlInstallation;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.DeadLetters.DeadLetter;
import io.consentgate.delivery.RemoteState;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Reading;
import io.consentgate.gate.Explanation;
import io.consentgate.intake.EventFiles;
import io.consentgate.operations.Explaining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The shipped configuration on a database of its own, a clock that stands until it is moved, Deep Data in memory. */
final class CartWorld implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final String ANA = "ana@example.com";

    private static final class Hand extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    final FakeDeepData account = new FakeDeepData();
    /** Null while orders go one by one. */
    FakeBulkOrders bulk;

    final List<Happening> happened = new ArrayList<>();
    private final Hand clock = new Hand();
    private final Wiring wiring;
    private final EventReader reader;
    private CartDelivery delivery;
    private int lastId;

    /** @param site text that the shipped site's file gets in place of its {@code cart} section's first line */
    CartWorld(Path folder, String site) {
        Configuration configuration = Configuration.load(
                Map.of(
                        "CONSENTGATE_CONFIG_DIR",
                        config(folder, site).toString(),
                        "CONSENTGATE_DATA_DIR",
                        folder.resolve("data").toString(),
                        "CONSENTGATE_PUBLIC_URL",
                        "https://gate.example.com"),
                Path.of(""));
        wiring = Wiring.open(configuration, NoticeTexts::none, clock);
        reader = EventFiles.eventReader(configuration.sites()::owning);
        restart();
    }

    private static Path config(Path folder, String site) {
        Path mine = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = mine.resolve(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("  idle_minutes: 60\n", "  idle_minutes: 60\n" + site)
                                .replace("sensitive_categories: []", "sensitive_categories: [Health]"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return mine;
    }

    /** A new process on the same database. */
    void restart() {
        if (delivery != null) {
            delivery.close();
        }
        delivery = new CartDelivery(new CartDelivery.Parts(
                "main",
                account,
                bulk,
                new OrderWay(new SqlInstallation(wiring.database()), "main", bulk != null),
                wiring.database(),
                wiring.shoppers(),
                wiring.configuration().sites(),
                wiring.people(),
                wiring.planning(),
                wiring.states(),
                wiring.gate(),
                wiring.recoveryLinks(),
                text -> wiring.hashes().hex("deep-data", text),
                (tx, happening) -> happened.add(happening),
                wiring.deadLetters(),
                "node",
                clock));
        delivery.recover(true);
    }

    Instant now() {
        return clock.now;
    }

    /** Lets time pass and everything that became due be done. @return the calls that it took */
    List<String> after(Duration time) {
        clock.now = clock.now.plus(time);
        return run();
    }

    List<String> run() {
        account.calls.clear();
        delivery.drainCarts();
        delivery.drainOrders();
        return List.copyOf(account.calls);
    }

    /** Event data as single-quoted JSON. */
    void tell(String type, String data) {
        tell(type, null, data);
    }

    void tell(String type, String mode, String data) {
        String event = "{'specversion':'1.0','id':'e" + ++lastId + "','source':'test','type':'" + type
                + "','platform':'test','shop':'s1'," + (mode == null ? "" : "'mode':'" + mode + "',") + "'data':" + data
                + "}";
        Reading reading = reader.read(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        if (!(reading instanceof Reading.Accepted accepted)) {
            throw new IllegalArgumentException(reading.toString());
        }
        wiring.intake().accept(List.<InboundEvent>of(accepted.event()), clock.now);
    }

    void says(String email, String purpose, String status) {
        tell(
                "consent",
                "{'person':{'email':'" + email + "'},'purpose':'" + purpose + "','channel':'email','status':'" + status
                        + "','opt_in_level':'confirmed_opt_in','recorded_at':'" + clock.now.minusSeconds(1)
                        + "','notice_version':'1','evidence':{'box':'on'}}");
    }

    /** Somebody who wants mail and whose contact is in ActiveCampaign. */
    void delivered(String email) {
        says(email, "direct_marketing", "given");
        contact(email);
    }

    void contact(String email) {
        wiring.database().write(tx -> {
            wiring.states()
                    .save(
                            tx,
                            List.of(new Confirmed(
                                    "main",
                                    email,
                                    "7",
                                    true,
                                    new RemoteState(Map.of(), Map.of(), java.util.Set.of(), 1L, null),
                                    null,
                                    null,
                                    null)));
            return null;
        });
    }

    void contactGone(String email) {
        wiring.database().write(tx -> {
            wiring.states().forget(tx, "main", email);
            return null;
        });
    }

    /** A cart of 30 euros that somebody logged in filled; {@code more} begins with a comma. */
    void cart(String id, String email, Instant changed, String more) {
        tell(
                "cart",
                "{'external_id':'" + id + "','person':{'email':'" + email + "'},'updated_at':'" + changed + "'"
                        + (more.contains("'status'") ? "" : ",'status':'active'")
                        + (more.contains("'captured_by'") ? "" : ",'captured_by':'account'")
                        + (more.contains("'total'") ? "" : ",'currency':'EUR','total':'30.00'")
                        + (more.contains("'items'") ? "" : ",'items':[{'name':'Ball','quantity':2,'total':'30.00'}]")
                        + more + "}");
    }

    void order(String id, String email, Instant placed, String more) {
        tell("order", orderData(id, "{'email':'" + email + "'}", placed, more));
    }

    static String orderData(String id, String person, Instant placed, String more) {
        return "{'external_id':'" + id + "','person':" + person + ",'placed_at':'" + placed + "'"
                + (more.contains("'status'") ? "" : ",'status':'processing'")
                + (more.contains("'total'") ? "" : ",'currency':'EUR','total':'19.90'")
                + ",'items':[{'name':'Ball','quantity':1,'unit_price':'10.00','category':'Toys'},"
                + "{'name':'Test kit','quantity':1,'unit_price':'9.90','category':'Home > Health'}]" + more + "}";
    }

    Explanation explain(String email, Locale locale) {
        OpenCarts carts = new OpenCarts(wiring.people(), wiring.recoveryLinks());
        return new Explaining(
                        wiring.database(),
                        wiring.configuration().sites(),
                        wiring.facts(),
                        wiring.states(),
                        carts,
                        wiring.gate(),
                        clock)
                .of(email, locale)
                .orElseThrow();
    }

    List<String> outcomes() {
        return wiring.database().read(tx -> io.consentgate.database.SqlTransaction.of(tx)
                .query(
                        "SELECT external_id, outcome FROM cart ORDER BY external_id",
                        row -> row.text(1) + " " + row.text(2)));
    }

    /** Dead letters: about what, and why. */
    List<String> letters() {
        return wiring.database().read(tx -> wiring.deadLetters().list(tx, 0, 100)).stream()
                .map(letter -> letter.subject().kind() + " " + letter.subject().id() + " of "
                        + letter.subject().shop() + ": " + letter.reason())
                .toList();
    }

    /** The way that orders went before, when that is another. */
    Optional<String> anotherWay(boolean inGroups) {
        return new OrderWay(new SqlInstallation(wiring.database()), "main", inGroups).another();
    }

    /** As the command does it. */
    void replay() {
        RefusedPurchases refused = new RefusedPurchases(wiring.shoppers());
        wiring.database().write(tx -> {
            for (DeadLetter letter : wiring.deadLetters().list(tx, 0, 100)) {
                refused.replay(tx, letter, clock.now);
                wiring.deadLetters().remove(tx, letter.id());
            }
            return null;
        });
    }

    @Override
    public void close() {
        delivery.close();
        wiring.close();
    }
}
