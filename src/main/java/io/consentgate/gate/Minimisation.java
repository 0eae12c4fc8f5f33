package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The hard table of what may leave (consent.md 3.12, READINGS 24): a field needs what its group asks for, and one of
 * the purposes that the site's mapping names for it. Evidence, special categories and unmapped members never leave.
 */
final class Minimisation {

    private static final Set<Channel> EMAIL = Set.of(Channel.EMAIL);
    private static final Set<Channel> MOBILE = Set.of(Channel.SMS, Channel.INSTANT_MESSAGE);
    private static final Set<Channel> HOME = Set.of(Channel.POST, Channel.PHONE_OPERATOR, Channel.PHONE_AUTOMATED);

    private final Permission permission;
    private final Decision decision;
    private final Set<Purpose> forbidden;
    private final CountryRules rules;

    Minimisation(Permission permission, Set<Purpose> forbidden, CountryRules rules) {
        this.permission = permission;
        this.decision = permission.decision();
        this.forbidden = forbidden;
        this.rules = rules;
    }

    /** What the field may carry; null when nothing. */
    String value(MappedField field) {
        if (field.source() instanceof Source.Consent consent) {
            return summary(consent, field.target());
        }
        if (field.source() instanceof Source.Contact contact && mayLeave(contact, field.purposes())) {
            return contact.group() == Source.Group.AGE_CONFIRMED
                    ? ageConfirmed()
                    : permission.facts().profile().get(contact.member());
        }
        return null;
    }

    private boolean mayLeave(Source.Contact contact, Set<Purpose> purposes) {
        return switch (contact.group()) {
            case IDENTITY, LOYALTY, ATTRIBUTE, AGE_CONFIRMED -> anyEmailPermission() && covered(purposes, EMAIL);
            // Loyalty covers identity and totals; what was bought needs consent to profiling (consent.md 3.8).
            case PURCHASE_DETAIL -> anyEmailPermission() && allowed(Purpose.PROFILING_CLASSIC, Channel.NONE);
            case MOBILE_PHONE -> anyAllowed(Purpose.DIRECT_MARKETING, MOBILE) && covered(purposes, MOBILE);
            case POST_ADDRESS -> anyAllowed(Purpose.DIRECT_MARKETING, HOME) && covered(purposes, HOME);
            case BIRTH_DATE -> allowed(Purpose.PROFILING_CLASSIC, Channel.NONE) && covered(purposes, EMAIL);
        };
    }

    /** Whether it may be said that somebody bought something: with any e-mail permission, as totals are. */
    boolean isCustomer() {
        return anyEmailPermission() && permission.facts().sales().stream().anyMatch(Facts.Sale::completed);
    }

    private boolean anyEmailPermission() {
        return allowed(Purpose.DIRECT_MARKETING, Channel.EMAIL)
                || allowed(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL);
    }

    /** Whether one of the purposes is allowed, on one of the channels where channels matter. */
    boolean covered(Set<Purpose> purposes, Set<Channel> channels) {
        for (Purpose purpose : purposes) {
            if (purpose.perChannel() ? anyAllowed(purpose, channels) : behaviourAllowed(purpose)) {
                return true;
            }
        }
        return false;
    }

    /** Behaviour needs the banner's consent and the consent to profiling, both (consent.md 3.3). */
    private boolean behaviourAllowed(Purpose purpose) {
        return purpose == Purpose.SITE_TRACKING || purpose == Purpose.PROFILING_ONLINE
                ? allowed(Purpose.SITE_TRACKING, Channel.NONE) && allowed(Purpose.PROFILING_ONLINE, Channel.NONE)
                : allowed(purpose, Channel.NONE);
    }

    private boolean anyAllowed(Purpose purpose, Set<Channel> channels) {
        for (Channel channel : channels) {
            if (allowed(purpose, channel)) {
                return true;
            }
        }
        return false;
    }

    private boolean allowed(Purpose purpose, Channel channel) {
        return !forbidden.contains(purpose) && decision.allows(purpose, channel);
    }

    private String ageConfirmed() {
        Age age = new Age(
                permission.facts().profile().get("birth_date"),
                rules.limits().minAge(),
                permission.site().zone());
        return age.grownUp() == null ? null : String.valueOf(!age.minorAt(decision.decidedAt()));
    }

    /** The consent summary goes along always: the state of consent is itself synced (READINGS 26). */
    private String summary(Source.Consent source, Target target) {
        CellDecision cell = decision.cell(source.purpose(), source.channel()).orElse(null);
        if (cell == null) {
            return null;
        }
        return switch (source.part()) {
            case STATE -> cell.state();
            case NOTICE_VERSION -> cell.noticeVersion();
            case DATE -> cell.stateAt() == null ? null : date(cell.stateAt(), target);
            case EXPIRES -> cell.ends() == null ? null : date(cell.ends(), target);
            case EXPIRING -> cell.endsSoon(decision.decidedAt()) ? date(cell.ends(), target) : null;
        };
    }

    private String date(Instant moment, Target target) {
        boolean day = target instanceof Target.Custom custom && custom.type().equals("date");
        return day
                ? moment.atZone(permission.site().zone()).toLocalDate().toString()
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
