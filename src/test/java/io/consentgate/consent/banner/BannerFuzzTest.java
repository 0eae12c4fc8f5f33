package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.banner.Vectors.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BannerFuzzTest {

    static List<Vector> vectors() {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theOracleTellsAYesFromANo(Vector vector) {
        boolean granted = StrictParse.grants(vector.format(), vector.raw(), vector.settings(), Vectors.NOW);
        String reason = vector.json().path("reason").asText();
        if (vector.tracking().equals("given")) {
            assertThat(granted).isTrue();
        } else if (reason.endsWith(".refused")
                || reason.equals("consent.implied")
                || reason.equals("consent.notAsked")) {
            assertThat(granted).isFalse();
        }
    }

    @Test
    void noMutationThrowsAndNoneTurnsANoIntoAYesThatIsNotWrittenThere() {
        BannerFuzz fuzz = new BannerFuzz(20261122);
        fuzz.run(50_000);
        assertThat(fuzz.mutations).isEqualTo(50_000);
        assertThat(fuzz.yeses)
                .as("mutations that leave or make an explicit yes")
                .isPositive();
    }
}
