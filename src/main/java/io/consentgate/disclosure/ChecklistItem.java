package io.consentgate.disclosure;

import java.util.Locale;

/**
 * What a notice has to say, item by item (disclosure.md chapter 2; P1 to P3 are its section 2.3), with the legal source
 * and the key that fills it. The anchors of the renderings are these ids in lower case.
 */
public enum ChecklistItem {
    C1("controller's identity and contact", "GDPR 13(1)(a), 14(1)(a)", "notice/controller.yaml: name, address, email"),
    C2("representative in the Union", "GDPR 13(1)(a), 27", "notice/controller.yaml: representative"),
    C3("joint controllers and their arrangement", "GDPR 26(2)", "notice/controller.yaml: joint"),
    C4("data protection officer, or that there is none", "GDPR 13(1)(b), 37(7)", "notice/controller.yaml: dpo"),
    C5("every purpose, in plain words", "GDPR 13(1)(c), 12(1)", "sites/<site>.yaml: lists, fields"),
    C6("legal basis of each purpose", "GDPR 13(1)(c), 6", "rules/<country>.yaml: rules"),
    C7("legitimate interest, named", "GDPR 13(1)(d)", "notice/sites/<site>.yaml: legitimate_interests"),
    C8("categories of data of each purpose", "GDPR 14(1)(d)", "notice/sites/<site>.yaml: field_names"),
    C9("recipients", "GDPR 13(1)(e), 14(1)(e), 28", "notice/processor.yaml; notice/sites/<site>.yaml: recipients"),
    C10(
            "transfers to other countries and their basis",
            "GDPR 13(1)(f), 14(1)(f), 44-49",
            "notice/processor.yaml: hosting_region, transfer_bases"),
    C11("retention of each purpose", "GDPR 13(2)(a), 14(2)(a)", "rules/<country>.yaml: validity_months"),
    C12(
            "rights and how to exercise them",
            "GDPR 13(2)(b), 14(2)(c), 12(3), 15-21",
            "notice/sites/<site>.yaml: pages.rights"),
    C13("right to object to direct marketing", "GDPR 21(2)-(4)", "notice/sites/<site>.yaml: pages.preferences"),
    C14(
            "withdrawal of consent, as easy as giving it",
            "GDPR 13(2)(c), 7(3)",
            "notice/sites/<site>.yaml: pages.preferences"),
    C15("complaint to the supervisory authority", "GDPR 13(2)(d), 77", "notice/controller.yaml: authority"),
    C16("whether data must be given, and what follows", "GDPR 13(2)(e)", "notice/texts/<language>: consequence.*"),
    C17("automated decisions and profiling", "GDPR 13(2)(f), 14(2)(g), 22", "notice/sites/<site>.yaml: profiling"),
    C18("further purposes are told before", "GDPR 13(3), 14(4)", "notice/texts/<language>: c18.*"),
    C19("sources of data not collected from the person", "GDPR 14(2)(f)", "notice/sites/<site>.yaml: sources"),
    C20(
            "when data come from elsewhere: told within a month, or at the first message",
            "GDPR 14(3)",
            "notice/sites/<site>.yaml: first_contact_links_notice"),
    C21("link to the notice wherever data are collected", "GDPR 13(1)", "notice/sites/<site>.yaml: pages.collection"),
    C22("children", "GDPR 8, 12(1); Code 2-quinquies", "notice/sites/<site>.yaml: addresses_children"),
    C23("version and effective date", "GDPR 5(2), 7(1), 13(3)", "written by ConsentGate"),
    C24("clear language", "GDPR 12(1)", "notice/texts/<language>"),
    K1(
            "reading and writing on the device needs consent",
            "Code 122; Garante 231/2021",
            "notice/sites/<site>.yaml: site_script"),
    K2("no legitimate interest for trackers", "Code 122; Garante 231/2021", "rules/<country>.yaml: rules"),
    K3(
            "list of trackers: name, provider, purpose, lifetime, category, country",
            "GDPR 13; Garante 231/2021",
            "notice/sites/<site>.yaml: trackers"),
    K4("how trackers are classified", "Garante 231/2021", "notice/texts/<language>: k4.*"),
    K5("text of the banner's first layer", "Garante 231/2021", "notice/texts/<language>: k5.*"),
    K6("closing or scrolling is no consent", "Garante 231/2021", "notice/texts/<language>: k6.*"),
    K7("permanent link to change choices", "Garante 231/2021", "notice/sites/<site>.yaml: pages.preferences"),
    K8("when the banner may ask again", "Garante 231/2021", "rules/<country>.yaml: cookie_reprompt_months"),
    K9("proof of consent, with the notice's version", "GDPR 7(1); Garante 231/2021", "written by ConsentGate"),
    K10("site tracking is never technical", "Garante 231/2021", "notice/sites/<site>.yaml: trackers"),
    K11("the notice in the language of the page", "GDPR 12(1)", "notice/sites/<site>.yaml: languages, pages"),
    P1(
            "what is measured when mail is read",
            "Code 122; Garante 284/2026",
            "notice/sites/<site>.yaml: open_tracking, link_tracking"),
    P2(
            "stopping the measurement without stopping the mail",
            "Garante 284/2026",
            "notice/sites/<site>.yaml: pages.preferences"),
    P3("whose consent the measurement needs", "Code 122; Garante 284/2026", "rules/<country>.yaml: rules");

    private final String item;
    private final String source;
    private final String key;

    ChecklistItem(String item, String source, String key) {
        this.item = item;
        this.source = source;
        this.key = key;
    }

    /** What has to be told. */
    public String item() {
        return item;
    }

    public String source() {
        return source;
    }

    /** Where it is filled in, {@code <site>}, {@code <country>} and {@code <language>} as they are. */
    public String key() {
        return key;
    }

    /** Anchor in the renderings. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT);
    }
}
