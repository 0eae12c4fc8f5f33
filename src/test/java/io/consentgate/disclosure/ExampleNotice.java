package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeModel.Audience;
import io.consentgate.disclosure.NoticeModel.Authority;
import io.consentgate.disclosure.NoticeModel.Automation;
import io.consentgate.disclosure.NoticeModel.Controller;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.DataSource;
import io.consentgate.disclosure.NoticeModel.Dpo;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.Looked;
import io.consentgate.disclosure.NoticeModel.Measurement;
import io.consentgate.disclosure.NoticeModel.Pages;
import io.consentgate.disclosure.NoticeModel.Periods;
import io.consentgate.disclosure.NoticeModel.Processor;
import io.consentgate.disclosure.NoticeModel.Recipient;
import io.consentgate.disclosure.NoticeModel.Rights;
import io.consentgate.disclosure.NoticeModel.ScriptMode;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.SentList;
import io.consentgate.disclosure.NoticeModel.SentTag;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedChannel;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;

/** A made-up shop that uses everything a notice can name, so that a rendering that forgets something is found. */
public final class ExampleNotice {

    private static final String SHOP = "https://bottega.example.org";
    private static final Period TWO_YEARS = Period.ofMonths(24);
    private static final Period ONE_YEAR = Period.ofMonths(12);

    private ExampleNotice() {}

    /** Its seventh version. */
    public static NoticeEdition edition() {
        return edition(model());
    }

