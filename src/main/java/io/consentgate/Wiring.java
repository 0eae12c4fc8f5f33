package io.consentgate;

import io.consentgate.automation.Automation;
import io.consentgate.cart.RecoveryLinks;
import io.consentgate.cart.Shoppers;
import io.consentgate.cart.ShoppersToo;
import io.consentgate.cart.SqlShoppers;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.SecretFile;
import io.consentgate.configuration.Settings;
import io.consentgate.confirmation.AskedPeople;
import io.consentgate.confirmation.AskingObserver;
import io.consentgate.confirmation.Confirmations;
import io.consentgate.confirmation.SqlConfirmationQueue;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.OppositionLists;
import io.consentgate.consent.SqlConsentRegister;
import io.consentgate.consent.SqlOppositionLists;
import io.consentgate.database.OwnFile;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlInstallation;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.Planning;
import io.consentgate.delivery.SqlChangedQueue;
import io.consentgate.delivery.SqlConfirmedStates;
import io.consentgate.delivery.SqlDeadLetters;
import io.consentgate.delivery.SqlFactsReader;
import io.consentgate.disclosure.KeptChanges;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeVersions;
import io.consentgate.disclosure.SqlNoticeVersions;
import io.consentgate.disclosure.live.PublishedPurposes;
import io.consentgate.gate.Gate;
import io.consentgate.intake.BannerIntake;
import io.consentgate.intake.Intake;
import io.consentgate.intake.SiteIntake;
import io.consentgate.intake.SqlInboundKeys;
import io.consentgate.intake.SqlShopRecords;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.Profiles;
import io.consentgate.person.SqlPeople;
import io.consentgate.person.SqlProfiles;
import io.consentgate.person.SqlSuppression;
import io.consentgate.person.SqlVisitors;
import io.consentgate.person.Suppression;
import io.consentgate.person.Visitors;
import io.consentgate.rights.Erasure;
import io.consentgate.rights.RightsRequests;
import io.consentgate.rights.SqlRightsRequests;
import io.consentgate.rights.SqlTraces;
import io.consentgate.site.Site;
import io.consentgate.tracking.SqlTrackingOutbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Everything that lives on the database: intake, register, gate, queue. With {@link AccountWiring}, which adds what
 * talks to ActiveCampaign, the only place where parts are put together.
 */
public final class Wiring implements AutoCloseable {

    private final Configuration configuration;
    private final Clock clock;
    private final KeyedHash hashes;
    private final SqlDatabase database;
    private final People people;
    private final Profiles profiles;
    private final Suppression suppression;
    private final Visitors visitors;
    private final ConsentRegister register;
    private final RightsRequests requests = new SqlRightsRequests();
    private final ChangedQueue queue;
    private final Shoppers shoppers;
    private final ChangedPeople changed;
    private final ConfirmedStates states;
    private final DeadLetters deadLetters = new SqlDeadLetters();
    private final Erasure erasure;
    private final Intake intake;
    private final BannerIntake bannerIntake;
    private final OppositionLists oppositions;
    private final FactsReader facts;
    private final NoticeVersions noticeVersions = new SqlNoticeVersions();
    private final KeptChanges noticeChanges;
    private final PublishedPurposes publishedPurposes;
    private final Gate gate;
    private final Planning planning;
    private final RecoveryLinks recoveryLinks;
    private final Automation automation;
    private final Supplier<NoticeTexts> noticeTexts;

    private Wiring(Configuration configuration, Supplier<NoticeTexts> noticeTexts, Clock clock) {
        this.configuration = configuration;
        this.noticeTexts = noticeTexts;
        this.clock = clock;
        Settings settings = configuration.settings();
        createFolder(settings);
        this.hashes = KeyedHash.of(secret(settings));
        this.database = database(settings, hashes);
        this.people = new SqlPeople();
        this.profiles = new SqlProfiles(hashes);
        this.suppression = new SqlSuppression(hashes);
        this.visitors = new SqlVisitors(hashes);
        this.register =
                new SqlConsentRegister(database, hashes, settings.dataDir().resolve("register"));
        this.queue = new SqlChangedQueue(database);
        this.shoppers = new SqlShoppers(database);
        this.changed = new ShoppersToo(queue, shoppers);
        this.states = new SqlConfirmedStates(clock);
        this.erasure = new Erasure(
                configuration.sites(),
                people,
                profiles,
                suppression,
                register,
                visitors,
                new SqlTraces(),
                requests,
                changed,
                hashes,
                clock);
        this.intake = new Intake(
                database,
                configuration.sites(),
                new SqlInboundKeys(),
                new SiteIntake(
                        people,
                        profiles,
                        suppression,
                        register,
                        new SqlShopRecords(),
                        requests,
                        erasure,
                        changed,
                        settings.mail().isPresent() ? new SqlConfirmationQueue(database) : AskedPeople.NOBODY,
                        visitors,
                        shoppers,
                        hashes),
                hashes);
        this.bannerIntake = new BannerIntake(people, visitors, register, changed);
        this.oppositions = new SqlOppositionLists(hashes);
        this.facts = new SqlFactsReader(people, profiles, suppression, register, visitors, oppositions, hashes);
        this.noticeChanges = new KeptChanges(
                database,
                noticeVersions,
                configuration.sites().all().stream().map(Site::name).toList());
        this.noticeChanges.refresh();
        this.publishedPurposes = NoticeWiring.published(configuration);
        this.publishedPurposes.refresh(database);
        this.gate = new Gate(configuration.laws(), configuration.transfer(), publishedPurposes, noticeChanges);
        this.planning = new Planning(configuration.sites(), gate, facts);
        this.recoveryLinks = new RecoveryLinks(
                configuration.sites(), hashes, settings.publicUrl().orElse(null));
        this.automation = new Automation(
                database,
                configuration.sites(),
                people,
                profiles,
                facts,
                states,
                gate,
                queue,
                new SqlTrackingOutbox(),
                clock);
    }

