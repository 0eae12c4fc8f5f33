package io.consentgate.disclosure.publish;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Every version of a site's notice that was ever written, byte for byte as it was. */
public interface NoticeHistory {

    /** Newest first; empty when none was written. */
    List<NoticeEdition> editions(String site);

    Optional<NoticeFile> file(String site, int version, String name);

    /** Names of a version's files. */
    List<String> names(String site, int version);

    /** The newest whose day has come; before the first day the first one. */
    static Optional<NoticeEdition> inForce(List<NoticeEdition> newestFirst, LocalDate day) {
        return newestFirst.stream()
                .filter(edition -> !edition.effectiveFrom().isAfter(day))
                .findFirst()
                .or(() -> newestFirst.isEmpty()
                        ? Optional.empty()
                        : Optional.of(newestFirst.get(newestFirst.size() - 1)));
    }
}