    public static NoticeEdition edition(NoticeModel model) {
        return new NoticeEdition(
                model,
                7,
                "sha256:" + "0".repeat(64),
                LocalDate.of(2026, 12, 1),
                6,
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    public static NoticeModel model() {
        return new NoticeModel(
                "bottega",
                "IT",
                List.of("it", "en", "de", "fr", "es"),
                pages(),
                controller(),
                new Processor(
                        "ActiveCampaign, LLC",
                        "1 North Dearborn Street, Chicago, IL 60602",
                        "US",
                        "EU",
                        "account_settings",
                        "2025-01",
                        LocalDate.of(2025, 1, 15),
                        URI.create("https://www.activecampaign.com/legal/subprocessors")),
                recipients(),
                List.of(
                        new Transfer(
                                "US",
                                "adequacy",
                                "(EU) 2023/1795",
                                LocalDate.of(2023, 7, 10),
                                null,
                                "privacy@bottega.example.org"),
                        new Transfer(
                                "US",
                                "standard_clauses",
                                "(EU) 2021/914",
                                LocalDate.of(2025, 1, 15),
                                null,
                                "privacy@bottega.example.org")),
                purposes(),
                fields(),
                List.of(
                        new SentList("Newsletter", Purpose.DIRECT_MARKETING, Channel.EMAIL),
                        new SentList("Own products", Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL)),
                List.of(new SentTag("from the shop", List.of(Purpose.DIRECT_MARKETING))),
                List.of(Feature.values()),
                ScriptMode.AFTER_CONSENT,
                trackers(),
                List.of("diffuser-cdn.app-us1.com", "prism.app-us1.com", "trackcmp.net"),
                Measurement.SEPARATE,
                Measurement.SEPARATE,
                new Rights("privacy@bottega.example.org", URI.create(SHOP + "/diritti"), 30),
                new Authority(
                        "Garante per la protezione dei dati personali",
                        "Piazza Venezia 11, 00187 Roma",
                        "IT",
                        URI.create("https://www.garanteprivacy.it")),
                new Automation(
                        true,
                        false,
                        all("Segmenti da acquisti e visite", "Segments from purchases and visits"),
                        all("Messaggi diversi", "Different messages")),
                List.of(new DataSource("erp", all("Gestionale dei negozi", "ERP of the shops"), false)),
                new Audience(14, false),
                new Periods(7, 7, 30, 6),
                false,
                new Looked(
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 20),
                        Instant.parse("2026-11-22T08:59:00Z")));
    }

    private static Pages pages() {
        return new Pages(
                Map.of(
                        "it", URI.create(SHOP + "/it/privacy"),
                        "en", URI.create(SHOP + "/en/privacy"),
                        "de", URI.create(SHOP + "/de/datenschutz"),
                        "fr", URI.create(SHOP + "/fr/confidentialite"),
                        "es", URI.create(SHOP + "/es/privacidad")),
                Map.of(
                        "it", URI.create(SHOP + "/it/cookie"),
                        "en", URI.create(SHOP + "/en/cookies"),
                        "de", URI.create(SHOP + "/de/cookies"),
                        "fr", URI.create(SHOP + "/fr/cookies"),
                        "es", URI.create(SHOP + "/es/cookies")),
                URI.create(SHOP + "/preferenze"),
                List.of(URI.create(SHOP + "/checkout")));
    }

    private static Controller controller() {
        return new Controller(
                "bottega",
                "Bottega Esempio & Figli S.r.l.",
                "Via Esempio 1, 20100 Milano",
                "IT",
                "IT00000000000",
                "privacy@bottega.example.org",
                URI.create(SHOP),
                new Dpo(true, "rpd@bottega.example.org"),
                null,
                List.of());
    }

    private static List<Recipient> recipients() {
        return List.of(
                new Recipient(
                        "ActiveCampaign, LLC",
                        "processor",
                        "1 North Dearborn Street, Chicago, IL 60602",
                        "US",
                        Map.of(),
                        null),
                new Recipient(
                        "ActiveCampaign, LLC",
                        "sub_processors",
                        null,
                        null,
                        Map.of(),
                        URI.create("https://www.activecampaign.com/legal/subprocessors")),
                new Recipient(
                        "Messaggi Esempio S.p.A.",
                        "processor",
                        "Via Esempio 2, 10100 Torino",
                        "IT",
                        all("Invio di SMS", "Sending of SMS"),
                        null));
    }

    private static List<UsedPurpose> purposes() {
        return List.of(
                used(
                        Purpose.DIRECT_MARKETING,
                        TWO_YEARS,
                        List.of(
                                by(
                                        Channel.EMAIL,
                                        "IT-EMAIL-CONSENT",
                                        Basis.CONSENT,
                                        "Code 130(1)-(2); Garante 330/2025"),
                                by(Channel.SMS, "IT-SMS-CONSENT", Basis.CONSENT, "Code 130(1)-(2)")),
                        DataCategory.CONTACT,
                        DataCategory.IDENTITY,
                        DataCategory.PHONE,
                        DataCategory.LOYALTY,
                        DataCategory.CONSENT_STATE,
                        DataCategory.LISTS_AND_TAGS,
                        DataCategory.CARTS),
                used(
                        Purpose.DIRECT_MARKETING_OWN_SIMILAR,
                        TWO_YEARS,
                        List.of(by(Channel.EMAIL, "IT-SOFT", Basis.SOFT_OPT_IN, "Code 130(4)")),
                        DataCategory.CONTACT,
                        DataCategory.IDENTITY,
                        DataCategory.LOYALTY,
                        DataCategory.CONSENT_STATE,
                        DataCategory.LISTS_AND_TAGS),
                used(
                        Purpose.PROFILING_CLASSIC,
                        ONE_YEAR,
                        List.of(by(Channel.NONE, "IT-PROFILING", Basis.CONSENT, "GDPR 6(1)(a), 22")),
                        DataCategory.OWN_FIELDS,
                        DataCategory.PURCHASES),
                used(
                        Purpose.PROFILING_ONLINE,
                        ONE_YEAR,
                        List.of(by(Channel.NONE, "IT-PROFILING-ONLINE", Basis.CONSENT, "Code 122")),
                        DataCategory.BEHAVIOUR),
                used(
                        Purpose.SITE_TRACKING,
                        ONE_YEAR,
                        List.of(by(Channel.NONE, "IT-TRACKING", Basis.CONSENT, "Code 122; Garante 10 June 2021")),
                        DataCategory.BEHAVIOUR,
                        DataCategory.DEVICE),
                used(
                        Purpose.EMAIL_OPEN_TRACKING,
                        ONE_YEAR,
                        List.of(by(Channel.EMAIL, "IT-PIXEL", Basis.CONSENT, "Garante 284/2026")),
                        DataCategory.EMAIL_READING));
    }

    private static UsedPurpose used(
            Purpose purpose, Period retention, List<UsedChannel> channels, DataCategory... categories) {
        boolean soft = purpose == Purpose.DIRECT_MARKETING_OWN_SIMILAR;
        return new UsedPurpose(purpose, channels, List.of(categories), retention, soft ? "sale" : "consent", false);
    }

    private static UsedChannel by(Channel channel, String rule, Basis basis, String source) {
        Map<String, String> interest = basis == Basis.SOFT_OPT_IN
                ? all("Far conoscere ai clienti prodotti analoghi", "To tell customers of similar products")
                : Map.of();
        return new UsedChannel(channel, List.of(new Ground(rule, basis, source, interest)));
    }

    private static List<SentField> fields() {
        List<Purpose> mail = List.of(Purpose.DIRECT_MARKETING, Purpose.DIRECT_MARKETING_OWN_SIMILAR);
        return List.of(
                new SentField("contact.email", "email", null, DataCategory.CONTACT, mail, Map.of()),
                new SentField("contact.first_name", "first_name", null, DataCategory.IDENTITY, mail, Map.of()),
                new SentField(
                        "contact.phone",
                        "phone",
                        null,
                        DataCategory.PHONE,
                        List.of(Purpose.DIRECT_MARKETING),
                        Map.of()),
                new SentField(
                        "contact.loyalty.points",
                        "custom:Loyalty points",
                        "Loyalty points",
                        DataCategory.LOYALTY,
                        mail,
                        Map.of()),
                new SentField(
                        "contact.attributes.shoe_size",
                        "custom:Shoe size",
                        "Shoe size",
                        DataCategory.OWN_FIELDS,
                        List.of(Purpose.PROFILING_CLASSIC),
                        all("Numero di scarpe", "Shoe size")),
                new SentField(
                        "trigger.Asleep since",
                        "custom:Asleep since",
                        "Asleep since",
                        DataCategory.LISTS_AND_TAGS,
                        List.of(Purpose.DIRECT_MARKETING),
                        Map.of()),
                new SentField(
                        "consent.direct_marketing.email.state",
                        "custom:Consent e-mail",
                        "Consent e-mail",
                        DataCategory.CONSENT_STATE,
                        mail,
                        Map.of()));
    }

    private static List<Tracker> trackers() {
        return List.of(
                new Tracker(
                        "prism_*",
                        "cookie",
                        "first",
                        "ActiveCampaign, LLC",
                        "site",
                        Period.ofDays(30),
                        true,
                        "profiling",
                        Purpose.SITE_TRACKING,
                        "US"),
                new Tracker(
                        "open.gif",
                        "pixel",
                        "third",
                        "ActiveCampaign, LLC",
                        "acemlna.com",
                        Period.ZERO,
                        false,
                        "profiling",
                        Purpose.EMAIL_OPEN_TRACKING,
                        "US"));
    }

    /** Italian for Italian, English for every other language: good enough where only presence matters. */
    private static Map<String, String> all(String italian, String english) {
        return Map.of("it", italian, "en", english, "de", english, "fr", english, "es", english);
    }
}
