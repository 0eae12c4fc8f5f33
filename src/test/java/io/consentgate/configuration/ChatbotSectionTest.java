package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.site.Chatbot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shop can write about its chatbots, and what it reads when leads could not be taken. */
class ChatbotSectionTest {

    @TempDir
    Path root;

    @BeforeEach
    void copy_the_shipped_files() throws IOException {
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        root.resolve("config").resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static final Map<String, String> SECRETS =
            Map.of("CONSENTGATE_KEY_SMARTSUPP", "0123456789abcdef", "CONSENTGATE_KEY_CHATBOT", "0123456789abcdef");

    private void write(String section) throws IOException {
        Files.writeString(root.resolve("config/sites/shop.yaml"), "\n" + section, StandardOpenOption.APPEND);
    }

    private List<String> problems(Map<String, String> environment, String section) throws IOException {
        write(section);
        return catchThrowableOfType(ConfigurationException.class, () -> Configuration.load(environment, root))
                .problems()
                .stream()
                .map(ConfigurationProblem::toString)
                .toList();
    }

    @Test
    void a_yes_is_to_the_enquiry_alone_unless_the_file_says_more() throws IOException {
        write("chatbots: [{source: smartsupp, shop: s1, notice_url: 'https://s1.example/p', question: 'May we?'}]");

        assertThat(Configuration.load(SECRETS, root).sites().all().get(0).chatbots())
                .containsExactly(new Chatbot(
                        Chatbot.Source.SMARTSUPP,
                        "s1",
                        "https://s1.example/p",
                        null,
                        "May we?",
                        Purpose.SERVICE,
                        Channel.WEB,
                        "gdprConsent",
                        "gdprConsentAt"));
    }

    @Test
    void every_mistake_is_told_with_its_key() throws IOException {
        assertThat(problems(SECRETS, """
                        chatbots:
                          - {source: smartsup, shop: s1, notice_url: 'https://s1.example/p', question: q}
                          - {source: smartsupp, shop: s1, notice_url: privacy, question: q}
                          - {source: chatbot, shop: s1, notice_url: 'https://s1.example/p', purpose: direct_marketing}
                          - {source: chatbot, shop: s1, notice_url: 'https://s1.example/p', question: q}
                        """))
                .containsExactly(
                        "config/sites/shop.yaml: chatbots[0].source: \"smartsup\" is not known; expected one of smartsupp,"
                                + " chatbot; did you mean smartsupp?",
                        "config/sites/shop.yaml: chatbots[1].notice_url: is no address of a notice; expected the https"
                                + " address that the question links to",
                        "config/sites/shop.yaml: chatbots[2].question: is missing; expected text",
                        "config/sites/shop.yaml: chatbots[2].channel: is missing; expected the channel that the question"
                                + " names, like email",
                        "config/sites/shop.yaml: chatbots: chatbot is declared twice; expected each source once in all"
                                + " sites");
    }

    @Test
    void without_its_secret_nobody_could_be_believed() throws IOException {
        assertThat(problems(Map.of("CONSENTGATE_KEY_CHATBOT", "short"), """
                        chatbots:
                          - {source: smartsupp, shop: s1, notice_url: 'https://s1.example/p', question: q}
                          - {source: chatbot, shop: s1, notice_url: 'https://s1.example/p', question: q}
                        """))
                .containsExactly(
                        "environment: CONSENTGATE_KEY_SMARTSUPP: is missing; expected the secret of the smartsupp webhook,"
                                + " at least 16 characters; or remove it from chatbots in config/sites/shop.yaml",
                        "environment: CONSENTGATE_KEY_CHATBOT: is too short; expected the secret of the chatbot webhook,"
                                + " at least 16 characters; or remove it from chatbots in config/sites/shop.yaml");
    }
}
