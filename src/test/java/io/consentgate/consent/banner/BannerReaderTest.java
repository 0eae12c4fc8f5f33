package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerState.Answer;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Unreadable;
import io.consentgate.consent.banner.BannerState.Verdict;
import io.consentgate.consent.banner.Vectors.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format by its own values: what is read, why it does not open, what the register gets. */
class BannerReaderTest {

    private static final Instant SEEN = Instant.parse("2026-11-22T11:59:00Z");

    static List<Vector> vectors() {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatTheValueSays(Vector vector) {
        BannerState state = vector.read();
        JsonNode expected = vector.json();
        assertThat(state.activeCampaignTracking()).isEqualTo(vector.tracking().equals("given"));
        if (expected.has("reason")) {
            assertThat(state.reason().code()).isEqualTo(expected.get("reason").asText());
        }
        assertThat(state instanceof Read).isEqualTo(expected.has("decision"));
        if (state instanceof Read read) {
            assertThat(read.decision().name().replace("_", ""))
                    .isEqualToIgnoringCase(expected.get("decision").asText());
            assertThat(word(read.siteTracking())).isEqualTo(vector.tracking());
            String at = expected.path("recorded_at").asText(null);
            if (at != null) {
                assertThat(read.recordedAt()).isEqualTo(at);
            }
            assertThat(read.profilingOnline() == null ? null : word(read.profilingOnline()))
                    .isEqualTo(expected.path("profiling").asText(null));
        }
    }

    private static String word(Answer answer) {
        return switch (answer.verdict()) {
            case GIVEN -> "given";
            case REFUSED -> "refused";
            case CLAIMED, ABSENT -> "closed";
        };
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void statesToTheRegisterOnlyWhatWasChosen(Vector vector) {
        List<Statement> statements = BannerStatements.of(vector.read(), vector.format(), SEEN, null, "2026-03", null);
        assertThat(statements).isNotEmpty();
        JsonNode expected = vector.json().path("statements");
        if (!expected.isMissingNode()) {
            assertThat(words(statements)).isEqualTo(words(expected));
        }
        for (Statement statement : statements) {
            if (statement instanceof Statement.Choice choice) {
                assertThat(choice.recordedAt()).isNotNull();
                assertThat(choice.evidenced()).isEqualTo(choice.status().wire().equals("given"));
            }
        }
        boolean given = words(statements).stream().anyMatch(word -> word.startsWith("site_tracking given"));
        assertThat(!given || vector.read().activeCampaignTracking()).isTrue();
    }

    private static List<String> words(List<Statement> statements) {
        List<String> words = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Choice choice) {
                words.add(choice.purpose().wire() + " " + choice.status().wire() + " " + choice.evidenced());
            } else {
                assertThat(statement).isInstanceOf(Statement.UnreadableBanner.class);
                words.add("unreadable_banner");
            }
        }
        return words;
    }

    private static List<String> words(JsonNode expected) {
        List<String> words = new ArrayList<>();
        for (JsonNode statement : expected) {
            words.add(
                    statement.isTextual()
                            ? statement.asText()
                            : statement.get(0).asText() + " "
                                    + statement.get(1).asText() + " "
                                    + statement.get(2).asText());
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void globalPrivacyControlClosesEveryState(Vector vector) {
        BannerState state = BannerReader.read(vector.format(), vector.raw(), vector.settings(), true, Vectors.NOW);
        assertThat(state.activeCampaignTracking()).isFalse();
        if (state instanceof Read read) {
            assertThat(read.siteTracking().verdict()).isEqualTo(Verdict.REFUSED);
        }
    }

    @Test
    void nothingIsNoAnswerAndNeverAnError() {
        for (BannerFormat format : BannerFormat.values()) {
            BannerState state = BannerReader.read(format, null, BannerSettings.DEFAULT, false, Vectors.NOW);
            assertThat(state.activeCampaignTracking()).as(format.wire()).isFalse();
        }
    }

    @Test
    void aValueLongerThanTheSchemaAllowsIsNotRead() {
        String json = "{\"activecampaign\":true,\"x" + "x".repeat(17_000) + "\":true}";
        assertThat(BannerReader.read("klaro", json, BannerSettings.DEFAULT, false, Vectors.NOW))
                .isEqualTo(new Unreadable(BannerReason.CUT_OFF));
    }

    /** The library's time grows with the square of both. */
    @Test
    void aGppStringWithMoreThanItsSectionsCanHoldIsRefused() {
        for (String raw : List.of("DB" + "AD".repeat(40) + "~1YNN", "DBABLA~" + "B".repeat(3000))) {
            assertThat(BannerReader.read("iab_gpp", raw, BannerSettings.DEFAULT, false, Vectors.NOW))
                    .isEqualTo(new Unreadable(BannerReason.GPP_UNDECODABLE));
        }
    }
}
