package io.consentgate.consent.contacthub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.contacthub.Consents.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConsentsTest {

    private static final Path SHARED = Path.of("../shared/reference/consent-vectors.json");
    private static final ObjectMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> reads_every_vector_as_expected() throws IOException {
        try (InputStream in = ConsentsTest.class.getResourceAsStream("/contacthub/vectors.json")) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
                    .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
        }
    }

    private static void check(JsonNode vector) {
        JsonNode expected = vector.get("expected");
        Consents read = Consents.of(vector.get("raw"));
        assertThat(read.valid()).isEqualTo(expected.get("valid").booleanValue());
        List<String> problems = new ArrayList<>();
        expected.path("problems").forEach(problem -> problems.add(problem.asText()));
        assertThat(read.problems()).isEqualTo(problems);
        if (expected.has("count")) {
            assertThat(read.leaves()).hasSize(expected.get("count").intValue());
        }
        if (expected.has("leaves")) {
            Map<String, State> leaves = new TreeMap<>();
            expected.get("leaves").properties().forEach(leaf -> {
                JsonNode flags = leaf.getValue();
                leaves.put(leaf.getKey(), new State(flag(flags.get(0)), flag(flags.get(1)), flag(flags.get(2))));
            });
            assertThat(byPath(read)).isEqualTo(leaves);
        }
        if (expected.has("date")) {
            assertThat(read.disclaimer().date())
                    .isEqualTo(Instant.parse(expected.get("date").asText()));
        }
        if (expected.has("version")) {
            assertThat(read.disclaimer().version())
                    .isEqualTo(expected.get("version").asText());
        }
    }

    private static Boolean flag(JsonNode flag) {
        return flag.isNull() ? null : flag.booleanValue();
    }

    private static Map<String, State> byPath(Consents read) {
        Map<String, State> leaves = new TreeMap<>();
        read.leaves().forEach((leaf, state) -> leaves.put(leaf.path(), state));
        return leaves;
    }

    @TestFactory
    Stream<DynamicTest> reads_every_vector_of_the_reference_as_expected() throws IOException {
        assumeTrue(Files.exists(SHARED), "the reference is not beside the project");
        return StreamSupport.stream(JSON.readTree(SHARED.toFile()).spliterator(), false)
                .filter(vector -> vector.get("format").asText().equals("contacthub.consents"))
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> checkShared(vector)));
    }

    private static void checkShared(JsonNode vector) throws IOException {
        JsonNode raw = JSON.readTree(vector.get("raw").asText());
        JsonNode expected = vector.get("expected");
        Consents read = Consents.of(raw);
        assertThat(read.valid()).isEqualTo(expected.get("valid").booleanValue());
        expected.path("problems").forEach(problem -> assertThat(read.problems()).contains(problem.asText()));
        if (expected.path("disclaimer").isObject()) {
            JsonNode disclaimer = expected.get("disclaimer");
            assertThat(read.disclaimer().version())
                    .isEqualTo(disclaimer.get("version").asText());
            assertThat(read.disclaimer().date())
                    .isEqualTo(
                            disclaimer.get("date").isNull()
                                    ? null
                                    : Instant.parse(disclaimer.get("date").asText()));
        }
        for (JsonNode record : expected.path("records")) {
            Leaf leaf = leaf(record.get("path").asText());
            State state = read.leaves().get(leaf);
            assertThat(word(leaf, state.status()))
                    .isEqualTo(record.get("consentStatus").asText());
            assertThat(state.limitation()).isEqualTo(flag(record.get("restriction")));
            assertThat(state.objection()).isEqualTo(flag(record.get("objection")));
        }
        if (expected.has("records")) {
            assertThat(read.leaves()).hasSize(expected.get("records").size());
        }
        expected.path("states").properties().forEach(state -> {
            Leaf leaf = leaf(state.getKey());
            State found = read.leaves().get(leaf);
            assertThat(word(leaf, found == null ? null : found.status()))
                    .isEqualTo(state.getValue().asText());
        });
        if (expected.path("roundTrip").asText().equals("identical")) {
            assertThat(Export.of(raw, List.of(), ZoneOffset.UTC, (purpose, channel) -> new Export.Weighed(null, null))
                            .consents())
                    .isEqualTo(raw);
        }
    }

    private static Leaf leaf(String path) {
        return Stream.of(Leaf.values())
                .filter(leaf -> leaf.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String word(Leaf leaf, Boolean status) {
        if (status == null) {
            return "ConsentUnknown";
        }
        return leaf.softOptIn()
                ? status ? "SoftOptInEnabled" : "SoftOptInDisabled"
                : status ? "ConsentGiven" : "ConsentRefused";
    }
}
