package io.consentgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import io.consentgate.person.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoShopTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final ShopHistory history = ShopHistory.shipped();
    private final DemoShop shop = new DemoShop(history, START);

    @Test
    void the_history_is_read_whole() {
        assertThat(history.lines()).isEqualTo(14_535);
        assertThat(history.byCustomer()).hasSize(460);
        assertThat(history.invoices().stream().filter(ShopHistory.Invoice::cancellation))
                .hasSize(100);
        assertThat(history.byCustomer())
                .allSatisfy((number, invoices) -> assertThat(number).matches("\\d{5}"));
    }

    @Test
    void every_event_of_the_demo_is_a_valid_one_with_an_id_of_its_own() {
        EventReader reader = new EventReader(any -> Optional.of(Set.of()), EmailAddress::parse);
        List<ObjectNode> events = shop.events();

        assertThat(events).allSatisfy(event -> assertThat(
                        reader.read(CanonicalEvents.text(event).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Reading.Accepted.class));
        assertThat(events.stream().map(event -> event.get("id").asText())).doesNotHaveDuplicates();
    }

    @Test
    void everything_has_happened_before_the_demo_starts() {
        assertThat(shop.events())
                .allSatisfy(event -> assertThat(Instant.parse(event.path("time").asText("2000-01-01T00:00:00Z")))
                        .isBeforeOrEqualTo(START.minus(Duration.ofDays(1))));
    }

    @Test
    void every_situation_has_somebody_and_the_same_number_is_always_the_same_person() {
        assertThat(shop.customers().stream().map(MadeUpCustomer::situation).collect(Collectors.toSet()))
                .isEqualTo(new HashSet<>(List.of(Situation.values())));
        assertThat(List.copyOf(new DemoShop(history, START.plusSeconds(1000)).customers()))
                .isEqualTo(List.copyOf(shop.customers()));
    }
}
