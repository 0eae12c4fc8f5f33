package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import io.consentgate.site.Trigger.On;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a site's file declares for its marketers: what starts, when, for whom. */
final class TriggersSection {

    private static final Map<String, On> OCCASIONS = new LinkedHashMap<>();
    private static final Map<String, Purpose> PURPOSES = new LinkedHashMap<>();
    private static final Map<String, Channel> CHANNELS = new LinkedHashMap<>();
    private static final List<String> ACTIONS = List.of("deep_data", "tag", "custom_field", "event", "automation");
    private static final Pattern PAUSE = Pattern.compile("(\\d{1,4})(m|h|d)");
    private static final int EVENT_NAME = 32;
    private static final int LONGEST_CAP_DAYS = 90;
    private static final int LONGEST_SILENCE_DAYS = 730;

    static {
        for (On on : On.values()) {
            OCCASIONS.put(on.name().toLowerCase(Locale.ROOT), on);
        }
        for (Purpose purpose : List.of(Purpose.DIRECT_MARKETING, Purpose.DIRECT_MARKETING_OWN_SIMILAR)) {
            PURPOSES.put(purpose.wire(), purpose);
        }
        for (Channel channel : List.of(Channel.EMAIL, Channel.SMS)) {
            CHANNELS.put(channel.wire(), channel);
        }
    }

    private TriggersSection() {}

