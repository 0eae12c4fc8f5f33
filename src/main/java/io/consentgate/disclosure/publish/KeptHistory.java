package io.consentgate.disclosure.publish;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeVersions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The versions that the database keeps. A version never changes, so its HTML sections, which every look at the site
 * compares with, stay in memory once read; of the rest only the version that was asked for last does.
 */
public final class KeptHistory implements NoticeHistory {

    private final NoticeVersions versions;
    private final Transactions transactions;
    private final Map<Id, Map<String, NoticeFile>> sections = new ConcurrentHashMap<>();
    private volatile Whole last = new Whole(new Id("", 0), Map.of());

    private record Id(String site, int version) {}

    private record Whole(Id id, Map<String, NoticeFile> files) {}

    public KeptHistory(NoticeVersions versions, Transactions transactions) {
        this.versions = versions;
        this.transactions = transactions;
    }

    @Override
    public List<NoticeEdition> editions(String site) {
        return transactions.read(tx -> versions.of(tx, site)).stream()
                .map(NoticeVersions.Kept::edition)
                .toList();
    }

    @Override
    public Optional<NoticeFile> file(String site, int version, String name) {
        Id id = new Id(site, version);
        Map<String, NoticeFile> known = sections.get(id);
        return Optional.ofNullable(
                known != null && known.containsKey(name)
                        ? known.get(name)
                        : whole(id).get(name));
    }

    @Override
    public List<String> names(String site, int version) {
        return whole(new Id(site, version)).keySet().stream().sorted().toList();
    }

    private Map<String, NoticeFile> whole(Id id) {
        Whole held = last;
        if (held.id().equals(id)) {
            return held.files();
        }
        Map<String, NoticeFile> files = transactions.read(tx -> versions.files(tx, id.site(), id.version())).stream()
                .collect(Collectors.toMap(NoticeFile::name, Function.identity()));
        // A version that is not there yet may be there the next time.
        if (!files.isEmpty()) {
            last = new Whole(id, files);
            sections.put(
                    id,
                    files.values().stream()
                            .filter(file -> file.name().matches(".*-section\\.[^.]+\\.html"))
                            .collect(Collectors.toMap(NoticeFile::name, Function.identity())));
        }
        return files;
    }
}
