package io.consentgate.mapping;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;

/**
 * The list that stands for one purpose and channel (READINGS 27).
 *
 * @param name as in ActiveCampaign; {@code setup} creates it when missing
 * @param ownAndSimilar soft opt-in only: whether it advertises own, similar goods and offers refusal in every message
 */
public record MappedList(String name, Purpose purpose, Channel channel, boolean ownAndSimilar) {}
