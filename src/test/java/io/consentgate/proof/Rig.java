package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInAccount;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stand-in with its real limits in this process, and a connector in one of its own. */
final class Rig implements AutoCloseable {

    static final String NEWSLETTER = "Newsletter";
    static final String OWN_PRODUCTS = "Own products for customers";

    private static final ObjectMapper JSON = new ObjectMapper();

    final StandInActiveCampaign standIn;
    final ConnectorProcess connector;
    private final Where where;
    private int quiet;

    /** Contacts alone: carts and orders would share the calls. */
    Rig(Path data, StandInOptions options) {
        this(data, options, false);
    }

    Rig(Path data, StandInOptions options, boolean selling) {
        this(data, options, selling, "rest");
    }

    /** @param orders how they go: {@code rest} or {@code bulk} */
    Rig(Path data, StandInOptions options, boolean selling, String orders) {
        standIn = StandInActiveCampaign.start(options);
        where = Where.likeThis(
                        data,
                        Map.of(
                                "CONSENTGATE_CONFIG_DIR",
                                        withOwnFields(data, selling).toString(),
                                "ACTIVECAMPAIGN_URL", standIn.baseUrl(),
                                "ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken(),
                                "ACTIVECAMPAIGN_EVENT_URL", standIn.eventUrl(),
                                "ACTIVECAMPAIGN_EVENT_ACCOUNT",
                                        standIn.account().eventAccount(),
                                "ACTIVECAMPAIGN_EVENT_KEY", standIn.account().eventKey(),
                                "CONSENTGATE_POLL_SECONDS", "5"),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1")
                .withPublicUrl()
                .with("ACTIVECAMPAIGN_ORDERS", orders);
        connector = new ConnectorProcess(where);
    }

    /** The same connector, told something else; not started. */
    ConnectorProcess told(String variable, String value) {
        return new ConnectorProcess(where.with(variable, value));
    }

    /** The shipped configuration with the fields that its site's file only suggests. */
    private static Path withOwnFields(Path data, boolean selling) {
        Path shipped = Path.of("config");
        Path mine = data.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = mine.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file).replaceAll("(?m)^  # ([- ] )(?=[a-z_]+: )", "  $1");
                Files.writeString(
                        copy,
                        selling
                                ? text
                                : text.replace("  send: true", "  send: false").replace("customer_tag:", "# "));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mine;
    }

    StandInAccount account() {
        return standIn.account();
    }

    void setUp() {
        ConnectorProcess.Ended setup = connector.command("setup");
        assertThat(setup.status()).as(setup.output()).isZero();
    }

    /** Whether everything was taken; false while the connector starts. */
    boolean isAccepted(Collection<? extends ObjectNode> events) {
        HttpResponse<String> answer = connector.events("application/x-ndjson", CanonicalEvents.ndjson(events));
        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
        return answer.statusCode() == 202;
    }

    /** Answers what was accepted. */
    JsonNode send(Collection<? extends ObjectNode> events) {
        HttpResponse<String> answer = connector.events("application/x-ndjson", CanonicalEvents.ndjson(events));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitIdle(Duration atMost) {
        await("nothing left to do")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    boolean idle = connector.metrics().isIdle() && account().outstandingImports() == 0;
                    return idle ? ++quiet >= 3 : (quiet = 0) > 0;
                });
        quiet = 0;
    }

    String list(String name) {
        return account().lists().stream()
                .filter(list -> list.path("name").asText().equals(name))
                .map(list -> list.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    /** 1 active, 2 unsubscribed, null not on it. */
    Integer status(String email, String list) {
        return account()
                .contact(email)
                .map(contact -> contact.lists().get(list))
                .orElse(null);
    }

    /** Values of custom fields by title, those of the consent summary left out. */
    Map<String, String> fields(ContactState contact) {
        Map<String, String> titles = account().fields().stream()
                .collect(Collectors.toMap(field -> field.path("id").asText(), field -> field.path("title")
                        .asText()));
        return contact.fieldValues().entrySet().stream()
                .filter(value -> !titles.get(value.getKey()).startsWith("Consent "))
                .collect(Collectors.toMap(value -> titles.get(value.getKey()), Map.Entry::getValue));
    }

    /** Requests that could change something, from the given one on. */
    List<RecordedRequest> writes(int from) {
        List<RecordedRequest> all = standIn.history();
        return all.subList(from, all.size()).stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    int requests() {
        return standIn.history().size();
    }

    @Override
    public void close() {
        connector.close();
        standIn.close();
    }
}
