package io.consentgate.person;

import io.consentgate.person.Visitors.Identification;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who was using a visitor's browser, and when: the person identified last, or, before anybody was, the first one. Two
 * at the same instant are both it. Read from identifications in whatever order they came.
 */
public final class Recognition {

    private final SortedMap<Instant, Set<Identification>> byTime = new TreeMap<>();

    private Recognition() {}

    /** One per visitor. */
    public static Map<Long, Recognition> of(Collection<Identification> identifications) {
        Map<Long, Recognition> all = new HashMap<>();
        for (Identification one : identifications) {
            all.computeIfAbsent(one.visitorId(), first -> new Recognition())
                    .byTime
                    .computeIfAbsent(one.at(), first -> new HashSet<>(2))
                    .add(one);
        }
        return all;
    }

    /** Never empty. */
    public Set<Identification> at(Instant moment) {
        SortedMap<Instant, Set<Identification>> before = byTime.headMap(moment.plusNanos(1));
        return before.isEmpty() ? byTime.get(byTime.firstKey()) : before.get(before.lastKey());
    }

    public Collection<Identification> all() {
        return byTime.values().stream().flatMap(Set::stream).toList();
    }
}
