package io.consentgate.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.tracking.ScriptSettings;
import io.consentgate.tracking.SiteScript;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteScriptsTest {

    private static final SiteScript SCRIPT = SiteScript.of(new ScriptSettings(
            "shop", "4711", ScriptSettings.VENDOR, Map.of(BannerFormat.COOKIEBOT, BannerSettings.DEFAULT), 12, false));
    private final SiteScripts scripts = new SiteScripts(Map.of("shop", SCRIPT));

    @Test
    void the_script_of_a_version_is_kept_for_ever_and_any_page_may_pin_it() {
        Reply reply = scripts.tell("shop", SCRIPT.version(), null, null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(reply.body()).isEqualTo(SCRIPT.text());
        assertThat(reply.headers())
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                .containsEntry("ETag", "\"" + SCRIPT.version() + "\"")
                .containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Cross-Origin-Resource-Policy", "cross-origin");
    }

    @Test
    void without_its_version_or_with_an_old_one_it_is_asked_for_again_soon() {
        for (String version : new String[] {null, "0123456789abcdef"}) {
            assertThat(scripts.tell("shop", version, null, null).headers())
                    .containsEntry("Cache-Control", "public, max-age=300");
        }
    }

    @Test
    void whoever_has_it_is_told_so_and_whoever_can_unpack_gets_it_packed() {
        Reply known = scripts.tell("shop", null, "W/\"" + SCRIPT.version() + "\"", "gzip");
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        Reply packed = scripts.tell("shop", null, "\"other\"", "br, gzip");
        assertThat(packed.headers()).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(packed.body()).isEqualTo(SCRIPT.gzipped());
    }

    @Test
    void the_only_site_need_not_be_named_and_another_is_not_found() {
        assertThat(scripts.tell(null, null, null, null).body()).isEqualTo(SCRIPT.text());
        Reply none = scripts.tell("outlet", null, null, null);
        assertThat(none.status()).isEqualTo(404);
        assertThat(new String(none.body(), StandardCharsets.UTF_8)).contains("There is no script for this site");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "deflate, GZIP;q=0.5, br|true",
                "gzip; q=1.0|true",
                "gzip;q=0|false",
                "br, gzip; q=0.000|false",
                "x-gzipped|false",
                "identity|false",
            })
    void packed_goes_to_whoever_names_it_and_does_not_refuse_it(String accepted, boolean packed) {
        assertThat(scripts.tell("shop", null, null, accepted).headers().containsKey("Content-Encoding"))
                .isEqualTo(packed);
    }
}
