package io.consentgate.standin;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which quirks are on; may be changed while the server runs. */
public final class Switches {

    private final Set<Quirk> on = ConcurrentHashMap.newKeySet();

    Switches() {
        reset();
    }

    public Switches on(Quirk... quirks) {
        on.addAll(Set.of(quirks));
        return this;
    }

    public Switches off(Quirk... quirks) {
        on.removeAll(Set.of(quirks));
        return this;
    }

    public boolean isOn(Quirk quirk) {
        return on.contains(quirk);
    }

    public void reset() {
        for (Quirk quirk : EnumSet.allOf(Quirk.class)) {
            if (quirk.onByDefault()) {
                on.add(quirk);
            } else {
                on.remove(quirk);
            }
        }
    }
}
