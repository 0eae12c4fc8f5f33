package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Target;
import io.consentgate.site.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes what may leave: the fields that an allowed purpose covers and the minimisation table lets through. */
final class Clearance {

    private static final int EVENT_NAME_LENGTH = 32;

    private final Laws laws;

    Clearance(Laws laws) {
        this.laws = laws;
    }

    Optional<Cleared<ContactState>> contact(List<Permission> permissions) {
        List<Permission> permitting = new ArrayList<>();
        Instant validUntil = null;
        Instant decidedAt = null;
        for (Permission permission : permissions) {
            Decision decision = permission.decision();
            requireOneContact(permissions.get(0), permission);
            if (decision.restricted()) {
                return Optional.empty();
            }
            validUntil = Moments.earliest(validUntil, decision.validUntil());
            decidedAt = Moments.earliest(decidedAt, decision.decidedAt());
            if (decision.outcome() == Outcome.DELIVER) {
                permitting.add(permission);
            }
        }
        if (permitting.isEmpty()) {
            return Optional.empty();
        }
        // The most recently permitting site comes last and so wins a target that several give.
        permitting.sort(Comparator.comparing((Permission permission) -> permittedAt(permission))
                .thenComparing(permission -> permission.site().name()));
        SortedMap<Target, String> fields = new TreeMap<>();
        SortedSet<String> lists = new TreeSet<>();
        SortedSet<String> tags = new TreeSet<>();
        for (Permission permission : permitting) {
            add(permission, fields, lists, tags);
        }
        String email = permitting.get(0).facts().email();
        return Optional.of(new Cleared<>(new ContactState(email, fields, lists, tags), decidedAt, validUntil));
    }

    private static void requireOneContact(Permission first, Permission other) {
        if (!first.facts().email().equals(other.facts().email())
                || !first.site().account().equals(other.site().account())) {
            throw new IllegalArgumentException("permissions of different contacts cannot be composed: sites "
                    + first.site().name() + " and " + other.site().name());
        }
    }

    private static Instant permittedAt(Permission permission) {
        Instant latest = Instant.EPOCH;
        Decision decision = permission.decision();
        latest = permittedAt(decision, Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL, latest);
        for (Channel channel : permission.site().justifying()) {
            latest = permittedAt(decision, Purpose.DIRECT_MARKETING, channel, latest);
        }
        return permittedAt(decision, Purpose.DIRECT_MARKETING, Channel.EMAIL, latest);
    }

    private static Instant permittedAt(Decision decision, Purpose purpose, Channel channel, Instant soFar) {
        return decision.cell(purpose, channel)
                .filter(CellDecision::allowed)
                .map(cell -> Moments.latest(soFar, cell.stateAt()))
                .orElse(soFar);
    }

    private void add(
            Permission permission, SortedMap<Target, String> fields, SortedSet<String> lists, SortedSet<String> tags) {
        Decision decision = permission.decision();
        Set<Purpose> forbidden = forbidden(decision);
        Minimisation minimisation = new Minimisation(permission, forbidden, laws.of(decision.country()));
        for (MappedField field : permission.site().mapping().fields()) {
            String value = minimisation.value(field);
            if (value != null && !value.isEmpty()) {
                fields.put(field.target(), value);
            }
        }
        for (MappedList list : permission.site().mapping().lists()) {
            if (decision.allows(list.purpose(), list.channel())) {
                lists.add(list.name());
            }
        }
        for (Trigger trigger : permission.site().triggers()) {
            String said = permission.facts().profile().get(trigger.member());
            if (said != null
                    && new TriggerClearance(laws).obstacle(permission, trigger).isEmpty()) {
                trigger.target().ifPresent(target -> fields.put(target, said));
                trigger.tag().ifPresent(tags::add);
            }
        }
        for (MappedTag tag : permission.site().mapping().tags()) {
            if (minimisation.covered(tag.purposes(), permission.site().justifying())) {
                tags.add(tag.name());
            }
        }
        if (permission.site().customerTag() != null && minimisation.isCustomer()) {
            tags.add(permission.site().customerTag());
        }
    }

    /** What may not ride on the only ground on which the person gets mail: soft opt-in carries no profiling (3.5). */
    Set<Purpose> forbidden(Decision decision) {
        CellDecision similar = decision.cell(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL)
                .orElse(null);
        if (similar == null || !similar.allowed() || decision.allows(Purpose.DIRECT_MARKETING, Channel.EMAIL)) {
            return Set.of();
        }
        Rule rule = laws.book(decision.country())
                .rule(Cells.OWN_SIMILAR_EMAIL, Basis.of(similar.basis()), decision.decidedAt());
        return rule == null ? Set.of() : rule.forbids();
    }

    Optional<Cleared<TrackedEvent>> tracked(Permission permission, TrackedEvent event) {
        Decision decision = permission.decision();
        if (!permission.facts().email().equals(event.email())) {
            throw new IllegalArgumentException("the event is about somebody else than the permission");
        }
        boolean may = decision.outcome() == Outcome.DELIVER
                && decision.allows(Purpose.SITE_TRACKING, Channel.NONE)
                && decision.allows(Purpose.PROFILING_ONLINE, Channel.NONE)
                && !forbidden(decision).contains(Purpose.PROFILING_ONLINE)
                && !event.name().isBlank()
                && event.name().length() <= EVENT_NAME_LENGTH;
        return may ? Optional.of(new Cleared<>(event, decision.decidedAt(), decision.validUntil())) : Optional.empty();
    }
}
