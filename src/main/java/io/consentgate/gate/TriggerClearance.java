package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.site.Trigger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whom a marketer's trigger may reach at this moment. */
final class TriggerClearance {

    private static final String TAGS = "tags";

    private final Clearance clearance;

    TriggerClearance(Laws laws) {
        this.clearance = new Clearance(laws);
    }

    /** A reason code of consent.md chapter 3, or {@code audience.*}; empty when it may. */
    Optional<String> obstacle(Permission permission, Trigger trigger) {
        Decision decision = permission.decision();
        if (decision.outcome() != Outcome.DELIVER) {
            return Optional.of(decision.reason());
        }
        Trigger.Audience audience = trigger.audience();
        Optional<String> denied = denied(decision, audience.purpose(), audience.channel());
        if (denied.isEmpty() && trigger.on().profiles()) {
            denied = denied(decision, Purpose.PROFILING_CLASSIC, Channel.NONE);
        }
        if (denied.isEmpty() && trigger.action() instanceof Trigger.Event) {
            denied = denied(decision, Purpose.SITE_TRACKING, Channel.NONE)
                    .or(() -> denied(decision, Purpose.PROFILING_ONLINE, Channel.NONE));
        }
        return denied.or(() -> meant(permission, audience));
    }

    private Optional<String> denied(Decision decision, Purpose purpose, Channel channel) {
        if (clearance.forbidden(decision).contains(purpose)) {
            return Optional.of(Reason.UNKNOWN.code());
        }
        return decision.cell(purpose, channel)
                .filter(cell -> !cell.allowed())
                .map(CellDecision::reason)
                .or(() -> decision.allows(purpose, channel) ? Optional.empty() : Optional.of(Reason.UNKNOWN.code()));
    }

    private static Optional<String> meant(Permission permission, Trigger.Audience audience) {
        if (!audience.countries().isEmpty()
                && !audience.countries().contains(permission.decision().country())) {
            return Optional.of("audience.country");
        }
        String own = permission.facts().profile().get(TAGS);
        Set<String> wanted = audience.tags();
        boolean tagged = wanted.isEmpty()
                || (own != null
                        && Arrays.stream(own.split("\n"))
                                .anyMatch(tag -> wanted.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT)
                                        .equals(tag.strip().toLowerCase(Locale.ROOT)))));
        return tagged ? Optional.empty() : Optional.of("audience.tag");
    }

    Optional<Cleared<Enrolment>> enrolment(Permission permission, Trigger trigger, Enrolment enrolment) {
        if (!permission.facts().email().equals(enrolment.email())) {
            throw new IllegalArgumentException("the enrolment is somebody else's than the permission");
        }
        Decision decision = permission.decision();
        return obstacle(permission, trigger).isPresent()
                ? Optional.empty()
                : Optional.of(new Cleared<>(enrolment, decision.decidedAt(), decision.validUntil()));
    }
}
