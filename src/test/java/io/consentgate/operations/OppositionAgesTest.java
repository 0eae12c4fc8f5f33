package io.consentgate.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.OppositionLists.Loaded;
import io.consentgate.gate.CountryRules;
import io.consentgate.operations.HealthPart.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OppositionAgesTest {

    private static final Instant COPY = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<CountryRules> LAWS =
            Configuration.load(Map.of(), Path.of("")).laws().all();
    private static final List<Loaded> TPS = List.of(new Loaded("TPS", 1, COPY, true, true, false, 7, COPY));

    private static HealthPart after(int days) {
        return OppositionAges.health(() -> TPS, LAWS, COPY.plus(Duration.ofDays(days)));
    }

    @Test
    void a_week_before_a_copy_grows_too_old_somebody_is_told() {
        assertThat(after(20).status()).isEqualTo(Status.UP);
        assertThat(after(20).details()).containsExactly(Map.entry("TPS", "2026-11-01T00:00:00Z"));
        assertThat(after(21).status()).isEqualTo(Status.DEGRADED);
        assertThat(after(21).reason())
                .isEqualTo(
                        "TPS is too old from 2026-11-29T00:00:00Z: load a new copy with consentgate oppositions import");
        assertThat(after(28).reason()).startsWith("TPS is too old since 2026-11-29T00:00:00Z: ");
    }

    @Test
    void where_nothing_was_loaded_nothing_is_wrong() {
        assertThat(OppositionAges.health(List::of, LAWS, COPY)).isEqualTo(HealthPart.up());
    }

    @Test
    void a_register_is_known_by_its_name_whatever_its_capitals() {
        assertThat(OppositionAges.register("robinson", LAWS)).get().satisfies(register -> assertThat(register.name())
                .isEqualTo("Robinson"));
    }
}
