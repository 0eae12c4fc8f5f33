package io.consentgate.consent.contacthub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.consent.Statement.Request;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A person's consents in ContactHub's form (consent.md 1.4): what came from there as it came, and only the leaves
 * changed about which something was said since. So an import and an export without anything between are equal.
 */
public final class Export {

    private final ObjectNode consents;
    private final Set<String> losses = new LinkedHashSet<>();
    private final Map<Leaf, Choice> granted = new EnumMap<>(Leaf.class);
    private final ZoneId zone;
    private final BiFunction<Purpose, Channel, Weighed> weighed;

    private Export(JsonNode snapshot, ZoneId zone, BiFunction<Purpose, Channel, Weighed> weighed) {
        this.weighed = weighed;
        this.consents = snapshot != null && snapshot.isObject()
                ? (ObjectNode) snapshot.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        this.zone = zone;
    }

    /**
     * @param consents ContactHub's member of that name
     * @param losses what is known here and cannot be said there, in words without anything personal
     */
    public record Written(JsonNode consents, List<String> losses) {}

    /**
     * What is made here of the yes to a purpose and channel: nobody there could see why it counts for nothing.
     *
     * @param fault why it does, as a code; null when nothing is wrong with it
     * @param noticeVersion under which it was given, where the yes does not name it itself; null when unknown
     */
    public record Weighed(String fault, String noticeVersion) {}

    /**
     * @param snapshot the member as it was imported last; null when the person never came from there
     * @param since what the register says beside that import, in any order
     */
    public static Written of(
            JsonNode snapshot, List<RegisterEntry> since, ZoneId zone, BiFunction<Purpose, Channel, Weighed> weighed) {
        Export export = new Export(snapshot, zone, weighed);
        since.stream()
                .sorted(Comparator.comparing(
                                (RegisterEntry entry) -> EffectiveTime.of(entry.statement(), entry.receivedAt(), zone))
                        .thenComparing(RegisterEntry::seq))
                .forEach(export::say);
        boolean untouched = snapshot != null && since.isEmpty();
        if (!untouched) {
            export.disclaimer();
        }
        JsonNode written = untouched ? snapshot : export.consents;
        return new Written(written, new ArrayList<>(export.losses));
    }

    private void say(RegisterEntry entry) {
        Statement statement = entry.statement();
        if (statement instanceof Choice choice) {
            say(choice);
        } else if (statement instanceof Request request) {
            say(request);
        } else if (statement instanceof Statement.HardBounce) {
            losses.add("a hard bounce has no leaf");
        } else if (statement instanceof Statement.Informed) {
            losses.add("a notice that was sent has no leaf");
        } else {
            losses.add("a cookie consent has no leaf");
        }
    }

    private void say(Choice choice) {
        List<Leaf> leaves = leaves(choice.purpose(), choice.channel());
        if (leaves.isEmpty()) {
            losses.add(choice.purpose().wire()
                    + (choice.channel() == null ? "" : " by " + choice.channel().wire()) + " has no leaf");
        }
        for (Leaf leaf : leaves) {
            if (choice.status() == ConsentStatus.GIVEN) {
                given(leaf, choice);
            } else if (choice.status() == ConsentStatus.REFUSED || choice.status() == ConsentStatus.WITHDRAWN) {
                put(leaf, "status", false);
                granted.remove(leaf);
            } else if (choice.status() == ConsentStatus.PENDING) {
                losses.add(leaf.path() + " waits for its double opt-in, which has no leaf");
            }
            if (choice.restriction() != null) {
                put(leaf, "limitation", choice.restriction());
            }
            if (choice.objection() != null) {
                put(leaf, "objection", choice.objection());
            }
        }
    }

    /** An interest is no consent, and a yes that counts for nothing here would be a whole one there. */
    private void given(Leaf leaf, Choice choice) {
        String fault = weighed.apply(leaf.purpose(), leaf.channel()).fault();
        if (choice.basis() == LegalBasis.LEGITIMATE_INTEREST && leaf.purpose() == Purpose.DIRECT_MARKETING) {
            losses.add(leaf.path() + " rests on a legitimate interest, and ContactHub knows consent only");
        } else if (fault != null) {
            losses.add(leaf.path() + " has a yes that counts for nothing (" + fault + ") and is left out");
        } else {
            put(leaf, "status", true);
            granted.put(leaf, choice);
        }
    }

    private void say(Request request) {
        List<Leaf> leaves = leaves(request.purpose(), request.channel());
        RequestKind right = request.right();
        for (Leaf leaf : leaves) {
            switch (right) {
                case WITHDRAWAL -> put(leaf, "status", false);
                case RESTRICTION -> put(leaf, "limitation", true);
                case RESTRICTION_LIFTED -> put(leaf, "limitation", false);
                case OBJECTION -> put(leaf, "objection", true);
                case OBJECTION_LIFTED -> put(leaf, "objection", false);
                default -> losses.add("a request of kind " + right.wire() + " has no leaf");
            }
        }
    }

    private static List<Leaf> leaves(Purpose purpose, Channel channel) {
        boolean everyChannel = channel == null || channel == Channel.NONE;
        List<Leaf> leaves = new ArrayList<>();
        for (Leaf leaf : Leaf.values()) {
            boolean named = purpose == null || leaf.purpose() == purpose;
            if (named
                    && (everyChannel
                            || leaf.channel() == channel
                            || !leaf.purpose().perChannel())) {
                leaves.add(leaf);
            }
        }
        return leaves;
    }

    private void put(Leaf leaf, String member, boolean value) {
        ObjectNode at = consents;
        for (String step : leaf.steps()) {
            at = at.get(step) instanceof ObjectNode there ? there : at.putObject(step);
        }
        at.put(member, value);
    }

    /** One for all leaves: the oldest among what is granted, for no leaf may look newer than it is. */
    private void disclaimer() {
        Consents before = Consents.of(consents);
        boolean othersStand = before.leaves().entrySet().stream()
                .anyMatch(leaf -> Boolean.TRUE.equals(leaf.getValue().status()) && !granted.containsKey(leaf.getKey()));
        Instant oldest =
                othersStand && before.disclaimer() != null ? before.disclaimer().date() : null;
        Leaf first = null;
        for (Map.Entry<Leaf, Choice> one : granted.entrySet()) {
            Instant at = EffectiveTime.ofGrant(one.getValue(), zone);
            if (at != null && (oldest == null || at.isBefore(oldest))) {
                oldest = at;
                first = one.getKey();
            }
        }
        if (first != null) {
            ObjectNode disclaimer =
                    consents.get("disclaimer") instanceof ObjectNode there ? there : consents.putObject("disclaimer");
            disclaimer.put("date", oldest.toString());
            String version = granted.get(first).noticeVersion();
            disclaimer.put(
                    "version",
                    version != null
                            ? version
                            : weighed.apply(first.purpose(), first.channel()).noticeVersion());
        }
        Instant written = oldest;
        granted.forEach((leaf, choice) -> {
            Instant at = EffectiveTime.ofGrant(choice, zone);
            if (at == null || !at.equals(written)) {
                losses.add(leaf.path() + " has a date of its own, and ContactHub one for all");
            }
        });
    }
}
