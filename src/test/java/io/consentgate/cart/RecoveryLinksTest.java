package io.consentgate.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.cart.RecoveryLinks.Way;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.TestSites;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecoveryLinksTest {

    private static final Instant ABANDONED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Site SITE = site("https://shop.example/back?cart=%7Bcart%7D");
    private static final RecoveryLinks LINKS = links("0123456789abcdef0123456789abcdef");

    private static Site site(String page) {
        Selling.Carts carts = new Selling.Carts(
                Duration.ofHours(1), null, null, null, Duration.ofDays(1), Duration.ofDays(7), URI.create(page));
        return TestSites.site("shop")
                .selling(new Selling(null, carts, Set.of(), Set.of()))
                .build();
    }

    private static RecoveryLinks links(String secret) {
        return new RecoveryLinks(
                new Sites(List.of(SITE)),
                KeyedHash.of(secret.getBytes(StandardCharsets.UTF_8)),
                URI.create("https://gate.example/"));
    }

    private static ShopCart cart(String id) {
        return ShopCart.of("s1", id, 1L, "active", ABANDONED, false, false, null, "{}");
    }

    private static String token(String id) {
        String link = LINKS.of(SITE, cart(id), ABANDONED);
        assertThat(link).startsWith("https://gate.example/r/");
        return link.substring("https://gate.example/r/".length());
    }

    @Test
    void a_link_leads_to_the_sites_own_page_until_it_expires() {
        Instant until = ABANDONED.plus(Duration.ofDays(7));

        assertThat(LINKS.follow(token("c 1/&x=2"), until.minusSeconds(1)))
                .isEqualTo(new Way.To(URI.create("https://shop.example/back?cart=c%201%2F%26x%3D2")));
        assertThat(LINKS.follow(token("c 1/&x=2"), until)).isEqualTo(new Way.Expired());
    }

    /** No open redirect: whatever a cart is called, it stays one parameter. */
    @Property(tries = 500)
    void no_name_of_a_cart_leads_elsewhere(@ForAll String id) {
        if (new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(id)) {
            Way way = LINKS.follow(token(id), ABANDONED);

            assertThat(way).isInstanceOf(Way.To.class);
            URI page = ((Way.To) way).page();
            assertThat(page.getScheme() + page.getRawAuthority() + page.getRawPath())
                    .isEqualTo("httpsshop.example/back");
            assertThat(page.getRawFragment()).isNull();
        }
    }

    @Property(tries = 500)
    void nobody_else_can_make_one(@ForAll byte[] bytes) {
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(LINKS.follow(made, ABANDONED)).isEqualTo(new Way.Unknown());
    }

    @Test
    void a_changed_one_or_one_of_another_installation_is_unknown() {
        String token = token("c1");
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        bytes[bytes.length - 1] ^= 1;

        assertThat(LINKS.follow(Base64.getUrlEncoder().encodeToString(bytes), ABANDONED))
                .isEqualTo(new Way.Unknown());
        assertThat(links("fedcba9876543210fedcba9876543210").follow(token, ABANDONED))
                .isEqualTo(new Way.Unknown());
        assertThat(LINKS.follow("?", ABANDONED)).isEqualTo(new Way.Unknown());
        assertThat(LINKS.follow("", ABANDONED)).isEqualTo(new Way.Unknown());
    }

    @Test
    void without_a_page_or_an_address_of_ours_there_is_none() {
        RecoveryLinks nowhere = new RecoveryLinks(new Sites(List.of(SITE)), KeyedHash.of(new byte[32]), null);

        assertThat(nowhere.of(SITE, cart("c1"), ABANDONED)).isNull();
        assertThat(LINKS.of(TestSites.site("other").build(), cart("c1"), ABANDONED))
                .isNull();
    }
}
