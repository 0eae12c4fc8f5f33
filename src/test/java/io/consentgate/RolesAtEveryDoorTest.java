package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, as one table: every path of the contract, with every key. */
class RolesAtEveryDoorTest {

    private static final String TABLE = """
            POST    /v1/events              site
            POST    /v1/people/decision     marketer operator dpo
            POST    /v1/people/consents     site
            GET     /v1/triggers            marketer operator dpo
            POST    /v1/triggers/preview    marketer operator dpo
            POST    /v1/triggers/pause      marketer operator
            POST    /v1/triggers/resume     marketer operator
            GET     /openapi.yaml           anybody
            GET     /site/consentgate.js    anybody
            GET     /r/{token}              anybody
            GET     /disclosure/{path}      anybody
            GET     /.well-known/gpc.json   anybody
            GET     /confirm/{token}        anybody
            HEAD    /openapi.yaml           anybody
            HEAD    /site/consentgate.js    anybody
            HEAD    /r/{token}              anybody
            HEAD    /disclosure/{path}      anybody
            HEAD    /.well-known/gpc.json   anybody
            HEAD    /confirm/{token}        anybody
            POST    /confirm/{token}        anybody
            POST    /v1/banner              anybody
            OPTIONS /v1/banner              anybody
            POST    /v1/banner/person       anybody
            POST    /webhooks/smartsupp     anybody
            POST    /webhooks/chatbot       anybody
            """;

    private static final Map<String, String> KEYS = Map.of(
            "site",
            ServiceHarness.SITE_KEY,
            "dpo",
            ServiceHarness.DPO_KEY,
            "marketer",
            "marketer-key-for-tests-0123456789",
            "operator",
            "operator-key-for-tests-0123456789");

    @TempDir
    static Path data;

    private static ServiceHarness service;

    @BeforeAll
    static void start() throws Exception {
        service = new ServiceHarness(
                data,
                Map.of(
                        "CONSENTGATE_KEY_MARKETER", KEYS.get("marketer"),
                        "CONSENTGATE_KEY_OPERATOR", KEYS.get("operator")));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        TABLE.lines()
                .map(line -> line.split("\\s+"))
                .forEach(words -> table.put(
                        words[0] + " " + words[1],
                        Set.copyOf(Arrays.asList(words).subList(2, words.length))));
        return table;
    }

    private static int status(String door, String key) throws Exception {
        String[] words = door.split(" ");
        HttpRequest.Builder request =
                service.request(words[1].replaceAll("\\{[a-z]+}", "x")).method(words[0], BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return service.send(request).statusCode();
    }

    @Test
    void the_table_knows_every_path_of_the_contract() throws Exception {
        Set<String> contract = new TreeSet<>();
        try (InputStream in = getClass().getResourceAsStream("/openapi.yaml")) {
            JsonNode paths = new ObjectMapper(new YAMLFactory()).readTree(in).path("paths");
            paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                if (!method.equals("parameters")) {
                    contract.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }));
        }
        assertThat(table().keySet().stream().map(RolesAtEveryDoorTest::anyName).collect(Collectors.toSet()))
                .isEqualTo(contract.stream().map(RolesAtEveryDoorTest::anyName).collect(Collectors.toSet()));
    }

    private static String anyName(String door) {
        return door.replaceAll("\\{[a-z]+}", "{}");
    }

    @Test
    void a_role_opens_its_own_doors_and_no_other() throws Exception {
        for (Map.Entry<String, Set<String>> door : table().entrySet()) {
            boolean open = door.getValue().contains("anybody");
            assertThat(status(door.getKey(), null) == 401)
                    .as("%s without a key", door.getKey())
                    .isEqualTo(!open);
            for (Map.Entry<String, String> key : KEYS.entrySet()) {
                boolean mayPass = open || door.getValue().contains(key.getKey());
                assertThat(List.of(401, 403).contains(status(door.getKey(), key.getValue())))
                        .as("%s with the key of %s", door.getKey(), key.getKey())
                        .isEqualTo(!mayPass);
            }
        }
    }

    @Test
    void no_key_opens_the_webhook_of_activecampaign_and_none_a_path_that_is_not_there() throws Exception {
        assertThat(status("POST /v1/people", null)).isEqualTo(401);
        for (String key : KEYS.values()) {
            assertThat(status("POST /webhooks/activecampaign/guess", key)).isEqualTo(401);
            assertThat(status("POST /v1/people", key)).isEqualTo(404);
        }
    }
}
