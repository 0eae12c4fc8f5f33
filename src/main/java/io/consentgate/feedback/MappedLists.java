package io.consentgate.feedback;

import io.consentgate.mapping.MappedList;
import io.consentgate.site.Sites;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lists of an account that any of its sites maps: no other one is looked at. */
final class MappedLists {

    private final Set<String> names;

    MappedLists(Sites sites, String account) {
        this.names = sites.onAccount(account).stream()
                .flatMap(site -> site.mapping().lists().stream())
                .map(MappedList::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> names() {
        return names;
    }

    boolean anyOf(Collection<String> lists) {
        return lists.stream().anyMatch(names::contains);
    }
}
