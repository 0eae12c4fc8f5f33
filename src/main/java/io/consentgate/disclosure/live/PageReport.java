package io.consentgate.disclosure.live;

import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a page stands, and since when.
 *
 * @param since when it first stood so; for an outdated one the day on which the next version came into force
 * @param shown version that it shows, null when none or unknown
 * @param inForce version that it has to show
 * @param why a sentence; null when there is nothing to say
 * @param lacking sentences of the notice in force that are not there
 * @param instead sentences that stand there and are not in force
 * @param purposes that the page named when it was last reached
 * @param reachedAt when it was last reached, null = never
 */
public record PageReport(
        SitePage page,
        Standing standing,
        Instant since,
        Integer shown,
        int inForce,
        String why,
        List<String> lacking,
        List<String> instead,
        Set<Purpose> purposes,
        Instant checkedAt,
        Instant reachedAt) {

    public PageReport {
        lacking = List.copyOf(lacking);
        instead = List.copyOf(instead);
        purposes = Set.copyOf(purposes);
    }

    /** Snake_case members, as commands and health print them. */
    public Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", page.site());
        wire.put("page", page.address().toString());
        wire.put("section", page.sectionName());
        wire.put("language", page.language());
        wire.put("standing", standing.wire());
        wire.put("since", since.toString());
        wire.put("shown", shown);
        wire.put("in_force", inForce);
        wire.put("why", why);
        wire.put("lacking", lacking);
        wire.put("instead", instead);
        wire.put("checked_at", checkedAt.toString());
        wire.values().removeIf(Objects::isNull);
        return wire;
    }
}
