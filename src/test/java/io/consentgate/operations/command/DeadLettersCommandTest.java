package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.SqlTransaction;
import io.consentgate.delivery.DeadLetters.Kind;
import io.consentgate.delivery.DeadLetters.Subject;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path data;

    private CommandLineHarness commands;
    private long id;

    @BeforeEach
    void twoLetters() {
        commands = new CommandLineHarness(data);
        try (Tools tools = commands.installation().open()) {
            tools.transactions().write(tx -> {
                tools.deadLetters().put(tx, "main", Shop.GIULIA, "status 422: [field_missing]", 3, NOW);
                tools.deadLetters().put(tx, "main", "luca.neri@example.com", "status 422: [field_missing]", 1, NOW);
                return null;
            });
            id = tools.transactions().read(tx -> tools.deadLetters().list(tx, 0, 10)).stream()
                    .filter(letter -> letter.address().equals(Shop.GIULIA))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }
    }

    @Test
    void the_list_names_nobody_and_one_of_them_is_shown_whole() {
        Said list = commands.run("dead-letters", "list");
        Said one = commands.run("dead-letters", "show", String.valueOf(id));

        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).contains("status 422: [field_missing]").doesNotContain("@");
        assertThat(one.out()).contains("email     giulia.bianchi@example.com", "attempts  3");
        assertThat(commands.run("dead-letters", "show", "1"))
                .isEqualTo(new Said(2, "", "consentgate: there is no dead letter 1\n"));
    }

    @Test
    void replay_marks_them_and_drop_forgets_them() {
        assertThat(commands.run("dead-letters", "drop", String.valueOf(id))).isEqualTo(new Said(0, "1 dropped.\n", ""));
        assertThat(commands.run("dead-letters", "replay", "--all")).isEqualTo(new Said(0, "1 replayed.\n", ""));
        assertThat(commands.run("dead-letters", "list"))
                .isEqualTo(new Said(0, "None: everybody could be delivered.\n", ""));
        try (Tools tools = commands.installation().open()) {
            assertThat(tools.changed()
                            .backlog("main", Instant.now())
                            .get(Lane.CONTACT)
                            .people())
                    .isEqualTo(1);
        }
    }

    @Test
    void an_order_is_shown_with_the_shops_number_and_its_buyer_is_looked_at_again() {
        Subject order = new Subject(Kind.ORDER, "shop", "shop.example.com", "10001");
        try (Tools tools = commands.installation().open()) {
            tools.transactions().write(tx -> {
                tools.deadLetters().clear(tx, "main", Shop.GIULIA);
                tools.deadLetters().put(tx, "main", Shop.GIULIA, order, "status 422", 1, NOW);
                return null;
            });
            id = tools.transactions().read(tx -> tools.deadLetters().list(tx, 0, 10)).stream()
                    .filter(letter -> letter.subject().equals(order))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        assertThat(commands.run("dead-letters", "list").out()).contains("order").doesNotContain("10001");
        assertThat(commands.run("dead-letters", "show", String.valueOf(id)).out())
                .contains("about        order", "shop         shop.example.com", "external id  10001");
        assertThat(commands.run("dead-letters", "replay", String.valueOf(id)))
                .isEqualTo(new Said(0, "1 replayed.\n", ""));
        try (Tools tools = commands.installation().open()) {
            assertThat(tools.changed().backlog("main", Instant.now())).isEmpty();
            assertThat(tools.transactions().<Long>read(tx -> SqlTransaction.of(tx)
                            .queryNumber("SELECT COUNT(*) FROM shopper WHERE who = 'giulia.bianchi@example.com'")))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_mistyped_number_leaves_all_as_it_was() {
        Said said = commands.run("dead-letters", "drop", String.valueOf(id), "1");

        assertThat(said.status()).isEqualTo(2);
        assertThat(commands.run("dead-letters", "list").out().lines()).hasSize(3);
        assertThat(commands.run("dead-letters", "replay").err())
                .isEqualTo("consentgate: name them by their numbers, or take --all\n");
    }
}
