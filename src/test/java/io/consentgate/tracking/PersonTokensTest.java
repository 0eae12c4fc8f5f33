package io.consentgate.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.person.KeyedHash;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PersonTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final PersonTokens tokens = new PersonTokens(KeyedHash.of(new byte[32]));
    private final String token = tokens.issue("shop", "anna@example.com", NOW);

    @Test
    void a_token_vouches_for_its_own_address_in_its_own_site_for_twelve_hours() {
        assertThat(tokens.vouches(token, "shop", "anna@example.com", NOW)).isTrue();
        assertThat(tokens.vouches(token, "shop", "anna@example.com", NOW.plus(PersonTokens.LIFE)))
                .isFalse();
        assertThat(tokens.vouches(token, "shop", "berta@example.com", NOW)).isFalse();
        assertThat(tokens.vouches(token, "outlet", "anna@example.com", NOW)).isFalse();
        assertThat(tokens.vouches(token, "sho", "panna@example.com", NOW)).isFalse();
    }

    @Test
    void nothing_else_does() {
        KeyedHash other = KeyedHash.of("another installation's secret, 32".getBytes());
        assertThat(tokens.vouches(
                        new PersonTokens(other).issue("shop", "anna@example.com", NOW),
                        "shop",
                        "anna@example.com",
                        NOW))
                .isFalse();
        for (String broken : new String[] {"", "*", "AAAA", token.substring(1), token + "AA", token.toLowerCase()}) {
            assertThat(tokens.vouches(broken, "shop", "anna@example.com", NOW))
                    .as(broken)
                    .isFalse();
        }
        String later = tokens.issue("shop", "anna@example.com", NOW.plus(Duration.ofDays(1)));
        String prolonged = later.substring(0, 11) + token.substring(11);
        assertThat(tokens.vouches(prolonged, "shop", "anna@example.com", NOW.plus(Duration.ofHours(13))))
                .isFalse();
    }

    @Test
    void it_does_not_hold_the_address() {
        assertThat(new String(
                        java.util.Base64.getUrlDecoder().decode(token), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("anna");
    }
}
