package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.Map;

/** The names that files use, as on every wire. */
final class Names {

    static final Map<String, Purpose> PURPOSES = Section.names(Purpose.values(), Purpose::wire);
    static final Map<String, Channel> CHANNELS = Section.names(Channel.values(), Channel::wire);

    private Names() {}
}