    /** @param mapping a trigger may not write where the mapping does: the two would undo each other */
    static List<Trigger> read(Section file, FieldMapping mapping) {
        List<Trigger> triggers = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Section section : file.sections("triggers")) {
            String name = section.text("name");
            if (name != null && !name.matches("[a-z0-9][a-z0-9-]{0,49}")) {
                section.wrong("name", "\"" + name + "\" is no name", "small letters, digits and -, up to 50", null);
            } else if (name != null && !names.add(name)) {
                section.wrong("name", "is the name of another trigger already", "each name once", null);
            }
            On on = section.oneOf("on", OCCASIONS);
            Trigger trigger = trigger(section, name, on);
            section.refuseOthers();
            refuseMapped(section, trigger, mapping);
            if (name != null && on != null && trigger.action() != null) {
                triggers.add(trigger);
            }
        }
        return List.copyOf(triggers);
    }

    /** How often one person is reached by all triggers together; null when the file sets no such limit. */
    static Trigger.Cap atMost(Section file) {
        return cap(file, "triggers_at_most", null);
    }

    /** What is not told to ActiveCampaign sets nothing off; who fell silent is known from the orders that came in. */
    static void refuseWithoutSales(Section file, Site site) {
        boolean carts = site.selling().carts() != null;
        boolean orders = site.selling().orders() != null;
        for (Trigger trigger : site.triggers()) {
            if (!carts && trigger.on() == On.CART_ABANDONED
                    || !orders && trigger.on().ofOrder()) {
                file.wrong(
                        "triggers",
                        "trigger " + trigger.name() + " could never be set off: "
                                + (trigger.on() == On.CART_ABANDONED ? "cart" : "orders") + " is not sent",
                        "send: true there",
                        null);
            }
        }
    }

    private static void refuseMapped(Section section, Trigger trigger, FieldMapping mapping) {
        boolean tag = trigger.tag()
                .filter(name ->
                        mapping.tags().stream().anyMatch(mapped -> mapped.name().equalsIgnoreCase(name)))
                .isPresent();
        boolean field = trigger.target()
                .filter(target -> mapping.fields().stream()
                        .anyMatch(mapped -> mapped.target().key().equalsIgnoreCase(target.key())))
                .isPresent();
        if (tag || field) {
            section.wrong(
                    "action", "names a " + (tag ? "tag" : "field") + " that the mapping sets", "another one", null);
        }
    }

    private static Trigger trigger(Section section, String name, On on) {
        boolean silence = on == On.NO_ORDER_FOR;
        if (on != null && !silence && section.has("days")) {
            section.wrong("days", "says nothing about " + wire(on), "this key with no_order_for", "remove it");
        }
        Set<String> bought = lowerCase(section.texts("bought"));
        Set<String> notYet = lowerCase(section.texts("not_yet"));
        if (on != null && on.profiles() && bought.isEmpty()) {
            section.wrong("bought", "is missing", "a list of the shop's categories", null);
        }
        if ((on == On.CROSS_SELL || on == On.UP_SELL) && notYet.isEmpty()) {
            section.wrong("not_yet", "is missing", "a list of the categories that are to be offered", null);
        }
        if (on != null && !on.profiles() && !(bought.isEmpty() && notYet.isEmpty())) {
            section.wrong(
                    bought.isEmpty() ? "not_yet" : "bought",
                    "says nothing about " + wire(on),
                    "this key with product_category_bought, cross_sell or up_sell",
                    "remove it");
        }
        return new Trigger(
                String.valueOf(name),
                on,
                silence ? section.number("days", 1, LONGEST_SILENCE_DAYS) : 0,
                bought,
                notYet,
                pause(section),
                audience(section),
                action(section),
                cap(section, "at_most", new Trigger.Cap(1, 7)),
                section.flag("paused", false));
    }

    private static String wire(On on) {
        return on.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> lowerCase(Set<String> names) {
        Set<String> lower = new LinkedHashSet<>();
        names.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
        return lower;
    }

    private static Duration pause(Section section) {
        String written = section.textOr("after", "0m");
        Matcher matcher = PAUSE.matcher(written);
        if (!matcher.matches()) {
            section.wrong("after", "\"" + written + "\" is no time to wait", "a number with m, h or d like 30m", null);
            return Duration.ZERO;
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Trigger.Audience audience(Section trigger) {
        return trigger.section("audience")
                .map(section -> {
                    Trigger.Audience audience = new Trigger.Audience(
                            section.oneOf("purpose", PURPOSES, Purpose.DIRECT_MARKETING),
                            section.oneOf("channel", CHANNELS, Channel.EMAIL),
                            countries(section),
                            section.texts("tags"),
                            amount(section));
                    section.refuseOthers();
                    return audience;
                })
                .orElseGet(
                        () -> new Trigger.Audience(Purpose.DIRECT_MARKETING, Channel.EMAIL, Set.of(), Set.of(), null));
    }

    private static Set<String> countries(Section section) {
        Set<String> known = Set.of(Locale.getISOCountries());
        Set<String> countries = section.texts("countries");
        for (String country : countries) {
            if (!known.contains(country)) {
                section.wrong("countries", "\"" + country + "\" is no country", "ISO codes in capitals like IT", null);
            }
        }
        return countries;
    }

    private static BigDecimal amount(Section section) {
        String written = section.textOr("minimum_total", null);
        if (written != null && !written.matches("\\d{1,9}(\\.\\d{1,2})?")) {
            section.wrong("minimum_total", "is no amount", "a number like 30 or 49.90", null);
            return null;
        }
        return written == null ? null : new BigDecimal(written);
    }

    private static Trigger.Action action(Section trigger) {
        Section section = trigger.requiredSection("action");
        if (section == null) {
            return null;
        }
        List<String> named = ACTIONS.stream().filter(section::has).toList();
        Trigger.Action action = null;
        if (named.size() != 1) {
            trigger.wrong(
                    "action",
                    named.isEmpty() ? "names nothing to do" : "names more than one thing to do",
                    "one of " + String.join(", ", ACTIONS),
                    null);
        } else {
            action = action(section, named.get(0));
        }
        section.textOr("value", null);
        section.refuseOthers();
        return action;
    }

    private static Trigger.Action action(Section section, String kind) {
        String name = kind.equals("deep_data") ? null : section.text(kind);
        String value = section.textOr("value", null);
        switch (kind) {
            case "deep_data":
                if (!section.flag("deep_data", true)) {
                    section.wrong("deep_data", "is false", "true, or another action", null);
                }
                return new Trigger.DeepData();
            case "tag":
                return name == null ? null : new Trigger.Tag(name);
            case "custom_field":
                return name == null ? null : new Trigger.Field(name, value);
            case "event":
                if (name != null && name.length() > EVENT_NAME) {
                    section.wrong("event", "is too long", "at most " + EVENT_NAME + " characters", null);
                }
                return name == null ? null : new Trigger.Event(name, value);
            default:
                return name == null ? null : new Trigger.Enrol(name);
        }
    }

    private static Trigger.Cap cap(Section section, String key, Trigger.Cap otherwise) {
        return section.section(key)
                .map(cap -> {
                    Trigger.Cap read =
                            new Trigger.Cap(cap.number("times", 1, 100), cap.number("days", 1, LONGEST_CAP_DAYS));
                    cap.refuseOthers();
                    return read;
                })
                .orElse(otherwise);
    }
}
