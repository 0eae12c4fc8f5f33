package io.consentgate.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The hand-written reader refuses what the schema refuses, and beyond that only what it says it adds. */
class SchemaAgreementTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final EventReader READER = Examples.reader();
    private static final List<String> VALID = Examples.valid();

    /** What the reader adds to the schema, on purpose. */
    private static final Set<String> ADDED = Set.of(
            "text with a NUL or half a surrogate pair",
            "text with a control character",
            "an attribute that the site's mapping does not declare",
            "a shop that no site owns",
            "text without @",
            "a misplaced dot before the @",
            "characters outside ASCII before the @",
            "quotes, blanks or other signs before the @ that a mail header cannot carry",
            "an address whose domain cannot exist");

    @Test
    void every_example_is_accepted_by_both() {
        for (String line : VALID) {
            assertThat(CanonicalSchema.validate(Examples.tree(line))).as(line).isEmpty();
            assertThat(READER.read(Examples.tree(line))).as(line).isInstanceOf(Reading.Accepted.class);
        }
    }

    @Test
    void the_shared_examples_are_accepted_and_refused_as_they_say() throws IOException {
        Path shared = Path.of("../shared/reference/shop-samples/canonical");
        assumeTrue(Files.isDirectory(shared));
        for (String line : Files.readAllLines(shared.resolve("inbound.example.ndjson"))) {
            assertThat(READER.read(Examples.tree(line))).as(line).isInstanceOf(Reading.Accepted.class);
        }
        for (String line : Files.readAllLines(shared.resolve("inbound.invalid.ndjson"))) {
            Reading reading = READER.read(Examples.tree(line).get("event"));
            assertThat(reading).as(line).isInstanceOf(Reading.Refused.class);
            assertThat(((Reading.Refused) reading).problems()).as(line).hasSize(1);
        }
    }

    @Property(tries = 10_000)
    void both_agree_on_every_mutation(@ForAll("mutations") JsonNode event) {
        boolean schema = CanonicalSchema.validate(event).isEmpty();
        Reading reading = READER.read(event);

        if (reading instanceof Reading.Refused refused) {
            if (schema) {
                assertThat(refused.problems())
                        .allMatch(problem -> ADDED.stream().anyMatch(problem.problem()::startsWith));
            }
            assertThat(refused.problems()).doesNotHaveDuplicates();
        } else {
            assertThat(schema).as(event + " " + CanonicalSchema.validate(event)).isTrue();
        }
    }

    @Provide
    Arbitrary<JsonNode> mutations() {
        Arbitrary<Mutation> mutation = Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.of(Mutation.Act.values()),
                        Arbitraries.of(VALUES),
                        Arbitraries.of(
                                "accepts_marketing", "email", "person", "currency", "status", "x@y.it", "a\u0000"))
                .as(Mutation::new);
        return Combinators.combine(
                        Arbitraries.of(VALID), mutation.list().ofMinSize(1).ofMaxSize(3))
                .as((line, changes) -> {
                    JsonNode event = Examples.tree(line);
                    changes.forEach(change -> change.apply(event));
                    return event;
                });
    }

    private record Mutation(int place, Act act, JsonNode value, String name) {

        enum Act {
            DELETE,
            REPLACE,
            ADD,
            SWAP
        }

        void apply(JsonNode event) {
            List<Object[]> places = new ArrayList<>();
            collect(event, places);
            if (places.isEmpty()) {
                return;
            }
            Object[] chosen = places.get(place % places.size());
            if (chosen[0] instanceof ArrayNode list) {
                list.set((int) chosen[1], value.deepCopy());
                return;
            }
            ObjectNode object = (ObjectNode) chosen[0];
            switch (act) {
                case DELETE -> object.remove((String) chosen[1]);
                case REPLACE -> object.set((String) chosen[1], value.deepCopy());
                case ADD -> object.set(name, value.deepCopy());
                case SWAP ->
                    object.set(
                            (String) chosen[1],
                            object.get(object.fieldNames().next()).deepCopy());
            }
        }

        private static void collect(JsonNode node, List<Object[]> places) {
            if (node instanceof ObjectNode object) {
                object.fieldNames().forEachRemaining(name -> {
                    places.add(new Object[] {object, name});
                    collect(object.get(name), places);
                });
            } else if (node instanceof ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    places.add(new Object[] {list, i});
                    collect(list.get(i), places);
                }
            }
        }
    }

    private static final List<JsonNode> VALUES = values();

    private static List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>(List.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(7),
                NODES.numberNode(1.5),
                NODES.objectNode(),
                NODES.arrayNode(),
                NODES.arrayNode().add("a").add("a"),
                NODES.arrayNode().add("terms"),
                NODES.objectNode().put("email", "x"),
                NODES.objectNode().put("external_id", "5"),
                NODES.objectNode().put("unknown", true)));
        for (String text : List.of(
                "",
                "x",
                "given",
                "pending",
                "refused",
                "unknown",
                "email",
                "contact",
                "consent",
                "cart",
                "order",
                "SUBSCRIBED",
                "shop_erasure",
                "converted",
                "recovered",
                "2024-02-31",
                "2024-02-29",
                "2023-02-29",
                "2025-07-02T18:30:00",
                "2025-07-02T18:30:00Z",
                "2025-07-02T24:00:00Z",
                "2025-07-02T18:30:00.1234567890Z",
                "2025-07-02t18:30:00z",
                "2025-07-02 18:30:00Z",
                "2025-07-02T18:30:00+24:00",
                "2016-12-31T23:59:60Z",
                "2025-02-30T18:30:00Z",
                "12,50",
                "12.50",
                "-1",
                "EUR",
                "eur",
                "IT",
                "Italy",
                "it",
                "it_IT",
                "+393331234567",
                "333 1234567",
                "+0",
                "203.0.113.1",
                "203.0.113.256",
                "01.2.3.4",
                "2001:db8::1",
                "::",
                "1::2::3",
                "::ffff:1.2.3.4",
                "javascript:alert(1)",
                "https://shop.example.com/a b",
                "https://shop.example.com/a",
                "http://[::1]/",
                "https://",
                "//x",
                "a b",
                "%zz",
                "città",
                "anna@example.com",
                "Anna@Example.COM",
                " anna@example.com",
                "anna@@example.com",
                "anna",
                "a".repeat(32),
                "a".repeat(33),
                "a".repeat(200),
                "a".repeat(201),
                "a".repeat(255),
                "a".repeat(256),
                "\ud83d\ude00".repeat(255),
                "a".repeat(2001),
                "a".repeat(16_385),
                "\ud800",
                "nul\u0000")) {
            values.add(NODES.textNode(text));
        }
        return values;
    }
}
