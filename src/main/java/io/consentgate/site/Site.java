package io.consentgate.site;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.event.Channel;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.Target;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One site: one controller's shops, whose consents are held together in one chain.
 *
 * @param name the file's name without {@code .yaml}
 * @param account the ActiveCampaign account it sends to
 * @param shops the {@code shop} values that it owns; {@code *} = every one no other site owns
 * @param controller id of the controller in {@code config/notice/}
 * @param country ISO code; the country of people whose own is unknown
 * @param phoneRegion ISO code for phones written without a country prefix (files)
 * @param zone of bare dates
 * @param doubleOptIn whether e-mail marketing needs a confirmed address
 * @param trackingOnlyContacts whether tracking consent alone may create a contact (READINGS 12: never by default)
 * @param justifying channels on which direct marketing justifies a contact: e-mail, and sms when the site adds it
 * @param forms declarations per {@code collected_from}; {@code *} for all; several of one form follow each other in time
 * @param noticeVersions versions that count; empty = every version
 * @param attributes the site's own contact fields that its mapping declares
 * @param confirmationMails whether addresses are confirmed from here; false where the shop asks by itself
 * @param customerTag tag of people who bought something, null when none
 * @param banner null when the file says nothing about a consent banner
 * @param selling what of carts and orders goes to ActiveCampaign
 * @param script null when the file says nothing about site tracking in the browser
 * @param triggers what marketers have started
 * @param triggersAtMost how often one person is reached by all of them together; null = each counts alone
 * @param gateOnDisclosure whether a purpose that the published notice does not name is denied
 * @param chatbots that hand leads in
 */
public record Site(
        String name,
        String account,
        Set<String> shops,
        String controller,
        String country,
        String phoneRegion,
        ZoneId zone,
        DoubleOptIn doubleOptIn,
        boolean trackingOnlyContacts,
        Set<Channel> justifying,
        List<Form> forms,
        Set<String> noticeVersions,
        Set<String> attributes,
        FieldMapping mapping,
        String customerTag,
        boolean confirmationMails,
        Banner banner,
        Selling selling,
        Script script,
        List<Trigger> triggers,
        Trigger.Cap triggersAtMost,
        boolean gateOnDisclosure,
        List<Chatbot> chatbots) {

    /** Everything that it sets in a contact: what is mapped, and the custom fields of its triggers. */
    public Set<Target> targets() {
        Set<Target> targets = new LinkedHashSet<>();
        mapping.fields().forEach(field -> targets.add(field.target()));
        triggers.forEach(trigger -> trigger.target().ifPresent(targets::add));
        return targets;
    }

    /** The tags that its triggers put on. */
    public Set<String> triggerTags() {
        Set<String> tags = new LinkedHashSet<>();
        triggers.forEach(trigger -> trigger.tag().ifPresent(tags::add));
        return tags;
    }

    /**
     * What the site declares of a form as it was at a moment: the form's own declaration, else the one for all.
     *
     * @param collectedFrom null when unknown
     * @param at when the consent was recorded; null = undated, for which only a declaration without dates counts
     * @return null when nothing was declared for then
     */
    public Form form(String collectedFrom, Instant at) {
        Form forAll = null;
        for (Form form : forms) {
            if (form.collectedFrom().equals(collectedFrom)) {
                if (form.inForce(at)) {
                    return form;
                }
            } else if (form.collectedFrom().equals(Form.ALL) && form.inForce(at)) {
                forAll = form;
            }
        }
        return forAll;
    }

    /**
     * What the site declares about a form: it completes the evidence (READINGS 3).
     *
     * @param from when it went live; null = always had been
     * @param until when the next one replaced it; null = it stands
     */
    public record Form(
            String collectedFrom,
            String noticeVersion,
            String wording,
            boolean boxesStartEmpty,
            Instant from,
            Instant until) {

        public static final String ALL = "*";

        /** One that never changed. */
        public Form(String collectedFrom, String noticeVersion, String wording, boolean boxesStartEmpty) {
            this(collectedFrom, noticeVersion, wording, boxesStartEmpty, null, null);
        }

        boolean inForce(Instant at) {
            return (from == null || (at != null && !at.isBefore(from)))
                    && (until == null || (at != null && at.isBefore(until)));
        }

        /** Whether there is a moment at which both would be in force. */
        public boolean overlaps(Form other) {
            return (until == null || other.from == null || other.from.isBefore(until))
                    && (other.until == null || from == null || from.isBefore(other.until));
        }
    }

    /**
     * What the site declares about ActiveCampaign's site tracking in its pages.
     *
     * @param account ActiveCampaign's number of the account ({@code actid}); null = the event endpoint's
     * @param shop whose banner the pages tell, unless their tag names another; null = the only one of the site
     * @param vendor where ActiveCampaign's own script lies; null = its usual address
     * @param reloadOnWithdrawal whether a page that was tracked is loaded anew when consent is taken back
     */
    public record Script(String account, String shop, URI vendor, boolean reloadOnWithdrawal) {}

    /**
     * What the site declares about its consent banner.
     *
     * @param origins of the pages that may tell their banner's state without a key, as browsers send them
     * @param noticeVersion of the notice that the banner shows now, null when undeclared
     * @param consentMonths how long a yes in the banner counts, where that is shorter than the law's; null = the law's
     * @param tools what each tool in use calls things; a yes of any other tool does not count
     */
    public record Banner(
            Set<String> origins, String noticeVersion, Integer consentMonths, Map<BannerFormat, BannerSettings> tools) {

        public Banner {
            origins = Set.copyOf(origins);
            tools = Map.copyOf(tools);
        }
    }
}