    /**
     * Opens the database and puts the parts together.
     *
     * @param noticeTexts asked for only by what writes or checks notices
     * @throws io.consentgate.configuration.ConfigurationException when the secret file cannot be used
     * @throws io.consentgate.database.DatabaseUnavailable when the database cannot
     */
    public static Wiring open(Configuration configuration, Supplier<NoticeTexts> noticeTexts, Clock clock) {
        return new Wiring(configuration, noticeTexts, clock);
    }

    /** Never a new secret for a database that is there: the register would look forged, erased people unknown. */
    private static byte[] secret(Settings settings) {
        return settings.databaseFile().filter(Files::exists).isPresent()
                ? SecretFile.read(settings.secretFile())
                : SecretFile.readOrMake(settings.secretFile());
    }

    /** A secret that does not fit would make the register look forged, and erased people unknown. */
    private static SqlDatabase database(Settings settings, KeyedHash hashes) {
        settings.databaseFile().ifPresent(OwnFile::make);
        SqlDatabase database = SqlDatabase.open(settings.databaseUrl());
        boolean fits = false;
        try {
            fits = new SqlInstallation(database).madeWith("secret", hashes.hex("installation", "secret"));
        } finally {
            if (!fits) {
                database.close();
            }
        }
        if (!fits) {
            throw SecretFile.another(settings.secretFile());
        }
        return database;
    }

    private static void createFolder(Settings settings) {
        try {
            Files.createDirectories(settings.dataDir());
        } catch (IOException failure) {
            throw new UncheckedIOException("the data folder " + settings.dataDir() + " cannot be made", failure);
        }
    }

    public Configuration configuration() {
        return configuration;
    }

    public Clock clock() {
        return clock;
    }

    public KeyedHash hashes() {
        return hashes;
    }

    public SqlDatabase database() {
        return database;
    }

    public People people() {
        return people;
    }

    public Profiles profiles() {
        return profiles;
    }

    public Suppression suppression() {
        return suppression;
    }

    public ConsentRegister register() {
        return register;
    }

    public RightsRequests requests() {
        return requests;
    }

    public ChangedQueue queue() {
        return queue;
    }

    public Shoppers shoppers() {
        return shoppers;
    }

    /** The queue, with the carts and orders of whoever is marked in it. */
    public ChangedPeople changed() {
        return changed;
    }

    public ConfirmedStates states() {
        return states;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public Erasure erasure() {
        return erasure;
    }

    public Intake intake() {
        return intake;
    }

    public BannerIntake bannerIntake() {
        return bannerIntake;
    }

    public OppositionLists oppositions() {
        return oppositions;
    }

    public FactsReader facts() {
        return facts;
    }

    /** Every notice that was written. */
    public NoticeVersions noticeVersions() {
        return noticeVersions;
    }

    /**
     * The words of the notices, checked.
     *
     * @throws io.consentgate.configuration.ConfigurationException with file and line of whatever is wrong in them
     */
    public NoticeTexts noticeTexts() {
        return noticeTexts.get();
    }

    /** What they do to older consents; to be refreshed, because another process may write one. */
    public KeptChanges noticeChanges() {
        return noticeChanges;
    }

    /** What the sites' pages name; to be refreshed, because another process may have looked. */
    public PublishedPurposes publishedPurposes() {
        return publishedPurposes;
    }

    public Gate gate() {
        return gate;
    }

    public RecoveryLinks recoveryLinks() {
        return recoveryLinks;
    }

    public Planning planning() {
        return planning;
    }

    /** Double opt-in, for the running service. */
    public Confirmations confirmations(AskingObserver observer) {
        return new Confirmations(
                database, configuration.sites(), people, facts, gate, register, changed, observer, hashes, clock);
    }

    public Automation automation() {
        return automation;
    }

    @Override
    public void close() {
        database.close();
    }
}
