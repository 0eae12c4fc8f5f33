package io.consentgate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SiteScriptTest {

    private static final int LIMIT = 5000;

    @ParameterizedTest
    @EnumSource(BannerFormat.class)
    void with_any_one_tool_it_is_smaller_than_five_kilobytes(BannerFormat format) {
        assertThat(script(format).gzipped()).hasSizeLessThan(LIMIT);
    }

    static List<List<BannerFormat>> usedTogether() {
        return List.of(
                List.of(BannerFormat.IUBENDA, BannerFormat.GOOGLE_CONSENT_MODE),
                List.of(BannerFormat.COOKIEBOT, BannerFormat.GOOGLE_CONSENT_MODE, BannerFormat.IAB_TCF),
                List.of(BannerFormat.ONETRUST, BannerFormat.IAB_TCF),
                List.of(BannerFormat.IAB_GPP, BannerFormat.GOOGLE_CONSENT_MODE),
                List.of(BannerFormat.DIDOMI, BannerFormat.IAB_TCF, BannerFormat.GOOGLE_CONSENT_MODE));
    }

    @ParameterizedTest
    @MethodSource("usedTogether")
    void so_it_is_with_tools_that_are_used_together(List<BannerFormat> formats) {
        assertThat(script(formats.toArray(BannerFormat[]::new)).gzipped()).hasSizeLessThan(LIMIT);
    }

    @Test
    void the_same_settings_give_the_same_bytes_and_others_another_version() {
        SiteScript one = script(BannerFormat.COOKIEBOT, BannerFormat.IAB_TCF);
        SiteScript again = script(BannerFormat.IAB_TCF, BannerFormat.COOKIEBOT);
        SiteScript other = script(BannerFormat.COOKIEBOT);
        assertThat(one.text()).isEqualTo(again.text());
        assertThat(one.integrity()).isEqualTo(again.integrity()).startsWith("sha384-");
        assertThat(one.version()).matches("[0-9a-f]{16}").isNotEqualTo(other.version());
    }

    @Test
    void what_is_compressed_is_what_is_hashed() throws IOException {
        SiteScript script = script(BannerFormat.KLARO);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(script.gzipped()))) {
            assertThat(in.readAllBytes()).isEqualTo(script.text());
        }
    }

    @Test
    void it_works_under_a_strict_policy_no_code_from_text_no_markup_no_styles() {
        String text = new String(script(BannerFormat.values()).text(), StandardCharsets.UTF_8);
        assertThat(text)
                .doesNotContainPattern("eval\\(|new Function|innerHTML|document\\.write|\\.style\\b|javascript:");
    }

    @Test
    void a_name_from_the_sites_file_stays_a_text() {
        BannerSettings hostile = new BannerSettings(
                Set.of("</script><script>x()</script>", "\u2028", "'\"\\"), Set.of(), null, null, null, Set.of());
        String text = new String(
                SiteScript.of(new ScriptSettings(
                                "shop", "1", ScriptSettings.VENDOR, Map.of(BannerFormat.ONETRUST, hostile), 12, false))
                        .text(),
                StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("</script").contains("\\u003c/script>");
    }

    @Test
    void without_a_banner_there_is_no_script() {
        assertThatThrownBy(() -> new ScriptSettings("shop", "1", URI.create("https://x"), Map.of(), 12, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a site script without a banner could never start anything");
    }

    private static SiteScript script(BannerFormat... formats) {
        Map<BannerFormat, BannerSettings> tools = new EnumMap<>(BannerFormat.class);
        for (BannerFormat format : formats) {
            tools.put(format, BannerSettings.DEFAULT);
        }
        return SiteScript.of(new ScriptSettings("shop", "4711", ScriptSettings.VENDOR, tools, 12, false));
    }
}
