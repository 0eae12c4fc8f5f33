package io.consentgate.operations.command;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.cart.RefusedPurchases;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.LoggedDecisions;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.live.PageReport;
import io.consentgate.feedback.Reconcile;
import io.consentgate.intake.EventFiles;
import io.consentgate.interest.Interests;
import io.consentgate.operations.AskedAgain;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Expiring;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.OppositionLoading;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** What commands work with; opened when a command needs it, because opening reads the configuration. */
public interface Tools extends AutoCloseable {
    Configuration configuration();

    Clock clock();

    Transactions transactions();

    Explaining explaining();

    Expiring expiring();

    Interests interests();

    OppositionLoading oppositions();

    /** Where notices are planned and written; reads their texts. */
    NoticeOffice notices();

    AskedAgain askedAgain();

    /** Looks at the site's own pages; to be closed. */
    Looking looking();

    /** What was seen on a site's pages the last time. */
    List<PageReport> lastSeen(Site site);

    interface Looking extends AutoCloseable {
        LiveCheck check();

        @Override
        void close();
    }

    LoggedDecisions decisions();

    EventDesk desk();

    People people();

    EventFiles eventFiles();

    ConsentRegister register();

    FactsReader facts();

    DeadLetters deadLetters();

    ChangedQueue changed();

    RefusedPurchases refusedPurchases();

    TriggerDesk triggers();

    /** Whether whoever runs the command holds a key of that role. */
    boolean holds(Role role);

    /** An account that is configured, without the service around it. */
    Account account(String name) throws Exception;

    /** Starts the service; ends it when closed. */
    Service start() throws Exception;

    @Override
    void close();

    /** An ActiveCampaign account; every call of it goes through the budget that the service uses too. */
    interface Account extends AutoCloseable {
        String name();

        SetupReport setUp(boolean dryRun);

        /** What the sites on it need. */
        SetupPlan needs();

        /** Whether the automations that triggers name are there; asks the account. */
        List<SetupReport.Line> automations();

        /** What {@code setup} found or made so far. */
        Directory directory();

        Reconcile reconcile();

        /** What it records by itself. */
        AccountSwitches switches();

        /** One harmless call. */
        Checkup.Finding ask();

        @Override
        void close();
    }

    /** The running service. */
    interface Service extends AutoCloseable {
        int httpPort();

        int observePort();

        @Override
        void close();
    }

    /** Opens them. Each throws {@code ConfigurationException} with everything that is wrong. */
    interface Opener {
        Configuration configuration();

        /** To work: makes the data folder, the secret and the database when they are missing. */
        Tools open();

        /**
         * To {@linkplain Tools#start run}: as {@link #open()}, and what the service runs in is made beside it.
         *
         * @param before asked before anything is opened
         */
        Tools openToRun(Consumer<Settings> before);

        /** To look: makes nothing. */
        Tools look();
    }
}
