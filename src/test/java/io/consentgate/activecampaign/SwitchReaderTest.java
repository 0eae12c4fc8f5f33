package io.consentgate.activecampaign;

import static io.consentgate.activecampaign.AccountSwitches.Switch.OFF;
import static io.consentgate.activecampaign.AccountSwitches.Switch.ON;
import static io.consentgate.activecampaign.AccountSwitches.Switch.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SwitchReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SITE_ON = "{\"siteTracking\":{\"enabled\":true}}";
    private static final String EVENTS_OFF = "{\"eventTracking\":{\"enabled\":\"0\"}}";

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ScriptedTransport transport = new ScriptedTransport();
    private final SwitchReader reader = new SwitchReader(
            new Calls(
                    "main",
                    transport,
                    new CallBudget(new FreeSlots(), Ticker.SYSTEM, Pace.unlimited(Ticker.SYSTEM)),
                    new AccountState(clock),
                    CallObserver.NONE,
                    Ticker.SYSTEM,
                    clock),
            clock);

    @Test
    void one_campaign_that_counts_is_enough() {
        transport
                .answers(200, SITE_ON)
                .answers(200, EVENTS_OFF)
                .answers(
                        200,
                        "{\"campaigns\":[{\"trackreads\":\"0\",\"tracklinks\":\"none\"},"
                                + "{\"trackreads\":\"1\",\"tracklinks\":\"all\"}]}");

        assertThat(reader.read()).isEqualTo(new AccountSwitches(ON, OFF, ON, ON, NOW));
        assertThat(transport.sent())
                .containsExactly("GET siteTracking", "GET eventTracking", "GET campaigns?limit=100&offset=0");
    }

    @Test
    void without_campaigns_nothing_is_counted() {
        transport.answers(200, SITE_ON).answers(200, EVENTS_OFF).answers(200, "{\"campaigns\":[]}");

        assertThat(reader.read()).isEqualTo(new AccountSwitches(ON, OFF, OFF, OFF, NOW));
    }

    @Test
    void what_is_not_told_or_not_understood_is_unknown_and_never_off() {
        transport
                .answers(200, "{\"siteTracking\":{}}")
                .answers(404, "{\"message\":\"No Result found\"}")
                .answers(200, "{\"campaigns\":[{\"tracklinks\":\"sometimes\"}]}");

        assertThat(reader.read()).isEqualTo(new AccountSwitches(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, NOW));
    }

    @Test
    void a_page_that_comes_again_leaves_the_rest_unknown() {
        String page = "{\"campaigns\":["
                + "{\"id\":\"1\",\"trackreads\":0,\"tracklinks\":\"none\"},".repeat(99)
                + "{\"id\":\"2\",\"trackreads\":0,\"tracklinks\":\"none\"}]}";
        transport
                .answers(200, SITE_ON)
                .answers(200, EVENTS_OFF)
                .answers(200, page)
                .answers(200, page);

        assertThat(reader.read()).isEqualTo(new AccountSwitches(ON, OFF, UNKNOWN, UNKNOWN, NOW));
    }
}
