package io.consentgate.site;

import io.consentgate.event.Channel;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Makes sites for tests: an Italian shop on the account {@code main} that owns every shop and maps nothing yet. */
public final class TestSites {

    private String name;
    private String account;
    private Set<String> shops;
    private String controller;
    private String country;
    private String phoneRegion;
    private ZoneId zone;
    private DoubleOptIn doubleOptIn;
    private boolean trackingOnlyContacts;
    private Set<Channel> justifying;
    private List<Site.Form> forms;
    private Set<String> noticeVersions;
    private Set<String> attributes;
    private FieldMapping mapping;
    private String customerTag;
    private boolean confirmationMails = true;
    private Site.Banner banner;
    private Selling selling;
    private Site.Script script;
    private List<Trigger> triggers = List.of();
    private Trigger.Cap triggersAtMost;
    private boolean gateOnDisclosure;
    private List<Chatbot> chatbots = List.of();

    private TestSites() {}

    public static TestSites site(String name) {
        TestSites made = new TestSites();
        made.name = name;
        made.account = "main";
        made.shops = Set.of("*");
        made.controller = "controller";
        made.country = "IT";
        made.phoneRegion = "IT";
        made.zone = ZoneId.of("Europe/Rome");
        made.doubleOptIn = DoubleOptIn.BY_COUNTRY;
        made.justifying = Set.of(Channel.EMAIL);
        made.forms = List.of();
        made.noticeVersions = Set.of();
        made.attributes = Set.of();
        made.mapping = new FieldMapping(List.of(), List.of(), List.of());
        made.selling = Selling.NOTHING;
        return made;
    }

    /** The same site, to be changed in a few places. */
    public static TestSites like(Site site) {
        TestSites made = new TestSites();
        made.name = site.name();
        made.account = site.account();
        made.shops = site.shops();
        made.controller = site.controller();
        made.country = site.country();
        made.phoneRegion = site.phoneRegion();
        made.zone = site.zone();
        made.doubleOptIn = site.doubleOptIn();
        made.trackingOnlyContacts = site.trackingOnlyContacts();
        made.justifying = site.justifying();
        made.forms = site.forms();
        made.noticeVersions = site.noticeVersions();
        made.attributes = site.attributes();
        made.mapping = site.mapping();
        made.customerTag = site.customerTag();
        made.confirmationMails = site.confirmationMails();
        made.banner = site.banner();
        made.selling = site.selling();
        made.script = site.script();
        made.triggers = site.triggers();
        made.triggersAtMost = site.triggersAtMost();
        made.gateOnDisclosure = site.gateOnDisclosure();
        made.chatbots = site.chatbots();
        return made;
    }

    public TestSites name(String value) {
        name = value;
        return this;
    }

    public TestSites account(String value) {
        account = value;
        return this;
    }

    public TestSites shops(String... values) {
        shops = Set.of(values);
        return this;
    }

    public TestSites country(String value) {
        country = value;
        return this;
    }

    public TestSites doubleOptIn(DoubleOptIn value) {
        doubleOptIn = value;
        return this;
    }

    public TestSites justifying(Set<Channel> values) {
        justifying = values;
        return this;
    }

    public TestSites confirmationMails(boolean value) {
        confirmationMails = value;
        return this;
    }

    public TestSites forms(List<Site.Form> values) {
        forms = values;
        return this;
    }

    public TestSites noticeVersions(Set<String> values) {
        noticeVersions = values;
        return this;
    }

    public TestSites fields(List<MappedField> values) {
        mapping = new FieldMapping(values, mapping.tags(), mapping.lists());
        return this;
    }

    public TestSites tags(List<MappedTag> values) {
        mapping = new FieldMapping(mapping.fields(), values, mapping.lists());
        return this;
    }

    public TestSites lists(List<MappedList> values) {
        mapping = new FieldMapping(mapping.fields(), mapping.tags(), values);
        return this;
    }

    public TestSites banner(Site.Banner value) {
        banner = value;
        return this;
    }

    public TestSites customerTag(String value) {
        customerTag = value;
        return this;
    }

    public TestSites selling(Selling value) {
        selling = value;
        return this;
    }

    public TestSites gateOnDisclosure(boolean value) {
        gateOnDisclosure = value;
        return this;
    }

    public TestSites script(Site.Script value) {
        script = value;
        return this;
    }

    public TestSites triggers(List<Trigger> values) {
        triggers = values;
        return this;
    }

    public TestSites triggersAtMost(Trigger.Cap value) {
        triggersAtMost = value;
        return this;
    }

    public Site build() {
        return new Site(
                name,
                account,
                shops,
                controller,
                country,
                phoneRegion,
                zone,
                doubleOptIn,
                trackingOnlyContacts,
                justifying,
                forms,
                noticeVersions,
                attributes,
                mapping,
                customerTag,
                confirmationMails,
                banner,
                selling,
                script,
                triggers,
                triggersAtMost,
                gateOnDisclosure,
                chatbots);
    }
}
