package io.consentgate.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A withdrawal every two seconds while a hundred thousand people wait: how long until ActiveCampaign obeys. */
public final class WithdrawalBenchmark {

    private static final int DELIVERED_BEFORE = 1_000;

    private WithdrawalBenchmark() {}

    public static void main(String[] arguments) {
        int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int withdrawals = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        Bench.machine();
        Path data = Bench.fresh("withdrawals");
        Path few = Bench.subscribers("withdrawal-delivered", 0, DELIVERED_BEFORE, "few");
        Path many = Bench.subscribers("withdrawal-backlog", DELIVERED_BEFORE, people, "many");
        try (StandInActiveCampaign standIn =
                        StandInActiveCampaign.start(StandInOptions.defaults().withHistoryBytes(64L << 20));
                ConnectorProcess connector = Bench.connector(data, standIn, "-Xmx256m")) {
            Bench.succeed(connector.command("setup"));
            Bench.succeed(connector.command("import", few.toAbsolutePath().toString()));
            connector.start();
            Bench.until(
                    5,
                    () -> standIn.account().contactCount() >= DELIVERED_BEFORE
                            && connector.metrics().isIdle());
            Bench.succeed(connector.command("import", many.toAbsolutePath().toString()));
            Bench.until(1, () -> standIn.account().outstandingImports() > 0);

            long[] obeyed = new long[withdrawals];
            for (int i = 0; i < withdrawals; i++) {
                Instant begun = Instant.now();
                String email = Bench.email(i);
                withdraw(connector, email);
                Bench.until(1, () -> !mailed(standIn, email));
                obeyed[i] = begun.until(Instant.now(), ChronoUnit.MILLIS);
                Bench.pause(Math.max(0, 2000 - begun.until(Instant.now(), ChronoUnit.MILLIS)));
            }
            Bench.figure(
                    "still waiting at the end",
                    "%,.0f people".formatted(connector.metrics().sum("consentgate_changed_backlog")));
            Bench.figure("withdrawals", "%d, one every 2 s".formatted(withdrawals));
            Bench.figure("median until unsubscribed", Bench.percentile(obeyed, 0.5) / 1000.0, "s");
            Bench.against("99th percentile until unsubscribed", Bench.percentile(obeyed, 0.99) / 1000.0, "s", false, 2);
            Bench.figure("longest", Bench.percentile(obeyed, 1) / 1000.0, "s");
            Bench.against("requests in the busiest second", standIn.maximumRequestsInAnySecond(), "", false, 5);
            openImports(standIn, connector, people);
        }
    }

    /** Somebody who is in an import that was sent and not read back yet. */
    private static void openImports(StandInActiveCampaign standIn, ConnectorProcess connector, int people) {
        List<Long> obeyed = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            int before = standIn.account().contactCount();
            if (before + 500 > people) {
                break;
            }
            // The newest contact was written by an import of this moment: it cannot have been read back.
            Bench.until(1, () -> standIn.account().contactCount() > before);
            List<ContactState> contacts = standIn.account().contacts();
            String email = contacts.get(contacts.size() - 1).email();
            Instant begun = Instant.now();
            withdraw(connector, email);
            Bench.until(1, () -> !mailed(standIn, email));
            obeyed.add(begun.until(Instant.now(), ChronoUnit.MILLIS));
        }
        if (!obeyed.isEmpty()) {
            Bench.figure(
                    "in an open import: longest until unsubscribed",
                    obeyed.stream().mapToLong(Long::longValue).max().orElseThrow() / 1000.0,
                    "s, read-back after 5 to 10 s included");
        }
    }

    private static boolean mailed(StandInActiveCampaign standIn, String email) {
        return standIn.account()
                .contact(email)
                .map(contact -> contact.lists().containsValue(1))
                .orElse(false);
    }

    private static void withdraw(ConnectorProcess connector, String email) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode event = new CanonicalEvents("bench.example", "bench.example/withdrawals", null)
                .consent(
                        "withdrawal-" + email,
                        now,
                        email,
                        "direct_marketing",
                        "email",
                        "withdrawn",
                        data -> data.put("recorded_at", now.toString()));
        int status = connector
                .events("application/json", CanonicalEvents.text(event))
                .statusCode();
        if (status != 202) {
            throw new IllegalStateException("the withdrawal was answered with " + status);
        }
    }
}
