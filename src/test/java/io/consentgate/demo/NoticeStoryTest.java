package io.consentgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeStoryTest {

    @TempDir
    Path data;

    @Test
    void a_page_with_the_notice_is_current_and_one_that_leaves_something_out_is_altered() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        try (StandInActiveCampaign standIn = StandInActiveCampaign.start(StandInOptions.defaults());
                NoticeStory story = new NoticeStory(data);
                ConnectorProcess connector = new ConnectorProcess(ConnectorProcess.Where.likeThis(
                        data,
                        Map.of(
                                "ACTIVECAMPAIGN_URL",
                                standIn.baseUrl(),
                                "ACTIVECAMPAIGN_API_TOKEN",
                                standIn.apiToken(),
                                "CONSENTGATE_CONFIG_DIR",
                                story.in(BannerStory.configuration(data)).toString())))) {
            connector.start();

            story.tell(screen, connector);
        }

        assertThat(screen.failures())
                .as(printed.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
