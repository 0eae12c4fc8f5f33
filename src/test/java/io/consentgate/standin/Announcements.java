package io.consentgate.standin;

import java.util.Map;

/** Where changes are told, so that webhooks can report them; {@code list} 0 means no list. */
@FunctionalInterface
interface Announcements {

    void changed(String type, Contact contact, Origin origin, long list, Map<String, String> details);
}
