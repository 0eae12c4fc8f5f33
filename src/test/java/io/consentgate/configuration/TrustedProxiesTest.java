package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts about where a request comes from. */
class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = proxies("127.0.0.1 10.1.0.0/16 2001:db8:a::/48 ::1");

    private static TrustedProxies proxies(String written) {
        return new TrustedProxies(Arrays.stream(written.split(" "))
                .map(TrustedProxies.Network::of)
                .flatMap(Optional::stream)
                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The last that is no proxy of ours, whatever stands before it.
                "127.0.0.1     | 198.51.100.7                              | 198.51.100.7",
                "127.0.0.1     | 203.0.113.1, 198.51.100.7                 | 198.51.100.7",
                "127.0.0.1     | 203.0.113.1, 198.51.100.7, 10.1.2.3       | 198.51.100.7",
                "10.1.255.255  | 198.51.100.7,10.1.0.1 , 10.1.0.2          | 198.51.100.7",
                "::1           | 2001:db8:b::7                             | 2001:db8:b:0:0:0:0:7",
                "2001:db8:a::9 | 2001:DB8:B::0007, 2001:db8:a::1           | 2001:db8:b:0:0:0:0:7",
                // One address in other clothes is one address.
                "::ffff:10.1.0.1 | ::ffff:198.51.100.7                     | 198.51.100.7",
                "127.0.0.1     | 198.51.100.7:4711                         | 198.51.100.7",
                "127.0.0.1     | [2001:db8:b::7]:4711                      | 2001:db8:b:0:0:0:0:7",
                "127.0.0.1     | 2001:db8:b::7%eth0                        | 2001:db8:b:0:0:0:0:7",
                // Nobody's word counts but a proxy's.
                "198.51.100.9  | 203.0.113.1                               | 198.51.100.9",
                "198.51.100.9  | 127.0.0.1                                 | 198.51.100.9",
                "198.51.100.9  | 203.0.113.1, 10.1.0.1                     | 198.51.100.9",
                "10.2.0.1      | 203.0.113.1                               | 10.2.0.1",
                "2001:db8:a1::1 | 203.0.113.1                              | 2001:db8:a1:0:0:0:0:1",
                // What is no address ends the reading at who said it.
                "127.0.0.1     | 198.51.100.7, unknown                     | 127.0.0.1",
                "127.0.0.1     | unknown, 10.1.0.1                         | 10.1.0.1",
                "127.0.0.1     | 203.0.113.1, localhost                    | 127.0.0.1",
                "127.0.0.1     | 203.0.113.1, 198.51.100.999               | 127.0.0.1",
                "127.0.0.1     | 203.0.113.1, 0x7f000001                   | 127.0.0.1",
                "127.0.0.1     | 203.0.113.1,,                             | 203.0.113.1",
                "127.0.0.1     | 203.0.113.1, ,10.1.0.1                    | 10.1.0.1",
                "127.0.0.1     | ''                                        | 127.0.0.1",
                // All of them are ours: the first of them asked.
                "127.0.0.1     | 10.1.0.1, 10.1.0.2                        | 10.1.0.1"
            })
    void the_caller_is_the_last_who_is_no_trusted_proxy(String direct, String forwarded, String caller) {
        assertThat(PROXIES.caller(direct, List.of(forwarded))).isEqualTo(caller);
    }

    @Test
    void several_fields_are_read_as_one() {
        assertThat(PROXIES.caller("127.0.0.1", List.of("203.0.113.1", "198.51.100.7, 10.1.0.1", "10.1.0.2")))
                .isEqualTo("198.51.100.7");
        assertThat(PROXIES.caller("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
    }

    @Test
    void without_trusted_proxies_no_header_changes_anything() {
        assertThat(TrustedProxies.NONE.caller("127.0.0.1", List.of("198.51.100.7")))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.0.0.0/8", "10.1.2.3/32", "::1", "2001:db8::/32", "2001:db8::1/128"})
    void addresses_and_networks_are_read(String written) {
        assertThat(TrustedProxies.Network.of(written)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example",
                "10.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "0.0.0.0/0",
                "::/0",
                "2001:db8::/129",
                "10.0.0.0/8 10.1.0.0/16"
            })
    void what_is_neither_and_the_network_of_everybody_are_not(String written) {
        assertThat(TrustedProxies.Network.of(written)).isEmpty();
    }
}
