package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.activecampaign.AccountSwitches.Switch;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Asks the account what it records by itself (disclosure.md 3). Open and link tracking are set per campaign, so they
 * are on when any campaign has them on. What cannot be read is unknown, never off.
 */
public final class SwitchReader {

    private static final Lane LANE = Lane.CONTACT;
    private static final int PAGE = 100;

    private final Calls calls;
    private final Clock clock;

    public SwitchReader(Calls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    public AccountSwitches read() {
        Switch sites = enabled("siteTracking");
        Switch events = enabled("eventTracking");
        Campaigns campaigns = new Campaigns();
        campaigns.read();
        return new AccountSwitches(sites, events, campaigns.opens, campaigns.links, clock.instant());
    }

    private Switch enabled(String name) {
        Answer<Reply> answer = calls.patientlyAsked(() -> calls.send(LANE, name, Request.get(name), name));
        if (!(answer instanceof Answer.Done<Reply> reply)) {
            return Switch.UNKNOWN;
        }
        return flag(reply.value().json().path(name).path("enabled"));
    }

    /** True, 1 and "1" are on; false, 0 and "0" are off; everything else is not understood. */
    private static Switch flag(JsonNode value) {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Switch.ON;
            case "false", "0" -> Switch.OFF;
            default -> Switch.UNKNOWN;
        };
    }

    /** {@code tracklinks} says in which part of the mail links are counted: all, html, text, mime, or none. */
    private static Switch links(JsonNode value) {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "all", "html", "text", "mime", "true", "1" -> Switch.ON;
            case "none", "false", "0" -> Switch.OFF;
            default -> Switch.UNKNOWN;
        };
    }

    /** Every page of campaigns, until both are known to be on. */
    private final class Campaigns {

        private Switch opens = Switch.OFF;
        private Switch links = Switch.OFF;

        void read() {
            JsonNode first = null;
            int seen = 0;
            while (opens != Switch.ON || links != Switch.ON) {
                JsonNode page = page(seen);
                boolean again = page != null && first != null && !page.isEmpty() && first.equals(page.get(0));
                if (page == null || again) {
                    opens = worse(opens, Switch.UNKNOWN);
                    links = worse(links, Switch.UNKNOWN);
                    return;
                }
                for (JsonNode campaign : page) {
                    opens = worse(opens, flag(campaign.path("trackreads")));
                    links = worse(links, links(campaign.path("tracklinks")));
                }
                first = first == null && !page.isEmpty() ? page.get(0) : first;
                seen += page.size();
                if (page.size() < PAGE) {
                    return;
                }
            }
        }

        /** Null when it cannot be read. */
        private JsonNode page(int offset) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("limit", String.valueOf(PAGE));
            query.put("offset", String.valueOf(offset));
            Answer<Reply> answer = calls.patientlyAsked(
                    () -> calls.send(LANE, "campaigns", Request.get("campaigns", query), "campaigns"));
            return answer instanceof Answer.Done<Reply> reply
                    ? reply.value().json().path("campaigns")
                    : null;
        }
    }

    /** One campaign that counts makes it on, whatever cannot be read of others. */
    private static Switch worse(Switch one, Switch other) {
        if (one == Switch.ON || other == Switch.ON) {
            return Switch.ON;
        }
        return one == Switch.UNKNOWN || other == Switch.UNKNOWN ? Switch.UNKNOWN : Switch.OFF;
    }
}
