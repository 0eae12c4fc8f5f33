package io.consentgate.consent.contacthub;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The 13 cells of ContactHub's consents and what they mean here (consent.md 1.4). */
public enum Leaf {
    TRADITIONAL_TELEPHONIC("marketing.traditional.telephonic", Purpose.DIRECT_MARKETING, Channel.PHONE_OPERATOR),
    TRADITIONAL_PAPERY("marketing.traditional.papery", Purpose.DIRECT_MARKETING, Channel.POST),
    AUTOMATIC_SMS("marketing.automatic.sms", Purpose.DIRECT_MARKETING, Channel.SMS),
    AUTOMATIC_EMAIL("marketing.automatic.email", Purpose.DIRECT_MARKETING, Channel.EMAIL),
    AUTOMATIC_PUSH("marketing.automatic.push", Purpose.DIRECT_MARKETING, Channel.PUSH),
    AUTOMATIC_IM("marketing.automatic.im", Purpose.DIRECT_MARKETING, Channel.INSTANT_MESSAGE),
    AUTOMATIC_TELEPHONIC("marketing.automatic.telephonic", Purpose.DIRECT_MARKETING, Channel.PHONE_AUTOMATED),
    PROFILING_CLASSIC("profiling.classic", Purpose.PROFILING_CLASSIC, Channel.NONE),
    PROFILING_ONLINE("profiling.online", Purpose.PROFILING_ONLINE, Channel.WEB),
    SOFT_SPAM_EMAIL("softSpam.email", Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL),
    SOFT_SPAM_PAPERY("softSpam.papery", Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.POST),
    TRANSFER_PROFILING("thirdPartyTransfer.profiling", Purpose.THIRD_PARTY_PROFILING, Channel.NONE),
    TRANSFER_MARKETING("thirdPartyTransfer.marketing", Purpose.THIRD_PARTY_MARKETING, Channel.NONE);

    private final String path;
    private final Purpose purpose;
    private final Channel channel;

    Leaf(String path, Purpose purpose, Channel channel) {
        this.path = path;
        this.purpose = purpose;
        this.channel = channel;
    }

    /** As the members are named on the way down. */
    public String path() {
        return path;
    }

    List<String> steps() {
        return Arrays.asList(path.split("\\."));
    }

    public Purpose purpose() {
        return purpose;
    }

    public Channel channel() {
        return channel;
    }

    /** Soft spam in use is no consent: it says that the soft opt-in is used and was not refused. */
    public boolean softOptIn() {
        return purpose == Purpose.DIRECT_MARKETING_OWN_SIMILAR;
    }

    /** The leaf of a purpose and channel; for purposes with one cell the channel does not matter. */
    public static Optional<Leaf> of(Purpose purpose, Channel channel) {
        return Arrays.stream(values())
                .filter(leaf -> leaf.purpose == purpose && (!purpose.perChannel() || leaf.channel == channel))
                .findFirst();
    }
}
