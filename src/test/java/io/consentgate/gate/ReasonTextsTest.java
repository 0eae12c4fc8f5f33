package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.banner.BannerReason;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTextsTest {

    private final ReasonTexts english = new ReasonTexts(Locale.ENGLISH);
    private final ReasonTexts italian = new ReasonTexts(Locale.ITALIAN);

    @ParameterizedTest
    @EnumSource
    void every_reason_has_a_sentence_in_both_languages(Reason reason) {
        assertThat(english.of(reason.code())).endsWith(".").contains(" ");
        assertThat(italian.of(reason.code())).endsWith(".").isNotEqualTo(english.of(reason.code()));
    }

    @ParameterizedTest
    @EnumSource
    void every_basis_has_a_sentence_in_both_languages(Basis basis) {
        assertThat(english.of(basis.reason())).endsWith(".").contains(" ");
        assertThat(italian.of(basis.reason())).endsWith(".").isNotEqualTo(english.of(basis.reason()));
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_of_a_banner_has_a_sentence_in_both_languages(BannerReason reason) {
        assertThat(english.of(reason.code())).endsWith(".").contains(" ");
        assertThat(italian.of(reason.code())).endsWith(".").isNotEqualTo(english.of(reason.code()));
    }
}
