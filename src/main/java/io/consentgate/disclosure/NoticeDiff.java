package io.consentgate.disclosure;

import static io.consentgate.disclosure.Grade.MATERIAL;
import static io.consentgate.disclosure.Grade.MINOR;
import static io.consentgate.disclosure.Grade.WORDING;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.Measurement;
import io.consentgate.disclosure.NoticeModel.Recipient;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedChannel;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What changed from one model to the next, and how much it matters (disclosure.md 4.4): new purposes, recipients,
 * categories, transfers, trackers, grounds and profiling are material; what is only said differently is wording. A
 * difference that no rule knows is minor, never nothing.
 */
final class NoticeDiff {

    private final NoticeModel before;
    private final NoticeModel after;
    private final Set<Purpose> consented;
    private final List<NoticeChange> changes = new ArrayList<>();

    private NoticeDiff(NoticeModel before, NoticeModel after) {
        this.before = before;
        this.after = after;
        this.consented = before.purposes().stream()
                .filter(UsedPurpose::consentBased)
                .map(UsedPurpose::purpose)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
    }

    /** Empty when the contents are equal. */
    static List<NoticeChange> between(NoticeModel before, NoticeModel after) {
        NoticeDiff diff = new NoticeDiff(before, after);
        diff.purposes();
        diff.fields();
        diff.recipients();
        diff.transfers();
        diff.trackers();
        diff.profiling();
        diff.parties();
        diff.anythingElse();
        return List.copyOf(diff.changes);
    }

    /** The greatest of them; a first version has none. */
    static Grade grade(List<NoticeChange> changes) {
        return changes.stream().map(NoticeChange::grade).max(Grade::compareTo).orElse(WORDING);
    }

    private void purposes() {
        for (UsedPurpose used : after.purposes()) {
            UsedPurpose earlier = before.purpose(used.purpose()).orElse(null);
            if (earlier == null) {
                // Nobody consented to it yet, so there is no consent to end; but it has to be asked for.
                add(
                        MATERIAL,
                        "purpose.added",
                        Set.of(used.purpose()),
                        used.purpose().wire());
            } else {
                purpose(earlier, used);
            }
        }
        for (UsedPurpose used : before.purposes()) {
            if (after.purpose(used.purpose()).isEmpty()) {
                add(WORDING, "purpose.removed", Set.of(), used.purpose().wire());
            }
        }
    }

    private void purpose(UsedPurpose earlier, UsedPurpose now) {
        String purpose = now.purpose().wire();
        Set<Purpose> itself = Set.of(now.purpose());
        for (DataCategory category : now.categories()) {
            if (!earlier.categories().contains(category)) {
                add(MATERIAL, "category.added", itself, purpose, category.wire());
            }
        }
        for (DataCategory category : earlier.categories()) {
            if (!now.categories().contains(category)) {
                add(WORDING, "category.removed", Set.of(), purpose, category.wire());
            }
        }
        channels(earlier, now, purpose, itself);
        int longer = months(now.retention()).compareTo(months(earlier.retention()));
        if (longer != 0) {
            add(
                    longer > 0 ? MINOR : WORDING,
                    longer > 0 ? "retention.longer" : "retention.shorter",
                    Set.of(),
                    purpose,
                    now.retention().toString());
        }
    }

    private void channels(UsedPurpose earlier, UsedPurpose now, String purpose, Set<Purpose> itself) {
        Map<String, UsedChannel> known =
                byKey(earlier.channels(), channel -> channel.channel().wire());
        for (UsedChannel channel : now.channels()) {
            UsedChannel same = known.remove(channel.channel().wire());
            if (same == null) {
                add(MINOR, "channel.added", Set.of(), purpose, channel.channel().wire());
            } else if (!bases(same).equals(bases(channel))) {
                add(
                        MATERIAL,
                        "basis.changed",
                        itself,
                        purpose,
                        channel.channel().wire());
            }
        }
        known.keySet().forEach(channel -> add(WORDING, "channel.removed", Set.of(), purpose, channel));
    }

    private static Set<Basis> bases(UsedChannel channel) {
        return channel.grounds().stream().map(NoticeModel.Ground::basis).collect(Collectors.toSet());
    }

    private static Long months(Period period) {
        return period.toTotalMonths() * 31 + period.getDays();
    }

    /** A field of a known category is found by those who look; the site's own fields are each a category of theirs. */
    private void fields() {
        Map<String, SentField> known = byKey(before.fields(), SentField::key);
        for (SentField field : after.fields()) {
            SentField same = known.remove(field.key());
            Set<Purpose> more = new TreeSet<>(field.purposes());
            if (same != null) {
                more.removeAll(same.purposes());
            }
            if (!more.isEmpty() || same == null) {
                boolean own = field.category() == DataCategory.OWN_FIELDS;
                add(own ? MATERIAL : MINOR, "field.added", own ? more : Set.of(), field.key(), wires(more));
            }
        }
        known.keySet().forEach(key -> add(WORDING, "field.removed", Set.of(), key));
    }

    private void recipients() {
        Map<String, Recipient> known = byKey(before.recipients(), one -> one.name() + "/" + one.role());
        for (Recipient recipient : after.recipients()) {
            if (known.remove(recipient.name() + "/" + recipient.role()) == null) {
                add(MATERIAL, "recipient.added", consented, recipient.name());
            }
        }
        known.values().forEach(one -> add(WORDING, "recipient.removed", Set.of(), one.name()));
    }

