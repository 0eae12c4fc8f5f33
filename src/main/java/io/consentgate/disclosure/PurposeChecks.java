package io.consentgate.disclosure;

import static io.consentgate.disclosure.ChecklistItem.C17;
import static io.consentgate.disclosure.ChecklistItem.C5;
import static io.consentgate.disclosure.ChecklistItem.C6;
import static io.consentgate.disclosure.ChecklistItem.C7;
import static io.consentgate.disclosure.ChecklistItem.C8;

import io.consentgate.activecampaign.AccountSwitches.Switch;
import io.consentgate.configuration.SiteNotice;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.UsedChannel;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.Source;
import java.util.LinkedHashSet;
import java.util.Set;

/** What data are used for and on what ground: C5 to C8, C17. */
final class PurposeChecks {

    private final NoticeSource source;
    private final Gaps gaps;
    private final PurposeUse use;

    PurposeChecks(NoticeSource source, Gaps gaps) {
        this.source = source;
        this.gaps = gaps;
        this.use = new PurposeUse(source);
    }

    void check() {
        purposes();
        grounds();
        ownFields();
        profiling();
    }

    private void purposes() {
        if (use.purposes().isEmpty()) {
            gaps.stop(
                    C5,
                    "no purpose is used",
                    "sites/" + source.site().name() + ".yaml: lists",
                    "map at least one list or field");
        }
        boolean events = source.features().contains(Feature.SERVER_EVENTS);
        if (source.switches().eventTracking() == Switch.UNKNOWN) {
            gaps.stop(
                    C5,
                    "ActiveCampaign did not tell whether event tracking is on",
                    "account: eventTracking",
                    "run 'consentgate doctor', then write the notice again");
        } else if (events && source.switches().eventTracking() == Switch.OFF) {
            gaps.warn(
                    C5,
                    "events are sent, and event tracking is off in ActiveCampaign",
                    "account: eventTracking",
                    "switch it on there, or remove ACTIVECAMPAIGN_EVENT_URL");
        }
    }

    private void grounds() {
        for (MappedList list : source.site().mapping().lists()) {
            if (use.grounds(list.purpose(), list.channel()).isEmpty()) {
                gaps.stop(
                        C6,
                        "list " + list.name() + " is for " + list.purpose().wire() + " on "
                                + list.channel().wire() + ", for which no rule is in force",
                        gaps.rulesFile("rules"),
                        "remove the list, or add the rule with its source");
            }
        }
        for (Purpose purpose : use.wanted()) {
            if (!use.uses(purpose)) {
                gaps.stop(
                        C6,
                        "purpose " + purpose.wire() + " is used, and no rule for it is in force",
                        gaps.rulesFile("rules"),
                        "take the purpose out of the mapping, or add the rule with its source");
            }
        }
        for (UsedPurpose purpose : use.purposes()) {
            for (UsedChannel channel : purpose.channels()) {
                channel.grounds().forEach(ground -> ground(purpose.purpose(), channel.channel(), ground));
            }
        }
    }

    /** Disclosure.md 2.3, the table of bases: what may rest on something else than consent. */
    private void ground(Purpose purpose, Channel channel, Ground ground) {
        boolean onPaperOrByVoice = channel == Channel.POST || channel == Channel.PHONE_OPERATOR;
        boolean accepted =
                switch (ground.basis()) {
                    case CONSENT -> true;
                    case SOFT_OPT_IN -> purpose == Purpose.DIRECT_MARKETING_OWN_SIMILAR && channel == Channel.EMAIL;
                    case LEGITIMATE_INTEREST -> PurposeUse.justifies(purpose) && onPaperOrByVoice;
                    case CONTRACT -> purpose == Purpose.SERVICE;
                };
        ChecklistItem item = DeviceChecks.onDevice(purpose) ? ChecklistItem.K2 : C6;
        if (!accepted) {
            gaps.stop(
                    item,
                    purpose.wire() + " on " + channel.wire() + " cannot rest on "
                            + ground.basis().wire(),
                    gaps.rulesFile("rules: " + ground.rule()),
                    "let it rest on consent");
        }
        if (ground.basis() == Basis.SOFT_OPT_IN || ground.basis() == Basis.LEGITIMATE_INTEREST) {
            gaps.everyLanguage(
                    C7,
                    ground.interest(),
                    "the legitimate interest for " + purpose.wire(),
                    gaps.siteFile("legitimate_interests." + purpose.wire()));
        }
    }

    private void ownFields() {
        Set<String> mapped = new LinkedHashSet<>();
        for (MappedField field : source.site().mapping().fields()) {
            if (field.source() instanceof Source.Contact contact
                    && contact.group().ofSite()) {
                String name = ModelMaker.attribute(contact);
                mapped.add(name);
                gaps.everyLanguage(
                        C8,
                        source.said().labels().get(name),
                        "the name of field " + name,
                        gaps.siteFile("field_names." + name));
            }
        }
        for (String name : source.said().labels().keySet()) {
            if (!mapped.contains(name)) {
                gaps.warn(
                        C8,
                        "field " + name + " has a name, and is not in the mapping",
                        gaps.siteFile("field_names." + name),
                        "remove it, or map the field");
            }
        }
    }

    private void profiling() {
        SiteNotice.Profiling profiling = source.said().profiling();
        String key = gaps.siteFile("profiling");
        if (profiling == null) {
            gaps.stop(C17, "nothing is said about profiling", key, "write in_use and automated_decisions");
            return;
        }
        gaps.said(C17, profiling.inUse(), "whether there is profiling", key + ".in_use", "write true or false");
        gaps.said(
                C17,
                profiling.decisions(),
                "whether a machine alone decides",
                key + ".automated_decisions",
                "write true or false");
        if (Boolean.TRUE.equals(profiling.inUse()) || Boolean.TRUE.equals(profiling.decisions())) {
            gaps.everyLanguage(C17, profiling.logic(), "the logic of profiling", key + ".logic");
            gaps.everyLanguage(C17, profiling.effect(), "the effect of profiling", key + ".effect");
        }
        boolean profiles = use.uses(Purpose.PROFILING_CLASSIC)
                || use.uses(Purpose.PROFILING_ONLINE)
                || use.uses(Purpose.SITE_TRACKING);
        if (profiles && Boolean.FALSE.equals(profiling.inUse())) {
            gaps.stop(
                    C17,
                    "profiling is said not to be in use, and data are sent for it",
                    key + ".in_use",
                    "write true, or take profiling out of the mapping and the features");
        }
    }
}
