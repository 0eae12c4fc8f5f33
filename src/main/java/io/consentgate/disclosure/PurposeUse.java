package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.UsedChannel;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import io.consentgate.gate.Rule;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.site.Trigger;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which purposes and channels are really used: those of the lists, of whatever channel lets a mapped field through
 * (consent.md 3.12), of the tags, of the triggers, and of the features that are switched on; each with the grounds on which the country's
 * rules can open it now.
 */
final class PurposeUse {

    private static final Set<Channel> EMAIL = Set.of(Channel.EMAIL);
    private static final Set<Channel> NO_CHANNEL = Set.of(Channel.NONE);

    private final NoticeSource source;
    private final Map<Purpose, Set<Channel>> channels = new EnumMap<>(Purpose.class);
    private final Map<Purpose, Set<DataCategory>> categories = new EnumMap<>(Purpose.class);

    PurposeUse(NoticeSource source) {
        this.source = source;
        source.site().mapping().lists().forEach(this::list);
        source.site().mapping().fields().forEach(this::field);
        source.site().mapping().tags().forEach(this::tag);
        source.site().triggers().forEach(this::trigger);
        if (source.site().customerTag() != null) {
            channels.keySet().stream().filter(PurposeUse::justifies).toList().forEach(this::customers);
        }
        features();
        measurement();
        justification();
    }

    /** Whether the address itself may go for this purpose (READINGS 12). */
    static boolean justifies(Purpose purpose) {
        return purpose == Purpose.DIRECT_MARKETING || purpose == Purpose.DIRECT_MARKETING_OWN_SIMILAR;
    }

    static DataCategory category(Source.Group group) {
        return switch (group) {
            case IDENTITY -> DataCategory.IDENTITY;
            case MOBILE_PHONE -> DataCategory.PHONE;
            case POST_ADDRESS -> DataCategory.POST_ADDRESS;
            case LOYALTY -> DataCategory.LOYALTY;
            case BIRTH_DATE -> DataCategory.BIRTH_DATE;
            case AGE_CONFIRMED -> DataCategory.AGE_CONFIRMED;
            case ATTRIBUTE, PURCHASE_DETAIL -> DataCategory.OWN_FIELDS;
        };
    }

    /** The channels on which a group of fields can leave: the gate's own table. */
    private static Set<Channel> ways(Source.Group group) {
        return switch (group) {
            case MOBILE_PHONE -> Set.of(Channel.SMS, Channel.INSTANT_MESSAGE);
            case POST_ADDRESS -> Set.of(Channel.POST, Channel.PHONE_OPERATOR, Channel.PHONE_AUTOMATED);
            default -> EMAIL;
        };
    }

    /** In the order of purposes and channels. */
    List<UsedPurpose> purposes() {
        List<UsedPurpose> used = new ArrayList<>();
        channels.forEach((purpose, ways) -> {
            List<UsedChannel> open = channels(purpose);
            if (!open.isEmpty()) {
                boolean sale = open.stream()
                        .flatMap(channel -> channel.grounds().stream())
                        .noneMatch(ground -> ground.basis() == Basis.CONSENT);
                used.add(new UsedPurpose(
                        purpose,
                        open,
                        List.copyOf(categories.getOrDefault(purpose, Set.of())),
                        Period.ofMonths(source.rules().limits().validityMonths().get(purpose)),
                        sale ? "sale" : "consent",
                        false));
            }
        });
        return used;
    }

    /** Every purpose that something is configured for, whether the law knows a ground for it or not. */
    Set<Purpose> wanted() {
        return channels.keySet();
    }

    boolean uses(Purpose purpose) {
        return channels.containsKey(purpose) && !channels(purpose).isEmpty();
    }

    private List<UsedChannel> channels(Purpose purpose) {
        return channels.getOrDefault(purpose, Set.of()).stream()
                .map(channel -> new UsedChannel(channel, grounds(purpose, channel)))
                .filter(channel -> !channel.grounds().isEmpty())
                .toList();
    }

    /** What the country's rules let open now. */
    List<Ground> grounds(Purpose purpose, Channel channel) {
        return source.rules().rules().stream()
                .filter(rule -> rule.purpose() == purpose && rule.channel() == channel)
                .filter(rule -> rule.inForce(source.now()))
                .sorted(Comparator.comparing(Rule::basis).thenComparing(Rule::id))
                .map(rule -> new Ground(rule.id(), rule.basis(), rule.source(), interest(purpose, rule.basis())))
                .toList();
    }

