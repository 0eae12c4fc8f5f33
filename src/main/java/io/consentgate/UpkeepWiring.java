package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Settings;
import io.consentgate.confirmation.SqlConfirmationMails;
import io.consentgate.intake.SqlInboundKeys;
import io.consentgate.operations.Retention;
import io.consentgate.site.Site;
import io.consentgate.tracking.SqlTrackingOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Drop folders, and how long what is kept is kept. */
final class UpkeepWiring {

    /** Behaviour events that were sent or are in doubt are told to nobody any more after that. */
    private static final Duration TRACKING_KEPT = Duration.ofDays(7);

    /** Whoever was asked without a date is not asked again as long as that is known. */
    private static final Duration CONFIRMATIONS_KEPT = Duration.ofDays(400);

    /** Visitors who are forgotten in one transaction. */
    private static final int VISITORS_AT_ONCE = 5_000;

    /** Longer than any cap looks back. */
    private static final Duration TRIGGERS_KEPT = Duration.ofDays(100);

    private final Wiring wiring;
    private final Settings settings;

    UpkeepWiring(Wiring wiring) {
        this.wiring = wiring;
        this.settings = wiring.configuration().settings();
    }

    /** One route per drop folder, and the schedules. */
    static Map<String, String> properties(Configuration configuration) {
        Settings settings = configuration.settings();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("poll.period", String.valueOf(settings.pollEvery().toMillis()));
        properties.put(
                "disclosure.period",
                String.valueOf(settings.upkeep().noticeEvery().toMillis()));
        properties.put("reconcile.schedule", settings.upkeep().reconcileSchedule());
        for (Site site : configuration.sites().all()) {
            String template = "camel.routeTemplate[file-drop-" + site.name() + "].";
            properties.put(template + "templateId", "file-drop");
            properties.put(template + "site", site.name());
            properties.put(template + "folder", dropFolderOf(settings, site).toString());
            properties.put(
                    template + "schedule", settings.upkeep().dropSchedule().replace(' ', '+'));
        }
        return properties;
    }

    Retention retention() {
        return new Retention(
                wiring.configuration().sites().all().stream()
                        .map(site -> dropFolderOf(settings, site))
                        .toList(),
                settings.upkeep().keepFiles(),
                this::removeOldRows,
                wiring.clock());
    }

    private static Path dropFolderOf(Settings settings, Site site) {
        return settings.dataDir().resolve("drop").resolve(site.name());
    }

    private void removeOldRows(Instant now) {
        int forgotten;
        do {
            forgotten = wiring.database().write(tx -> wiring.bannerIntake().expire(tx, now, VISITORS_AT_ONCE));
        } while (forgotten == VISITORS_AT_ONCE);
        wiring.database().write(tx -> {
            new SqlTrackingOutbox().expire(tx, now.minus(TRACKING_KEPT));
            new SqlConfirmationMails().forgetBefore(tx, now.minus(CONFIRMATIONS_KEPT));
            wiring.automation().expire(tx, now.minus(TRIGGERS_KEPT));
            return null;
        });
        settings.upkeep().keepEventKeys().ifPresent(kept -> new SqlInboundKeys()
                .forgetBefore(wiring.database(), now.minus(kept)));
    }
}