    private void transfers() {
        Set<String> countries =
                before.transfers().stream().map(Transfer::country).collect(Collectors.toSet());
        Map<String, Transfer> known = byKey(before.transfers(), one -> one.country() + "/" + one.mechanism());
        for (Transfer transfer : after.transfers()) {
            Transfer same = known.remove(transfer.country() + "/" + transfer.mechanism());
            if (!countries.contains(transfer.country())) {
                add(MATERIAL, "transfer.added", consented, transfer.country());
            } else if (same == null) {
                add(MINOR, "safeguard.added", Set.of(), transfer.country(), transfer.mechanism());
            }
        }
        for (Transfer lost : known.values()) {
            boolean still =
                    after.transfers().stream().anyMatch(one -> one.country().equals(lost.country()));
            add(
                    still ? MATERIAL : WORDING,
                    still ? "safeguard.lost" : "transfer.removed",
                    still ? consented : Set.of(),
                    lost.country(),
                    lost.mechanism());
        }
        String hosting = after.processor().hosting();
        if (!hosting.equals(before.processor().hosting())) {
            boolean away = !hosting.equals("EU");
            add(away ? MATERIAL : MINOR, "hosting.changed", away ? consented : Set.of(), hosting);
        }
    }

    private void trackers() {
        Map<String, Tracker> known = byKey(before.trackers(), one -> one.name() + "/" + one.domain());
        for (Tracker tracker : after.trackers()) {
            Tracker same = known.remove(tracker.name() + "/" + tracker.domain());
            Set<Purpose> purpose = tracker.purpose() == null ? Set.of() : Set.of(tracker.purpose());
            Grade grade = tracker.needsConsent() ? MATERIAL : MINOR;
            if (same == null) {
                add(grade, "tracker.added", purpose, tracker.name());
            } else if (tracker.maxAgeSeconds() > same.maxAgeSeconds()) {
                add(
                        grade,
                        "tracker.longer",
                        purpose,
                        tracker.name(),
                        tracker.lifetime().toString());
            }
        }
        known.values().forEach(one -> add(WORDING, "tracker.removed", Set.of(), one.name()));
        measured("opens", before.opens(), after.opens());
        measured("clicks", before.clicks(), after.clicks());
    }

    private void measured(String what, Measurement earlier, Measurement now) {
        if (earlier == now) {
            return;
        }
        boolean less = now == Measurement.OFF;
        Purpose purpose = now == Measurement.WITHIN_MARKETING ? Purpose.DIRECT_MARKETING : Purpose.EMAIL_OPEN_TRACKING;
        add(less ? WORDING : MATERIAL, what + "." + now.wire(), less ? Set.of() : Set.of(purpose));
    }

    private void profiling() {
        if (after.automation().profiling() && !before.automation().profiling()) {
            add(MATERIAL, "profiling.added", profiled());
        }
        if (after.automation().decisions() && !before.automation().decisions()) {
            add(MATERIAL, "decisions.added", consented);
        }
    }

    private Set<Purpose> profiled() {
        Set<Purpose> purposes = EnumSet.of(Purpose.PROFILING_CLASSIC, Purpose.PROFILING_ONLINE, Purpose.SITE_TRACKING);
        purposes.retainAll(consented);
        return purposes;
    }

    private void parties() {
        if (!after.controller().name().equals(before.controller().name())) {
            add(MATERIAL, "controller.changed", consented, after.controller().name());
        }
        if (!after.controller().joint().equals(before.controller().joint())) {
            boolean more = after.controller().joint().size()
                    > before.controller().joint().size();
            add(more ? MATERIAL : MINOR, "joint.changed", more ? consented : Set.of());
        }
        changed("officer.changed", before.controller().dpo(), after.controller().dpo());
        changed("rights.changed", before.rights(), after.rights());
        changed("authority.changed", before.authority(), after.authority());
        changed("sources.changed", before.sources(), after.sources());
        changed("pages.changed", before.pages(), after.pages());
        changed("languages.changed", before.languages(), after.languages());
    }

    private void changed(String what, Object earlier, Object now) {
        if (!Objects.equals(earlier, now)) {
            add(MINOR, what, Set.of());
        }
    }

    /** Equal content has no changes; different content has at least one, whatever a later model may hold. */
    private void anythingElse() {
        if (changes.isEmpty() && !ContentHash.of(before).equals(ContentHash.of(after))) {
            JsonNode earlier = ModelJson.MAPPER.valueToTree(before);
            JsonNode now = ModelJson.MAPPER.valueToTree(after);
            now.fieldNames().forEachRemaining(member -> {
                if (!member.equals("looked") && !Objects.equals(earlier.get(member), now.get(member))) {
                    add(MINOR, "details.changed", Set.of(), member);
                }
            });
        }
    }

    private void add(Grade grade, String what, Set<Purpose> purposes, String... names) {
        changes.add(new NoticeChange(grade, what, List.of(names), purposes));
    }

    private static String wires(Set<Purpose> purposes) {
        return purposes.stream().map(Purpose::wire).collect(Collectors.joining(", "));
    }

    private static <T> Map<String, T> byKey(List<T> all, Function<T, String> key) {
        Map<String, T> found = new LinkedHashMap<>();
        all.forEach(one -> found.putIfAbsent(key.apply(one), one));
        return found;
    }
}
