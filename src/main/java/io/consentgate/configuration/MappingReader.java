package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.SpecialCategory;
import io.consentgate.mapping.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the part of a site's file that says what goes to ActiveCampaign: fields, lists and tags, by purpose. */
final class MappingReader {

    private static final Map<String, Target> STANDARD = standard();
    private static final Map<String, String> TYPES = types();
    private static final String ATTRIBUTE = "contact.attributes.";

    private final Section file;
    private final Set<String> attributes = new LinkedHashSet<>();

    MappingReader(Section file) {
        this.file = file;
    }

    private static Map<String, Target> standard() {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (String key : List.of("first_name", "last_name", "phone")) {
            targets.put(key, new Target.Standard(key));
        }
        return targets;
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String type : List.of("text", "textarea", "date", "datetime", "number")) {
            types.put(type, type);
        }
        return types;
    }

    FieldMapping mapping() {
        return new FieldMapping(fields(), tags(), lists());
    }

    /** The site's own contact fields that the mapping names; complete once {@link #mapping} was read. */
    Set<String> attributes() {
        return Set.copyOf(attributes);
    }

    private List<MappedField> fields() {
        List<MappedField> fields = new ArrayList<>();
        Set<String> targets = new LinkedHashSet<>();
        for (Section line : file.sections("fields")) {
            String written = line.text("source");
            Source source = written == null ? null : source(line, written);
            Target target = target(line);
            Set<Purpose> purposes = source instanceof Source.Consent consent
                    ? Set.of(consent.purpose())
                    : line.someOf("purposes", Names.PURPOSES);
            if (source instanceof Source.Contact contact
                    && contact.group() == Source.Group.PURCHASE_DETAIL
                    && !purposes.isEmpty()
                    && !purposes.equals(Set.of(Purpose.PROFILING_CLASSIC))) {
                line.wrong(
                        "purposes",
                        "sends what people buy without consent to profiling",
                        "[profiling_classic] and no other for a field that names products, brands or categories",
                        "loyalty and marketing cover identity, points and totals only");
            }
            if (target != null && !targets.add(target.key().toLowerCase(Locale.ROOT))) {
                line.wrong(
                        target instanceof Target.Custom ? "custom_field" : "target",
                        "is the target of another field already",
                        "each target once",
                        "remove one of the two or choose another target");
            }
            line.refuseOthers();
            if (source != null && target != null && !purposes.isEmpty()) {
                fields.add(new MappedField(source, target, purposes));
            }
        }
        return List.copyOf(fields);
    }

    private Source source(Section line, String written) {
        if (written.startsWith(ATTRIBUTE) && written.length() > ATTRIBUTE.length()) {
            String name = written.substring(ATTRIBUTE.length());
            if (SpecialCategory.named(name)) {
                line.wrong(
                        "source",
                        "names a special category of data (GDPR art. 9)",
                        "data that may be sent; health, orientation, belief, union and the like never are",
                        "remove this field");
                return null;
            }
            if (!name.matches("[a-z][a-z0-9_]{0,49}")) {
                line.wrong(
                        "source", "names no attribute", "contact.attributes.<name in small letters, digits, _>", null);
                return null;
            }
            attributes.add(name);
        }
        Source source = Source.of(written).orElse(null);
        if (source == null) {
            Set<String> known = known();
            line.wrong(
                    "source",
                    "\"" + written + "\" is not known",
                    "contact.<member>, contact.attributes.<name> or consent.<purpose>[.<channel>].state|date|notice_version|expires|expiring",
                    Suggestion.nearest(written, known));
        }
        return source;
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        Source.CONTACT_MEMBERS.keySet().forEach(member -> known.add("contact." + member));
        for (Purpose purpose : Purpose.values()) {
            for (Channel channel : purpose.perChannel() ? Channel.values() : new Channel[] {null}) {
                for (Source.Part part : Source.Part.values()) {
                    known.add("consent." + purpose.wire() + (channel == null ? "" : "." + channel.wire()) + "."
                            + part.name().toLowerCase(Locale.ROOT));
                }
            }
        }
        return known;
    }

    private static Target target(Section line) {
        boolean standard = line.has("target");
        boolean custom = line.has("custom_field");
        if (standard == custom) {
            line.wrong(
                    "target",
                    standard ? "stands beside custom_field" : "is missing",
                    "either target (first_name, last_name or phone) or custom_field with its title",
                    null);
            line.textOr("type", null);
            return null;
        }
        if (standard) {
            return line.oneOf("target", STANDARD);
        }
        String title = line.text("custom_field");
        String type = line.oneOf("type", TYPES, "text");
        return title == null ? null : new Target.Custom(title.strip(), type);
    }

    private List<MappedList> lists() {
        List<MappedList> lists = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> cells = new LinkedHashSet<>();
        for (Section line : file.sections("lists")) {
            String name = line.text("name");
            Purpose purpose = line.oneOf("purpose", Names.PURPOSES);
            Channel channel = line.oneOf("channel", Names.CHANNELS);
            boolean ownAndSimilar = line.flag("own_and_similar", false);
            boolean refusal = line.flag("refusal_in_every_message", false);
            line.refuseOthers();
            if (name != null && !names.add(name)) {
                line.wrong("name", "is the name of another list already", "one list per purpose and channel", null);
            }
            if (purpose != null && channel != null) {
                if (!cells.add(purpose + "/" + channel)) {
                    line.wrong(
                            "purpose",
                            purpose.wire() + " on " + channel.wire() + " has a list already",
                            "one list per purpose and channel",
                            null);
                }
                if (name != null) {
                    lists.add(new MappedList(name, purpose, channel, ownAndSimilar, refusal));
                }
            }
        }
        return List.copyOf(lists);
    }

    private List<MappedTag> tags() {
        List<MappedTag> tags = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Section line : file.sections("tags")) {
            String name = line.text("name");
            Set<Purpose> purposes = line.someOf("purposes", Names.PURPOSES);
            line.refuseOthers();
            if (name != null && !names.add(name)) {
                line.wrong("name", "is the name of another tag already", "each tag once", null);
            }
            if (name != null && !purposes.isEmpty()) {
                tags.add(new MappedTag(name, purposes));
            }
        }
        return List.copyOf(tags);
    }
}