    private Map<String, String> interest(Purpose purpose, Basis basis) {
        boolean named = basis == Basis.SOFT_OPT_IN || basis == Basis.LEGITIMATE_INTEREST;
        return named ? source.said().interests().getOrDefault(purpose, Map.of()) : Map.of();
    }

    private void list(MappedList list) {
        use(list.purpose(), Set.of(list.channel()), DataCategory.LISTS_AND_TAGS);
    }

    private void field(MappedField field) {
        if (field.source() instanceof Source.Contact contact) {
            for (Purpose purpose : field.purposes()) {
                use(purpose, ways(contact.group()), category(contact.group()));
            }
        }
    }

    private void tag(MappedTag tag) {
        tag.purposes().forEach(purpose -> use(purpose, source.site().justifying(), DataCategory.LISTS_AND_TAGS));
    }

    private void trigger(Trigger trigger) {
        if (trigger.target().isPresent() || trigger.tag().isPresent() || trigger.action() instanceof Trigger.Enrol) {
            for (Purpose purpose : purposes(trigger)) {
                use(purpose, Set.of(trigger.audience().channel()), DataCategory.LISTS_AND_TAGS);
            }
        }
    }

    /** All of them have to be allowed before it marks a contact: the gate's own rule. */
    static Set<Purpose> purposes(Trigger trigger) {
        Purpose meant = trigger.audience().purpose();
        return trigger.on().profiles() ? EnumSet.of(meant, Purpose.PROFILING_CLASSIC) : EnumSet.of(meant);
    }

    /** Whoever bought carries the tag while any mail is permitted. */
    private void customers(Purpose purpose) {
        use(purpose, EMAIL, DataCategory.LISTS_AND_TAGS);
    }

    private void features() {
        for (Feature feature : source.features()) {
            switch (feature) {
                case CONTACT_SYNC -> {}
                case CARTS -> {
                    use(Purpose.DIRECT_MARKETING, EMAIL, DataCategory.CARTS);
                    use(Purpose.PROFILING_CLASSIC, EMAIL, DataCategory.CARTS);
                }
                case ORDERS -> orders();
                case SERVER_EVENTS -> behaviour();
                case SITE_SCRIPT -> script();
            }
        }
        if (source.script()) {
            script();
        }
    }

    /** That and for how much somebody bought goes with any e-mail permission (READINGS 24), what it was with profiling. */
    private void orders() {
        use(Purpose.DIRECT_MARKETING, EMAIL, DataCategory.PURCHASES);
        use(Purpose.PROFILING_CLASSIC, EMAIL, DataCategory.PURCHASES);
        if (channels.containsKey(Purpose.DIRECT_MARKETING_OWN_SIMILAR)) {
            use(Purpose.DIRECT_MARKETING_OWN_SIMILAR, EMAIL, DataCategory.PURCHASES);
        }
    }

    private void behaviour() {
        use(Purpose.SITE_TRACKING, NO_CHANNEL, DataCategory.BEHAVIOUR);
        use(Purpose.PROFILING_ONLINE, NO_CHANNEL, DataCategory.BEHAVIOUR);
    }

    private void script() {
        behaviour();
        use(Purpose.SITE_TRACKING, NO_CHANNEL, DataCategory.DEVICE);
    }

    private void measurement() {
        for (String how : new String[] {source.said().opens(), source.said().clicks()}) {
            if ("separate".equals(how)) {
                use(Purpose.EMAIL_OPEN_TRACKING, EMAIL, DataCategory.EMAIL_READING);
            } else if ("within_marketing".equals(how)) {
                use(Purpose.DIRECT_MARKETING, EMAIL, DataCategory.EMAIL_READING);
            }
        }
    }

    /** With the address go the states of consent (READINGS 24, 26). */
    private void justification() {
        boolean states =
                source.site().mapping().fields().stream().anyMatch(field -> field.source() instanceof Source.Consent);
        for (Purpose purpose : List.copyOf(channels.keySet())) {
            if (justifies(purpose)) {
                Collection<Channel> ways =
                        purpose == Purpose.DIRECT_MARKETING ? source.site().justifying() : EMAIL;
                use(purpose, ways, DataCategory.CONTACT);
                if (states) {
                    use(purpose, ways, DataCategory.CONSENT_STATE);
                }
            }
        }
    }

    private void use(Purpose purpose, Collection<Channel> ways, DataCategory category) {
        channels.computeIfAbsent(purpose, none -> new TreeSet<>()).addAll(purpose.perChannel() ? ways : NO_CHANNEL);
        categories.computeIfAbsent(purpose, none -> new TreeSet<>()).add(category);
    }
}
