package io.consentgate.disclosure;

import java.util.List;

/**
 * Holds a source against every item of disclosure.md chapter 2. Pure, and complete: all gaps at once.
 *
 * <p>C16, C18, C23, C24, K4, K5, K6 and K9 are told by the texts and by the connector itself; they are checked where
 * texts are read, and on the rendered notice.
 */
final class Checklist {

    private final NoticeSource source;

    Checklist(NoticeSource source) {
        this.source = source;
    }

    List<Gap> gaps() {
        Gaps gaps = new Gaps(source);
        new PartyChecks(source, gaps).check();
        new PurposeChecks(source, gaps).check();
        new DeviceChecks(source, gaps).check();
        new StatementChecks(source, gaps).check();
        return gaps.found();
    }
}
