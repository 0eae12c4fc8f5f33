package io.consentgate.gate;

import io.consentgate.event.Purpose;
import java.time.Instant;

/**
 * What later versions of a site's notice do to consents that were given under earlier ones: when what is told of a
 * purpose changes so much that nobody agreed to it, consent has to be asked again (GDPR art. 4(11), 13(3); consent.md,
 * {@code consent.reconsentPending}).
 */
@FunctionalInterface
public interface NoticeChanges {

    NoticeChanges NONE = (site, purpose, noticeVersion, givenAt) -> null;

    /**
     * @param noticeVersion what the consent names
     * @return from when on a consent given then, under that version, no longer covers the purpose; null = it does
     */
    Instant ends(String site, Purpose purpose, String noticeVersion, Instant givenAt);
}
