package io.consentgate.consent;

import java.time.Instant;

/**
 * One row of the register, as the gate reads it.
 *
 * @param seq number in the site's chain, from 1 without gaps
 */
public record RegisterEntry(String site, long seq, long personId, Instant receivedAt, Statement statement) {

    /** How decisions refer to it: {@code <site>/<seq>}. */
    public String recordId() {
        return site + "/" + seq;
    }

    /** The statement as it stands in the chain. */
    public String statementJson() {
        return StatementJson.write(statement);
    }
}
