package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.event.EventReader;
import io.consentgate.intake.EventFiles;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.Meters;
import io.consentgate.operations.command.Tools;
import io.consentgate.person.People;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/** Everything around the parts: the running service, its surfaces and meters, and what the commands work with. */
public final class ServiceWiring implements Tools {
    private final Wiring wiring;
    private final Configuration configuration;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final EventReader reader;

    private ServiceWiring(Wiring wiring) {
        this.wiring = wiring;
        this.configuration = wiring.configuration();
        this.reader = EventFiles.eventReader(configuration.sites()::owning);
    }

    /** Opens the database and brings its tables up to date. */
    public static ServiceWiring open(Configuration configuration) {
        return new ServiceWiring(Wiring.open(configuration, Clock.systemUTC()));
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Transactions transactions() {
        return wiring.database();
    }

    @Override
    public ConsentRegister register() {
        return wiring.register();
    }

    @Override
    public People people() {
        return wiring.people();
    }

    @Override
    public DeadLetters deadLetters() {
        return wiring.deadLetters();
    }

    @Override
    public ChangedQueue changed() {
        return wiring.queue();
    }

    @Override
    public EventFiles eventFiles() {
        return new EventFiles(reader);
    }

    @Override
    public EventDesk desk() {
        return new CountingDesk(wiring.intake(), wiring.clock(), meters);
    }

    @Override
    public Explaining explaining() {
        return new Explaining(
                wiring.database(),
                configuration.sites(),
                wiring.facts(),
                wiring.states(),
                wiring.gate(),
                wiring.clock());
    }

    @Override
    public Service start() throws Exception {
        return RunningService.start(wiring, reader, desk(), explaining(), registry, meters);
    }

    @Override
    public void close() {
        wiring.close();
    }
}
