package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import io.consentgate.mapping.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every text that a language must have, with exactly the placeholders that it must use. */
final class NoticeSentences {

    private static final Map<String, Set<String>> ALL = new TreeMap<>();

    static {
        for (String item : new String[] {
            "about", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15",
            "c16", "c17", "c18", "c19", "c20", "c22", "c23", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9",
            "k10", "p1", "p2", "p3"
        }) {
            add(item + ".heading");
        }
        privacy();
        cookie();
        names();
        formats();
    }

    private NoticeSentences() {}

    /** Placeholders by key. */
    static Map<String, Set<String>> all() {
        return ALL;
    }

    private static void add(String key, String... placeholders) {
        ALL.put(key, Set.of(placeholders));
    }

    private static void privacy() {
        add("privacy.title");
        add("about.example");
        add("about.intro", "controller", "processor");
        add("c1.controller", "name", "address", "country", "email");
        add("c1.vat", "vat");
        add("c1.website", "website");
        add("c2.representative", "name", "address", "email");
        add("c3.joint", "name", "contact", "arrangement");
        add("c4.appointed", "contact");
        add("c4.none", "contact");
        add("c5.intro", "processor");
        add("c5.purpose", "purpose", "meaning");
        add("c5.purpose_by", "purpose", "meaning", "channels");
        add("c5.links");
        add("c6.intro");
        add("c6.caption");
        heads("c6", "purpose", "channel", "basis", "source");
        add("c7.intro");
        add("c7.interest", "purpose", "interest");
        add("c7.none");
        add("c8.intro", "processor");
        add("c8.caption");
        heads("c8", "purpose", "category", "fields");
        add("c9.processor", "name", "address", "country", "date");
        add("c9.hosting_eu");
        add("c9.hosting_us");
        add("c9.hosting_au");
        add("c9.sub_processors", "link");
        add("c9.nobody_else");
        add("c9.others");
        add("c9.other_processor", "name", "address", "country", "service");
        add("c9.other_controller", "name", "address", "country", "service");
        add("c10.none");
        add("c10.intro", "name");
        add("c10.adequacy", "country", "instrument", "date");
        add("c10.standard_clauses", "country", "instrument", "date");
        add("c10.hosting");
        add("c10.copy", "contact");
        add("c11.caption");
        heads("c11", "purpose", "duration", "from");
        add("c11.from_consent");
        add("c11.from_sale");
        add("c11.after", "grace");
        add("c11.waiting", "waiting", "confirmation");
        add("c12.intro");
        for (String right :
                new String[] {"access", "rectification", "erasure", "restriction", "portability", "objection"}) {
            add("c12." + right);
        }
        add("c12.how", "contact", "link");
        add("c12.answer");
        add("c13.objection");
        add("c13.how", "link");
        add("c14.withdrawal");
        add("c14.how", "link");
        add("c15.complaint", "name", "address", "link");
        add("c16.intro");
        add("c16.refused", "purpose", "consequence");
        add("c17.profiling");
        add("c17.no_profiling");
        add("c17.logic", "logic");
        add("c17.effect", "effect");
        add("c17.decisions");
        add("c17.no_decisions");
        add("c18.further");
        add("c19.none");
        add("c19.intro");
        add("c19.source", "name");
        add("c19.public", "name");
        add("c20.time");
        add("c22.addressed", "age");
        add("c22.not_addressed", "age");
        add("c23.version", "version", "date");
    }

    private static void cookie() {
        add("cookie.title");
        add("k1.rule");
        add("k1.script", "processor", "country");
        add("k1.no_script", "processor");
        add("k2.consent_only");
        add("k3.none");
        add("k3.caption");
        add("k3.domains");
        heads("k3", "name", "type", "party", "purpose", "category", "lifetime", "country");
        add("k4.criteria");
        add("k5.banner");
        add("k5.choices", "link");
        add("k6.silence");
        add("k7.change", "link");
        add("k8.again", "period");
        add("k9.proof");
        add("k10.never_technical");
        add("p1.none");
        add("p1.opens");
        add("p1.clicks");
        add("p2.stop", "link");
        add("p3.separate");
        add("p3.within");
        add("type.cookie");
        add("type.local_storage");
        add("type.pixel");
        add("party.first", "provider");
        add("party.third", "provider");
        add("tracker.technical");
        add("tracker.analytics");
        add("tracker.profiling");
        add("tracker.refreshed", "lifetime");
    }

    private static void names() {
        for (Purpose purpose : Purpose.values()) {
            add("purpose." + purpose.wire());
            add("purpose." + purpose.wire() + ".meaning");
            add("consequence." + purpose.wire());
        }
        for (Channel channel : Channel.values()) {
            if (channel != Channel.NONE) {
                add("channel." + channel.wire());
            }
        }
        add("channel.any");
        for (Basis basis : Basis.values()) {
            add("basis." + basis.wire());
        }
        for (DataCategory category : DataCategory.values()) {
            add("category." + category.wire());
            add("content." + category.wire());
        }
        add("field.contact.email");
        add("field.trigger", "title");
        Source.CONTACT_MEMBERS.keySet().forEach(member -> add("field.contact." + member));
        for (Source.Part part : Source.Part.values()) {
            add("consent." + part.name().toLowerCase(Locale.ROOT), "purpose");
        }
        for (String cited : new String[] {"code", "gdpr", "recital"}) {
            add("cite." + cited);
        }
    }

    private static void formats() {
        add("tilt.representative");
        add("tilt.no_officer", "name");
        add("tilt.no_interest");
        add("tilt.until");
        add("tilt.identification");
        add("tilt.remedies");
        add("tilt.none");
        add("duration.session");
        for (String unit : new String[] {"day", "month"}) {
            add("duration." + unit, "count");
            add("duration." + unit + "s", "count");
        }
    }

    private static void heads(String item, String... columns) {
        for (String column : columns) {
            add(item + ".head." + column);
        }
    }
}
