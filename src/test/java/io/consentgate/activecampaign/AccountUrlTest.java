package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.api-us1.com, https://shop.api-us1.com/api/3, false",
        "https://shop.api-us1.com/, https://shop.api-us1.com/api/3, false",
        "https://shop.api-us1.com/api/3, https://shop.api-us1.com/api/3, false",
        "https://shop.api-us1.com/api/3/, https://shop.api-us1.com/api/3, false",
        "HTTPS://shop.api-us1.com:8443, https://shop.api-us1.com:8443/api/3, false",
        "http://127.0.0.1:9000, http://127.0.0.1:9000/api/3, true",
        "http://localhost:9000/base, http://localhost:9000/base/api/3, true",
        "http://[::1]:9000, http://[::1]:9000/api/3, true",
    })
    void theAddressOfTheAccountMayEndInTheVersion(String given, String used, boolean loopback) {
        AccountUrl url = AccountUrl.account(given);

        assertThat(url.text()).isEqualTo(used);
        assertThat(url.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "shop.api-us1.com, is not a web address",
        "ftp://shop.api-us1.com, is not a web address",
        "http://shop.api-us1.com, is http; expected https",
        "http://127.evil.example, is http; expected https",
        "https://token@shop.api-us1.com, holds a user name",
        "https://shop.api-us1.com?api_key=x, has a query",
        "https://shop.api-us1.com#x, has a fragment",
        "https://shop api, is not a URL",
    })
    void anythingElseIsRefusedWithWhatWouldBeAccepted(String given, String problem) {
        assertThatThrownBy(() -> AccountUrl.account(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("api_key=");
    }

    @ParameterizedTest
    @CsvSource({"https://trackcmp.net/event", "http://127.0.0.1:9000/event?x=1"})
    void theEventAddressIsTakenWhole(String given) {
        assertThat(AccountUrl.events(given).text()).isEqualTo(given);
    }
}
