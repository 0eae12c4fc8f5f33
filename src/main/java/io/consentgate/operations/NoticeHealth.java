package io.consentgate.operations;

import io.consentgate.disclosure.live.PageReport;
import io.consentgate.disclosure.live.PartReport;
import io.consentgate.disclosure.live.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the site's pages show, as a part of the health: as last seen, nobody is asked for it. */
public final class NoticeHealth {

    private NoticeHealth() {}

    /**
     * @param seen of every site
     * @param parts what was found beside the pages
     */
    public static HealthPart of(List<PageReport> seen, List<PartReport> parts) {
        HealthPart part = seen.stream()
                .filter(report -> report.standing() != Standing.CURRENT)
                .map(NoticeHealth::reason)
                .findFirst()
                .or(() -> parts.stream()
                        .filter(report -> report.standing() != Standing.CURRENT)
                        .map(NoticeHealth::reason)
                        .findFirst())
                .map(HealthPart::degraded)
                .orElseGet(HealthPart::up);
        return seen.isEmpty()
                ? part
                : part.with("pages", seen.stream().map(NoticeHealth::page).toList());
    }

    private static String reason(PageReport report) {
        return "the " + report.page().sectionName() + " notice in "
                + report.page().language() + " of site "
                + report.page().site() + " is " + report.standing().wire() + " since " + report.since()
                + ": 'consentgate disclosure check' says what differs";
    }

    private static String reason(PartReport report) {
        return report.address() + " is " + report.standing().wire() + ": " + report.why();
    }

    private static Map<String, Object> page(PageReport report) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("page", report.page().address().toString());
        page.put("section", report.page().sectionName());
        page.put("standing", report.standing().wire());
        page.put("since", report.since().toString());
        return page;
    }
}
