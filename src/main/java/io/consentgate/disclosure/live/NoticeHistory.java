package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import java.util.List;

/** Every version of a site's notice that was ever written, with the files as they were. */
public interface NoticeHistory {

    /** Newest first; empty when none was written. */
    List<Version> of(String site);

    record Version(NoticeEdition edition, List<NoticeFile> files) {
        public Version {
            files = List.copyOf(files);
        }
    }
}
