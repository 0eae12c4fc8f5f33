package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.site.DoubleOptIn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {

    @Test
    void the_shipped_files_are_accepted_as_they_are() {
        Configuration configuration = Configuration.load(Map.of(), Path.of(""));

        assertThat(configuration.sites().owning("anything")).hasValueSatisfying(site -> {
            assertThat(site.name()).isEqualTo("shop");
            assertThat(site.country()).isEqualTo("IT");
            assertThat(site.doubleOptIn()).isEqualTo(DoubleOptIn.BY_COUNTRY);
            assertThat(site.forms()).isEmpty();
            assertThat(site.mapping().lists()).hasSize(2);
        });
        assertThat(configuration.laws().of("IT").country()).isEqualTo("IT");
        for (String country : List.of("IT", "DE", "FR", "ES", "UK")) {
            assertThat(configuration.laws().of(country).country()).isEqualTo(country);
        }
        assertThat(configuration.laws().of("GB").country()).isEqualTo("UK");
        assertThat(configuration.laws().of("CH").country()).isEqualTo("ALL");
    }
}
