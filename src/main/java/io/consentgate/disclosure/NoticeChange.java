package io.consentgate.disclosure;

import io.consentgate.event.Purpose;
import java.util.List;
import java.util.Set;

/**
 * One difference between two versions.
 *
 * @param what key of its sentence in {@code changes.properties}
 * @param names what it is about, as the model writes it
 * @param purposes whose consents no longer cover what is done; empty unless material
 */
public record NoticeChange(Grade grade, String what, List<String> names, Set<Purpose> purposes) {

    public NoticeChange {
        names = List.copyOf(names);
        purposes = Set.copyOf(purposes);
    }
}
