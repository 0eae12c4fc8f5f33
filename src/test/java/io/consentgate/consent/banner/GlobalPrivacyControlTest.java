package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalPrivacyControlTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", " 1 "})
    void isOnWhenTheFieldIsExactlyOne(String value) {
        assertThat(GlobalPrivacyControl.isOn(List.of("0", value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "true", "1, 1", "11", "yes"})
    void saysNothingOtherwise(String value) {
        assertThat(GlobalPrivacyControl.isOn(List.of(value))).isFalse();
    }

    @Test
    void findsItsFieldWhateverTheCase() {
        assertThat(GlobalPrivacyControl.isOnIn("Host: example.com\r\nSEC-gpc:1\r\n"))
                .isTrue();
        assertThat(GlobalPrivacyControl.isOnIn("DNT: 1\r\nX-Sec-GPC: 1")).isFalse();
    }
}
