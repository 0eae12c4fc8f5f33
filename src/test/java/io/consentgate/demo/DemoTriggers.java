package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.standin.ContactState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the marketer of the demo has declared, whom it reached, and whom not and why. */
final class DemoTriggers {

    /** Of the article in the demo's orders. */
    static final String CATEGORY = "Home decoration";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTOMATION = "Abandoned cart";
    private static final String TAG = "Likes decoration";
    private static final int REASONS = 3;
    private static final String TRIGGERS = """
            triggers:
              - {name: cart-reminder, on: cart_abandoned, action: {automation: %s}}
              - {name: decoration, on: product_category_bought, bought: [%s], action: {tag: %s}}
            """.formatted(AUTOMATION, CATEGORY, TAG);

    private final Screen screen;
    private final ConnectorProcess connector;
    private final Account account;
    private String automation;

    DemoTriggers(Screen screen, ConnectorProcess connector, Account account) {
        this.screen = screen;
        this.connector = connector;
        this.account = account;
    }

    /** Declared as a shop would. */
    static Path in(Path configuration) {
        Path file = configuration.resolve("sites/shop.yaml");
        try {
            String shipped = Files.readString(file);
            if (!shipped.contains("triggers: []\n")) {
                throw new IllegalStateException("the shipped site's file declares triggers of its own");
            }
            Files.writeString(file, shipped.replace("triggers: []\n", TRIGGERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return configuration;
    }

    /** Before {@code setup}: the API cannot make an automation. */
    void make() {
        automation = account.makesAutomation(AUTOMATION);
    }

    /** How many of them were started in the automation. */
    long reminded(Collection<MadeUpCustomer> people) {
        return people.stream()
                .flatMap(customer -> account.contact(customer.email()).stream())
                .filter(contact -> contact.automations().contains(automation))
                .count();
    }

    long tagged(Collection<MadeUpCustomer> people) {
        String tag = account.tag(TAG);
        return people.stream()
                .flatMap(customer -> account.contact(customer.email()).stream())
                .map(ContactState::tags)
                .filter(tags -> tags.contains(tag))
                .count();
    }

    /** @param expected how many each has to have reached */
    void tell(Map<String, Integer> expected) {
        Screen.Table table = screen.new Table("lllrl", "trigger", "on", "does", "reached", "whom not, and why");
        List<String> wrong = new ArrayList<>();
        for (JsonNode trigger : json("list")) {
            String name = trigger.path("trigger").asText();
            JsonNode preview = json("preview", name);
            int reached = preview.path("so_far").path("done").asInt();
            table.row(
                    name,
                    trigger.path("on").asText(),
                    trigger.path("action").asText(),
                    reached,
                    reasons(preview.path("would_not_reach")));
            if (reached != expected.get(name)) {
                wrong.add(name);
            }
        }
        table.print();
        screen.line("");
        screen.expect("reached by triggers as declared", wrong.isEmpty() ? "all" : "not by " + wrong, wrong.isEmpty());
    }

    /** Whoever was reached is not reached again; that is no reason to tell. */
    private static String reasons(JsonNode counts) {
        return counts.properties().stream()
                .filter(entry -> !entry.getKey().startsWith("cap."))
                .sorted(Comparator.comparingInt(
                        (Map.Entry<String, JsonNode> entry) -> -entry.getValue().asInt()))
                .limit(REASONS)
                .map(entry -> entry.getValue().asInt() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private JsonNode json(String... words) {
        List<String> command = new ArrayList<>(List.of("triggers"));
        command.addAll(List.of(words));
        command.add("--json");
        String printed = connector.command(command.toArray(String[]::new)).output();
        try {
            // Lines of the log come first.
            return JSON.readTree(
                    printed.substring(Math.max(printed.lastIndexOf("\n{"), printed.lastIndexOf("\n[")) + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + printed, e);
        }
    }
}
