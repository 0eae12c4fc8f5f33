package io.consentgate.gate;

import io.consentgate.event.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A list of people who do not want to be called or written to, which the law wants looked at before (R5).
 *
 * @param name as in {@code consentgate oppositions import NAME FILE}
 * @param channels that it closes
 * @param maxAgeDays how old a look at it may be
 * @param since the day from which it has to be asked
 * @param until first instant at which it no longer has to be asked; null = open
 */
public record OppositionRegister(
        String name,
        Set<Channel> channels,
        int maxAgeDays,
        String source,
        LocalDate since,
        Instant from,
        Instant until) {

    public OppositionRegister {
        channels = Set.copyOf(channels);
    }

    boolean covers(Channel channel, Instant now) {
        return channels.contains(channel) && !now.isBefore(from) && (until == null || now.isBefore(until));
    }
}
