package io.consentgate.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.consentgate.access.Door;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void every_door_that_takes_keys_or_is_open_stands_in_the_contract_and_the_other_way_round() throws IOException {
        Set<String> doors = Doors.all(secret -> false).stream()
                .filter(door -> !(door.lock() instanceof Door.Secret))
                .map(door -> door.method() + " " + door.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(contract()).isEqualTo(doors);
    }

    @Test
    void every_route_file_is_what_camel_understands() throws IOException {
        JsonSchema schema;
        try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        }
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(schema.validate(YAML.readTree(file.toFile())))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private static Set<String> contract() throws IOException {
        Set<String> operations = new TreeSet<>();
        try (InputStream in = ContractTest.class.getResourceAsStream("/openapi.yaml")) {
            JsonNode paths = YAML.readTree(in).path("paths");
            paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                if (!method.equals("parameters")) {
                    operations.add(method.toUpperCase() + " " + path.getKey().replaceAll("\\{[a-z]+}$", "*"));
                }
            }));
        }
        return operations;
    }
}
