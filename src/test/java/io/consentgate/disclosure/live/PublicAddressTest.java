package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void what_a_registry_reserves_is_not_public(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.169.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700::1111"
            })
    void the_neighbours_of_what_is_reserved_are_public(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Nested
    class WhereTheCheckMayGo {
        private final AllowedHosts allowed = AllowedHosts.of(
                List.of(URI.create("https://shop.example.com/privacy"), URI.create("http://127.0.0.1:8090/privacy")));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "https://shop.example.com/cookies | ",
                    "https://SHOP.example.com:443/ | ",
                    "http://127.0.0.1:8090/other | ",
                    "http://shop.example.com/privacy | is not https",
                    "https://shop.example.com:8443/ | is on shop.example.com:8443, which the site's file does not name",
                    "https://evil.example.com/ | is on evil.example.com, which the site's file does not name",
                    "https://shop.example.com.evil.org/ | is on shop.example.com.evil.org, which the site's file does not"
                            + " name",
                    "https://user@shop.example.com/ | carries a user name",
                    "http://127.0.0.1:9999/ | is on 127.0.0.1:9999, which the site's file does not name",
                    "http://169.254.169.254/latest | is not https",
                    "file:///etc/passwd | is no complete address",
                    "ftp://shop.example.com/ | is not https"
                })
        void is_said_by_scheme_host_and_port_of_the_sites_pages(URI address, String refusal) {
            assertThat(allowed.refusal(address).orElse(null)).isEqualTo(refusal);
        }

        @Test
        void a_public_name_that_leads_inside_is_refused_even_beside_public_addresses() throws UnknownHostException {
            InetAddress inside = InetAddress.getByName("192.168.0.10");
            InetAddress outside = InetAddress.getByName("1.1.1.1");

            assertThat(AllowedHosts.reachable("shop.example.com", new InetAddress[] {outside}))
                    .containsExactly(outside);
            assertThatThrownBy(() -> AllowedHosts.reachable("shop.example.com", new InetAddress[] {outside, inside}))
                    .isInstanceOf(AllowedHosts.Forbidden.class)
                    .hasMessage("shop.example.com leads to an address that is not public");
        }

        @Test
        void this_machine_is_reached_only_by_its_own_name() throws UnknownHostException {
            InetAddress here = InetAddress.getLoopbackAddress();

            assertThat(AllowedHosts.reachable("localhost", new InetAddress[] {here}))
                    .containsExactly(here);
            assertThatThrownBy(() -> AllowedHosts.reachable("shop.example.com", new InetAddress[] {here}))
                    .isInstanceOf(AllowedHosts.Forbidden.class);
        }
    }
}
