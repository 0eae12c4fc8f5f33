package io.consentgate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.person.KeyedHash;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    private final WebhookSecret secret = new WebhookSecret(KeyedHash.of(new byte[32]), "main");

    @Test
    void onlyWhatTheAddressEndsInIsAccepted() {
        String address = secret.address(URI.create("https://shop.example.com/"));

        assertThat(address)
                .startsWith("https://shop.example.com/webhooks/activecampaign/")
                .hasSize(49 + 64);
        String presented = address.substring(address.lastIndexOf('/') + 1);
        assertThat(secret.accepts(presented)).isTrue();
        assertThat(secret.accepts(presented.substring(1))).isFalse();
        assertThat(secret.accepts("")).isFalse();
        assertThat(secret.toString()).doesNotContain(presented);
    }

    @Test
    void anotherInstallationHasAnother() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(new WebhookSecret(KeyedHash.of(other), "main").address(URI.create("https://a.example")))
                .isNotEqualTo(secret.address(URI.create("https://a.example")));
    }
}
