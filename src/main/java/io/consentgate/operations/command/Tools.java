package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.intake.EventFiles;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.person.People;

/** What commands work with; opened when a command needs it, because opening reads the configuration. */
public interface Tools extends AutoCloseable {
    Configuration configuration();

    Transactions transactions();

    Explaining explaining();

    EventDesk desk();

    EventFiles eventFiles();

    ConsentRegister register();

    People people();

    DeadLetters deadLetters();

    ChangedQueue changed();

    /** Starts the service; ends it when closed. */
    Service start() throws Exception;

    @Override
    void close();

    /** The running service. */
    interface Service extends AutoCloseable {
        int httpPort();

        int observePort();

        @Override
        void close();
    }

    /** Opens them; throws {@code ConfigurationException} with everything that is wrong. */
    interface Opener {
        Tools open();
    }
}
