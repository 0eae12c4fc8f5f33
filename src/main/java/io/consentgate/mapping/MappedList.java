package io.consentgate.mapping;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;

/**
 * The list that stands for one purpose and channel (READINGS 27).
 *
 * @param name as in ActiveCampaign; {@code setup} creates it when missing
 * @param ownAndSimilar soft opt-in only: whether it advertises own goods, similar to those that were bought
 * @param refusalInEveryMessage soft opt-in only: whether every message offers refusal
 */
public record MappedList(
        String name, Purpose purpose, Channel channel, boolean ownAndSimilar, boolean refusalInEveryMessage) {

    /** @param softOptIn whether all is so that soft opt-in asks of the list */
    public MappedList(String name, Purpose purpose, Channel channel, boolean softOptIn) {
        this(name, purpose, channel, softOptIn, softOptIn);
    }
}
