package io.consentgate.disclosure;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a site's notice says, in no language: a pure function of the configuration and of the account's own switches.
 * Every rendering is made of it and of the texts of one language, and of nothing else. Lists are in a fixed order, so
 * that equal configurations give equal models.
 *
 * @param site the site's name in the configuration
 * @param country of the site (ISO 3166), whose rules give the legal bases
 * @param languages ISO 639-1, the master first; each is rendered whole
 * @param pages where the notice is published
 * @param recipients everybody who receives data, the processor first
 * @param transfers to countries outside the European Economic Area
 * @param purposes really used, in the order of {@link Purpose}
 * @param fields every field that can go to ActiveCampaign, the address first
 * @param features what is switched on
 * @param trackers what is stored on or read from people's devices
 * @param domains that the browser contacts, when a script is loaded
 * @param sources of data that the person did not give (GDPR art. 14); empty when there are none
 * @param periods deadlines of the country's rules
 * @param example whether shipped example values are in it (READINGS 30): fit for a stand-in only
 * @param looked when somebody last looked whether it is so; no part of the content
 */
public record NoticeModel(
        String site,
        String country,
        List<String> languages,
        Pages pages,
        Controller controller,
        Processor processor,
        List<Recipient> recipients,
        List<Transfer> transfers,
        List<UsedPurpose> purposes,
        List<SentField> fields,
        List<SentList> lists,
        List<SentTag> tags,
        List<Feature> features,
        ScriptMode script,
        List<Tracker> trackers,
        List<String> domains,
        Measurement opens,
        Measurement clicks,
        Rights rights,
        Authority authority,
        Automation automation,
        List<DataSource> sources,
        Audience audience,
        Periods periods,
        boolean example,
        Looked looked) {

    public NoticeModel {
        languages = copy(languages);
        recipients = copy(recipients);
        transfers = copy(transfers);
        purposes = copy(purposes);
        fields = copy(fields);
        lists = copy(lists);
        tags = copy(tags);
        features = copy(features);
        trackers = copy(trackers);
        domains = copy(domains);
        sources = copy(sources);
    }

    /** A version that an earlier release kept may lack what a later one tells. */
    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <T> Map<String, T> sorted(Map<String, T> byLanguage) {
        return byLanguage == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(byLanguage));
    }

    /** The purpose as used here; empty when it is not. */
    public Optional<UsedPurpose> purpose(Purpose purpose) {
        return purposes.stream().filter(used -> used.purpose() == purpose).findFirst();
    }

    /** The fields that a purpose carries. */
    public List<SentField> fieldsOf(Purpose purpose) {
        return fields.stream()
                .filter(field -> field.purposes().contains(purpose))
                .toList();
    }

    /** Categories of data that a purpose uses, mapped fields first, in a fixed order. */
    public List<DataCategory> categoriesOf(Purpose purpose) {
        return purpose(purpose).map(UsedPurpose::categories).orElse(List.of());
    }

    /** Whether anything is read from or stored on a device that needs consent. */
    public boolean tracksDevices() {
        return script != ScriptMode.NONE || opens != Measurement.OFF;
    }

    /**
     * Addresses of the site's own pages.
     *
     * @param privacy by language: the page that shows the privacy section
     * @param cookie by language: the page that shows the cookie section
     * @param preferences where consent is changed and withdrawn
     * @param collection where data are collected: forms, checkout, chat (C21)
     */
    public record Pages(Map<String, URI> privacy, Map<String, URI> cookie, URI preferences, List<URI> collection) {
        public Pages {
            privacy = sorted(privacy);
            cookie = sorted(cookie);
            collection = copy(collection);
        }
    }

    /**
     * @param vatNumber null where the country asks for none
     * @param website null when not told
     * @param representative in the Union, art. 27; null when the controller is established there
     * @param joint joint controllers with the essence of their arrangement (art. 26(2)); empty when none
     */
    public record Controller(
            String id,
            String name,
            String address,
            String country,
            String vatNumber,
            String email,
            URI website,
            Dpo dpo,
            Representative representative,
            List<JointController> joint) {
        public Controller {
            joint = copy(joint);
        }
    }

    /** @param contact null when none is appointed */
    public record Dpo(boolean appointed, String contact) {}

    public record Representative(String name, String address, String email) {}

    /** @param arrangement its essence, by language */
    public record JointController(String name, String contact, Map<String, String> arrangement) {
        public JointController {
            arrangement = sorted(arrangement);
        }
    }

    /**
     * ActiveCampaign.
     *
     * @param country ISO code of its seat
     * @param hosting EU, US or AU, as the operator declares it
     * @param hostingBasis how the operator knows: account_settings, contract or vendor_statement
     * @param agreement version of the contract of art. 28; null when there is none
     * @param signedOn when it was signed
     * @param subProcessors the vendor's public list
     */
    public record Processor(
            String name,
            String address,
            String country,
            String hosting,
            String hostingBasis,
            String agreement,
            LocalDate signedOn,
            URI subProcessors) {}

    /**
     * @param role processor, sub_processors or controller
     * @param country ISO code; null for sub-processors, who are in several
     * @param service what for, by language; empty for the processor, whose service the texts describe
     * @param list where its members are named; null when it is one
     */
    public record Recipient(
            String name, String role, String address, String country, Map<String, String> service, URI list) {
        public Recipient {
            service = sorted(service);
        }
    }

    /**
     * @param country ISO code of the country outside the EEA
     * @param mechanism adequacy (GDPR art. 45) or standard_clauses (art. 46(2)(c))
     * @param instrument the decision, for example {@code (EU) 2023/1795}
     * @param from first day on which it holds
     * @param until last day, null = open
     * @param copyContact who gives a copy of the safeguards
     */
    public record Transfer(
            String country, String mechanism, String instrument, LocalDate from, LocalDate until, String copyContact) {}

    /**
     * @param channels in the order of {@link Channel}; NONE for purposes that have one cell
     * @param retention how long data are used for it, from {@code retentionFrom}
     * @param retentionFrom consent, sale, or request: what the time runs from
     * @param required whether a person has to give the data (art. 13(2)(e)); never, for what goes to ActiveCampaign
     */
    public record UsedPurpose(
            Purpose purpose,
            List<UsedChannel> channels,
            List<DataCategory> categories,
            Period retention,
            String retentionFrom,
            boolean required) {
        public UsedPurpose {
            channels = copy(channels);
            categories = copy(categories);
        }

        /** Whether any of its channels can rest on consent. */
        public boolean consentBased() {
            return channels.stream()
                    .flatMap(channel -> channel.grounds().stream())
                    .anyMatch(ground -> ground.basis() == Basis.CONSENT);
        }
    }

    /** One channel, and the grounds on which it can open. */
    public record UsedChannel(Channel channel, List<Ground> grounds) {
        public UsedChannel {
            grounds = copy(grounds);
        }
    }

    /**
     * @param rule id of the country's rule
     * @param source article or decision, as the rules file cites it
     * @param interest the legitimate interest, by language; empty on another basis
     */
    public record Ground(String rule, Basis basis, String source, Map<String, String> interest) {
        public Ground {
            interest = sorted(interest);
        }

        /** The article of the GDPR, in the form that TILT asks for. */
        public String reference() {
            return switch (basis) {
                case CONSENT -> "GDPR-6-1-a";
                case CONTRACT -> "GDPR-6-1-b";
                case SOFT_OPT_IN, LEGITIMATE_INTEREST -> "GDPR-6-1-f";
            };
        }
    }

    /** Kinds of data, as a notice names them. */
    public enum DataCategory {
        CONTACT,
        IDENTITY,
        PHONE,
        POST_ADDRESS,
        LOYALTY,
        BIRTH_DATE,
        AGE_CONFIRMED,
        OWN_FIELDS,
        CONSENT_STATE,
        LISTS_AND_TAGS,
        CARTS,
        PURCHASES,
        BEHAVIOUR,
        DEVICE,
        EMAIL_READING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param key the source as the mapping writes it ({@code contact.first_name}), {@code contact.email}, or
     *     {@code trigger.<title>} for a field that the site's triggers write
     * @param target key of the field in ActiveCampaign
     * @param title as marketers see a custom field; null for standard ones
     * @param label by language, for the site's own fields; empty when the texts know the field
     */
    public record SentField(
            String key,
            String target,
            String title,
            DataCategory category,
            List<Purpose> purposes,
            Map<String, String> label) {

        static final String TRIGGER = "trigger.";

        public SentField {
            purposes = copy(purposes);
            label = sorted(label);
        }
    }

    public record SentList(String name, Purpose purpose, Channel channel) {}

    public record SentTag(String name, List<Purpose> purposes) {
        public SentTag {
            purposes = copy(purposes);
        }
    }

    /** How ActiveCampaign's script comes into the site's pages. */
    public enum ScriptMode {
        NONE,
        AFTER_CONSENT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How reading of e-mail is measured (Garante 284/2026): not, with a consent of its own, or within that to marketing. */
    public enum Measurement {
        OFF,
        SEPARATE,
        WITHIN_MARKETING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that is stored on or read from a device.
     *
     * @param name of the cookie or key, {@code *} for what varies
     * @param type cookie, local_storage or pixel
     * @param party first or third
     * @param provider who set it up
     * @param domain where it is valid; {@code site} = the shop's own
     * @param lifetime zero = the session
     * @param refreshed whether each visit starts the lifetime anew
     * @param category technical, analytics or profiling
     * @param purpose that has to be allowed; null for technical ones
     * @param country ISO code of whoever receives what it tells
     */
    public record Tracker(
            String name,
            String type,
            String party,
            String provider,
            String domain,
            Period lifetime,
            boolean refreshed,
            String category,
            Purpose purpose,
            String country) {

        public boolean needsConsent() {
            return !category.equals("technical");
        }

        /** Seconds, for formats that count so; 0 = the session. */
        public long maxAgeSeconds() {
            return (lifetime.toTotalMonths() * 30L + lifetime.getDays()) * 86_400L;
        }
    }

    /**
     * @param contact e-mail address or address by post
     * @param url where they are exercised; null when only by contact
     * @param answerDays within which an answer comes (GDPR art. 12(3): a month)
     */
    public record Rights(String contact, URI url, int answerDays) {}

    /** The supervisory authority of the controller's country (GDPR art. 77). */
    public record Authority(String name, String address, String country, URI url) {}

    /**
     * @param profiling whether data are combined to judge interests (segments, scores)
     * @param decisions whether decisions with legal or similar effect are made by machine alone (art. 22)
     * @param logic what is combined and how, by language
     * @param effect what follows for the person, by language
     */
    public record Automation(
            boolean profiling, boolean decisions, Map<String, String> logic, Map<String, String> effect) {
        public Automation {
            logic = sorted(logic);
            effect = sorted(effect);
        }
    }

    /**
     * @param name by language
     * @param publiclyAvailable art. 14(2)(f)
     */
    public record DataSource(String id, Map<String, String> name, boolean publiclyAvailable) {
        public DataSource {
            name = sorted(name);
        }
    }

    /** @param minAge from which age a person consents alone; @param children whether the shop addresses minors */
    public record Audience(int minAge, boolean children) {}

    /**
     * Deadlines of the country's rules.
     *
     * @param doubleOptInDays how long an unconfirmed address is kept
     * @param waitingDays how long a contact without consent is kept
     * @param graceDays from the last permission to the deletion in ActiveCampaign
     * @param cookieRepromptMonths before a refused banner may ask again
     */
    public record Periods(int doubleOptInDays, int waitingDays, int graceDays, int cookieRepromptMonths) {}

    /** What ConsentGate does for the site. */
    public enum Feature {
        CONTACT_SYNC,
        CARTS,
        ORDERS,
        SERVER_EVENTS,
        SITE_SCRIPT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When somebody, or the connector, last looked.
     *
     * @param hosting when the operator declared the hosting region
     * @param subProcessors when the vendor's list was last read
     * @param transfers when the newest transfer basis was verified
     * @param switches when the account's own switches were read
     */
    public record Looked(LocalDate hosting, LocalDate subProcessors, LocalDate transfers, Instant switches) {}
}
