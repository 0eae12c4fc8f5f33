package io.consentgate.disclosure.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageStyleTest {

    @Test
    void a_page_of_an_earlier_release_may_show_the_style_of_its_own_day() {
        assertThat(policy("<style>body { margin: 0 }</style><p>Privacy</p>"))
                .isEqualTo("default-src 'none'; style-src " + Served.cspHash("body { margin: 0 }")
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void a_fragment_has_no_style() {
        assertThat(policy("<section><h2>Privacy</h2></section>")).contains("style-src 'none';");
    }

    private static String policy(String html) {
        return NoticeLibrary.contentSecurityPolicy(html.getBytes(StandardCharsets.UTF_8));
    }
}
