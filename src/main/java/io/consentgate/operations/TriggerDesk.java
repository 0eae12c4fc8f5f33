package io.consentgate.operations;

import io.consentgate.automation.Automation;
import io.consentgate.automation.Preview;
import io.consentgate.database.Transactions;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.Trigger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What marketers do with their triggers while the connector runs: look, preview, pause. */
public final class TriggerDesk {

    private static final int MOST_ADDRESSES = 1000;

    private final Transactions transactions;
    private final Sites sites;
    private final Automation automation;
    private final Clock clock;

    public TriggerDesk(Transactions transactions, Sites sites, Automation automation, Clock clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.automation = automation;
        this.clock = clock;
    }

    /** @param site whose it is */
    public record Named(Site site, Trigger trigger) {}

    public List<Map<String, Object>> list() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Site site : sites.all()) {
            for (Trigger trigger : site.triggers()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("account", site.account());
                line.put("site", site.name());
                line.put("trigger", trigger.name());
                line.put("on", trigger.on().name().toLowerCase(Locale.ROOT));
                line.put("action", action(trigger));
                line.put("paused", paused(site, trigger));
                lines.add(line);
            }
        }
        return lines;
    }

    /** @param site null = the only site that has a trigger of that name */
    public Optional<Named> find(String site, String trigger) {
        List<Named> found = new ArrayList<>();
        for (Site one : sites.all()) {
            if (site == null || one.name().equals(site)) {
                one.triggers().stream()
                        .filter(candidate -> candidate.name().equals(trigger))
                        .forEach(match -> found.add(new Named(one, match)));
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** @param addresses whether whoever asks may see whom it would reach: the data protection officer alone */
    public Map<String, Object> preview(Named named, boolean addresses) {
        Preview.Reached reached = automation.preview().of(named.site(), named.trigger());
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", reached.site());
        wire.put("trigger", reached.trigger());
        wire.put("paused", reached.paused());
        wire.put("looked_at", reached.looked());
        wire.put("would_reach", reached.reached());
        wire.put("would_not_reach", reached.notReached());
        wire.put("so_far", reached.soFar());
        if (addresses) {
            wire.put(
                    "people", reached.addresses().stream().limit(MOST_ADDRESSES).toList());
        }
        return wire;
    }

    public Map<String, Object> turn(Named named, boolean paused) {
        transactions.write(tx -> {
            automation.switches().turn(tx, named.site().name(), named.trigger().name(), paused, clock.instant());
            return null;
        });
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", named.site().name());
        wire.put("trigger", named.trigger().name());
        wire.put("paused", paused);
        return wire;
    }

    private boolean paused(Site site, Trigger trigger) {
        return transactions.read(tx -> automation.switches().paused(tx, site.name(), trigger));
    }

    private static String action(Trigger trigger) {
        if (trigger.action() instanceof Trigger.Tag tag) {
            return "tag " + tag.name();
        }
        if (trigger.action() instanceof Trigger.Field field) {
            return "custom_field " + field.title();
        }
        if (trigger.action() instanceof Trigger.Event event) {
            return "event " + event.name();
        }
        return trigger.action() instanceof Trigger.Enrol enrol ? "automation " + enrol.automation() : "deep_data";
    }
}
