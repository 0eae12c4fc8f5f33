package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers every purpose and channel that is asked about, in the order of the enums, so that sets of cells are the bits
 * of a long. A purpose that is not per channel has one cell (READINGS 5).
 */
final class Cells {

    private static final Channel[] CHANNELS = Channel.values();
    private static final Purpose[] PURPOSES = Purpose.values();
    private static final int[] FIRST = new int[PURPOSES.length];
    private static final List<Purpose> PURPOSE_OF = new ArrayList<>();
    private static final List<Channel> CHANNEL_OF = new ArrayList<>();

    static {
        for (Purpose purpose : PURPOSES) {
            FIRST[purpose.ordinal()] = PURPOSE_OF.size();
            for (Channel channel : purpose.perChannel() ? CHANNELS : new Channel[] {Channel.NONE}) {
                PURPOSE_OF.add(purpose);
                CHANNEL_OF.add(channel);
            }
        }
        if (PURPOSE_OF.size() > Long.SIZE) {
            throw new ExceptionInInitializerError("more cells than a long has bits");
        }
    }

    static final int COUNT = PURPOSE_OF.size();
    static final long ALL = -1L >>> (Long.SIZE - COUNT);
    static final int MARKETING_EMAIL = index(Purpose.DIRECT_MARKETING, Channel.EMAIL);
    static final int OWN_SIMILAR_EMAIL = index(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL);

    static final long RETARGETING = named(Purpose.RETARGETING, null);
    static final long SERVICE = named(Purpose.SERVICE, null);
    private static final long MARKETING = named(Purpose.DIRECT_MARKETING, null);

    /** What an objection to direct marketing closes: all of it and related profiling (READINGS 6). */
    static final long MARKETING_FAMILY = named(Purpose.DIRECT_MARKETING, null)
            | named(Purpose.DIRECT_MARKETING_OWN_SIMILAR, null)
            | named(Purpose.RETARGETING, null)
            | named(Purpose.PROFILING_CLASSIC, null)
            | named(Purpose.PROFILING_ONLINE, null);

    /** What is reached by telephone, for whatever purpose. */
    static final long BY_PHONE = named(null, Channel.SMS)
            | named(null, Channel.INSTANT_MESSAGE)
            | named(null, Channel.PHONE_AUTOMATED)
            | named(null, Channel.PHONE_OPERATOR);

    private Cells() {}

    static int index(Purpose purpose, Channel channel) {
        int first = FIRST[purpose.ordinal()];
        return purpose.perChannel() ? first + channel.ordinal() : first;
    }

    static Purpose purpose(int cell) {
        return PURPOSE_OF.get(cell);
    }

    static Channel channel(int cell) {
        return CHANNEL_OF.get(cell);
    }

    static long bit(int cell) {
        return 1L << cell;
    }

    /**
     * What a no names: without a purpose the whole person, without a channel (or with "none") all channels.
     */
    static long named(Purpose purpose, Channel channel) {
        boolean everyChannel = channel == null || channel == Channel.NONE;
        if (purpose == null) {
            if (everyChannel) {
                return ALL;
            }
            long mask = 0;
            for (Purpose each : PURPOSES) {
                mask |= each.perChannel() ? bit(index(each, channel)) : 0;
            }
            return mask;
        }
        if (!purpose.perChannel()) {
            return bit(FIRST[purpose.ordinal()]);
        }
        return everyChannel ? ((1L << CHANNELS.length) - 1) << FIRST[purpose.ordinal()] : bit(index(purpose, channel));
    }

    /** The cells of own, similar products on the channels on which those of direct marketing are in the set. */
    static long similarTo(long cells) {
        return (cells & MARKETING)
                << (FIRST[Purpose.DIRECT_MARKETING_OWN_SIMILAR.ordinal()] - FIRST[Purpose.DIRECT_MARKETING.ordinal()]);
    }

    /** The one cell that a yes can open. A yes without a channel opens only what has no need of one. */
    static int opened(Purpose purpose, Channel channel) {
        if (channel != null || !purpose.perChannel()) {
            return index(purpose, channel);
        }
        return index(purpose, purpose == Purpose.EMAIL_OPEN_TRACKING ? Channel.EMAIL : Channel.NONE);
    }
}
