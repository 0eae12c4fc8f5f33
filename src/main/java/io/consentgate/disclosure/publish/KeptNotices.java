package io.consentgate.disclosure.publish;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeVersions;
import java.util.List;
import java.util.Optional;

/** The versions that were written, as the library reads them. */
public final class KeptNotices implements NoticeHistory {

    private final Transactions transactions;
    private final NoticeVersions versions;

    public KeptNotices(Transactions transactions, NoticeVersions versions) {
        this.transactions = transactions;
        this.versions = versions;
    }

    @Override
    public List<NoticeEdition> editions(String site) {
        return transactions.read(tx -> versions.of(tx, site)).stream()
                .map(NoticeVersions.Kept::edition)
                .toList();
    }

    @Override
    public Optional<NoticeFile> file(String site, int version, String name) {
        return files(site, version).stream()
                .filter(file -> file.name().equals(name))
                .findFirst();
    }

    @Override
    public List<String> names(String site, int version) {
        return files(site, version).stream().map(NoticeFile::name).toList();
    }

    private List<NoticeFile> files(String site, int version) {
        return transactions.read(tx -> versions.files(tx, site, version));
    }
}
