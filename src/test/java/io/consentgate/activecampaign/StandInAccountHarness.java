package io.consentgate.activecampaign;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.mapping.Target;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Everything of this room together, through the shipped routes, against the stand-in. */
final class StandInAccountHarness implements AutoCloseable {

    final StandInActiveCampaign standIn = StandInActiveCampaign.start(StandInOptions.defaults());
    final SqlDatabase database;
    final AccountState state = new AccountState(Clock.systemUTC());
    final SqlDirectory directory;
    final Calls calls;
    final HttpActiveCampaign account;
    private final RouteHarness routes = new RouteHarness()
            .bean(RouteCall.BEAN, new RouteCall())
            .start("delivery/call-activecampaign.camel.yaml", "delivery/call-event-host.camel.yaml")
            .on("main", "call-activecampaign", "call-event-host");

    StandInAccountHarness(Path folder, List<Target> mapped) {
        this(folder, mapped, null);
    }

    /** @param token null for the right one */
    StandInAccountHarness(Path folder, List<Target> mapped, String token) {
        database = EmbeddedDatabases.sqlite(folder);
        directory = new SqlDirectory(database, "main", Clock.systemUTC());
        AccountUrl events = AccountUrl.events(standIn.eventUrl());
        calls = calls(token == null ? standIn.apiToken() : token, events);
        account = new HttpActiveCampaign(
                calls,
                directory::get,
                mapped,
                new EventHost(
                        events,
                        standIn.account().eventAccount(),
                        standIn.account().eventKey()));
    }

    private Calls calls(String token, AccountUrl events) {
        return new Calls(
                "main",
                new RouteTransport(routes.camel(), "main", AccountUrl.account(standIn.baseUrl()), token, events),
                new CallBudget(new SqlSlots(database, "main", Ticker.SYSTEM), Ticker.SYSTEM),
                state,
                CallObserver.NONE,
                Ticker.SYSTEM,
                Clock.systemUTC());
    }

    Setup setup() {
        return new Setup(calls, directory);
    }

    @Override
    public void close() {
        routes.close();
        database.close();
        standIn.close();
    }
}
