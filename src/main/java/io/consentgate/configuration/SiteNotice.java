package io.consentgate.configuration;

import io.consentgate.event.Purpose;
import java.net.URI;
import java.time.Period;
import java.util.List;
import java.util.Map;

/**
 * What an operator says about a site for its notice, beyond what the site's own file tells
 * (config/notice/sites/&lt;site&gt;.yaml). Everything that was not said is null: the notice's checklist, not this reader,
 * decides what is missing. Texts are by language.
 *
 * @param languages the master first
 * @param privacy page that shows the privacy section, by language
 * @param cookie page that shows the cookie section, by language
 * @param preferences page where consent is changed and withdrawn
 * @param collection pages where data are collected
 * @param rights page where rights are exercised
 * @param script none or after_consent
 * @param opens off, separate or within_marketing
 * @param clicks as {@code opens}
 * @param interests the legitimate interest of a purpose that rests on one
 * @param labels names of the site's own contact fields
 * @param firstContactNotice whether the first message to somebody whose data came from elsewhere links the notice
 */
public record SiteNotice(
        List<String> languages,
        Map<String, URI> privacy,
        Map<String, URI> cookie,
        URI preferences,
        List<URI> collection,
        URI rights,
        String script,
        String opens,
        String clicks,
        List<Tracker> trackers,
        List<String> domains,
        List<Recipient> recipients,
        Map<Purpose, Map<String, String>> interests,
        Map<String, Map<String, String>> labels,
        Profiling profiling,
        List<Source> sources,
        Boolean firstContactNotice,
        Boolean children) {

    /** Members as in the notice's model; null where not said. */
    public record Tracker(
            String name,
            String type,
            String party,
            String provider,
            String domain,
            Period lifetime,
            Boolean refreshed,
            String category,
            Purpose purpose,
            String country) {}

    public record Recipient(String name, String role, String address, String country, Map<String, String> service) {}

    /**
     * @param inUse whether data are combined to judge interests
     * @param decisions whether a machine alone decides with legal or similar effect (GDPR art. 22)
     */
    public record Profiling(Boolean inUse, Boolean decisions, Map<String, String> logic, Map<String, String> effect) {}

    public record Source(String id, Map<String, String> name, Boolean publiclyAvailable) {}
}
