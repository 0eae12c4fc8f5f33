package io.consentgate.disclosure.publish;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions that a test writes. */
public final class MemoryHistory implements NoticeHistory {

    private final Map<String, List<NoticeEdition>> editions = new HashMap<>();
    private final Map<String, List<NoticeFile>> files = new HashMap<>();
    private int readings;

    public MemoryHistory write(NoticeEdition edition, List<NoticeFile> rendered) {
        String site = edition.model().site();
        List<NoticeEdition> all = editions.computeIfAbsent(site, none -> new ArrayList<>());
        all.add(edition);
        all.sort(Comparator.comparingInt(NoticeEdition::version).reversed());
        files.put(site + edition.version(), List.copyOf(rendered));
        return this;
    }

    /** How often a file was asked for. */
    public int readings() {
        return readings;
    }

    @Override
    public List<NoticeEdition> editions(String site) {
        return List.copyOf(editions.getOrDefault(site, List.of()));
    }

    @Override
    public Optional<NoticeFile> file(String site, int version, String name) {
        readings++;
        return files.getOrDefault(site + version, List.of()).stream()
                .filter(file -> file.name().equals(name))
                .findFirst();
    }

    @Override
    public List<String> names(String site, int version) {
        return files.getOrDefault(site + version, List.of()).stream()
                .map(NoticeFile::name)
                .toList();
    }
}
