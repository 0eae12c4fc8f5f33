package io.consentgate.site;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All sites of this installation. */
public record Sites(List<Site> all) {

    /** The site that owns a shop: by name, else the one that owns {@code *}. */
    public Optional<Site> owning(String shop) {
        return all.stream()
                .filter(site -> site.shops().contains(shop))
                .findFirst()
                .or(() ->
                        all.stream().filter(site -> site.shops().contains("*")).findFirst());
    }

    public Optional<Site> named(String name) {
        return all.stream().filter(site -> site.name().equals(name)).findFirst();
    }

    public Collection<Site> onAccount(String account) {
        return all.stream().filter(site -> site.account().equals(account)).toList();
    }
}
