package io.consentgate.disclosure;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A model as one numbered version of a site's notice.
 *
 * @param version from 1, one more at each change of content
 * @param contentHash {@code sha256:} and 64 hex digits, over the model alone
 * @param effectiveFrom first day on which it is the notice
 * @param supersedes the version before, null for the first
 * @param writtenAt when it was first written
 */
public record NoticeEdition(
        NoticeModel model,
        int version,
        String contentHash,
        LocalDate effectiveFrom,
        Integer supersedes,
        Instant writtenAt) {}
