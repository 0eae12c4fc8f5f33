package io.consentgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerStoryTest {

    @TempDir
    Path data;

    @Test
    void the_banners_of_the_demo_end_as_the_documents_ask_for() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        String configuration = BannerStory.configuration(data).toString();
        try (ConnectorProcess connector = new ConnectorProcess(
                ConnectorProcess.Where.likeThis(data, Map.of("CONSENTGATE_CONFIG_DIR", configuration)))) {
            connector.start();

            new BannerStory(screen, connector).tell();
        }

        assertThat(screen.failures())
                .as(printed.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
