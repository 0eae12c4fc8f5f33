package io.consentgate.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.event.InboundEvent;
import io.consentgate.intake.Premises;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erased person is in none of the files' bytes, between many others who stay (READINGS 22). */
class ErasureOnDiskTest {

    private static final String EMAIL = "zebedea.unica@example.com";

    /** Everything that is hers: name, external id, order, behaviour, address on the order. */
    private static final List<String> TRACES =
            List.of("Zebedea", "Unicorni", "X-ZEB-991", "O-ZEB-77", "via Zebedea", "zeb_viewed", "C-ZEB-5");

    @TempDir
    Path folder;

    private Premises premises;

    @BeforeEach
    void fill() {
        premises = new Premises(EmbeddedDatabases.sqlite(folder), folder);
        crowd(0, 150);
        premises.accept(
                contact("X-ZEB-991", EMAIL, "Zebedea", "2025-01-01T10:00:00Z"),
                contact("X-ZEB-991", EMAIL, "Zebedea Unicorni", "2025-02-01T10:00:00Z"),
                consent(EMAIL, "via Zebedea"),
                premises.event(
                        "order",
                        "{'external_id':'O-ZEB-77','person':{'external_id':'X-ZEB-991'},'status':'completed',"
                                + "'currency':'EUR','total':'10.00','placed_at':'2025-01-01T09:00:00Z',"
                                + "'shipping_method':'via Zebedea 7'}"),
                premises.event(
                        "cart",
                        "{'external_id':'C-ZEB-5','person':{'email':'" + EMAIL
                                + "'},'status':'active','updated_at':'2025-01-01T09:00:00Z'}"),
                premises.event(
                        "tracking-event",
                        "{'name':'zeb_viewed','person':{'email':'" + EMAIL
                                + "'},'occurred_at':'2026-03-01T11:59:00Z','tracking_consent':'given'}"));
        crowd(150, 300);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void nothingButTheAddressIsLeftUntilTheDeletionIsVerifiedAndThenNotEvenThat() throws IOException {
        assertThat(found(TRACES)).containsAll(TRACES);

        premises.accept(premises.event(
                "privacy-request",
                "{'kind':'erasure','person':{'email':'" + EMAIL + "'},'requested_at':'2026-03-01T12:00:00Z'}"));

        assertThat(found(TRACES)).isEmpty();
        assertThat(premises.texts("SELECT address FROM changed WHERE address = ?", EMAIL))
                .containsExactly(EMAIL);

        premises.database.write(tx -> {
            premises.erasure.erased(tx, Premises.SITE, EMAIL);
            return null;
        });

        assertThat(found(List.of(EMAIL, "zebedea"))).isEmpty();
        assertThat(premises.known("anna.7@example.com")).isPresent();
        assertThat(premises.register.verify("shop").findings()).isEmpty();
    }

    private List<String> found(List<String> sought) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                sought.stream().filter(bytes::contains).forEach(found::add);
            }
        }
        return found;
    }

    private void crowd(int from, int to) {
        List<InboundEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String email = "anna." + i + "@example.com";
            events.add(contact("n" + i, email, "Anna " + i, "2025-01-01T10:00:00Z"));
            events.add(consent(email, "via Roma " + i));
        }
        premises.accept(events.toArray(InboundEvent[]::new));
    }

    private InboundEvent contact(String externalId, String email, String name, String at) {
        return premises.event(
                "contact",
                "{'external_id':'" + externalId + "','email':'" + email + "','first_name':'" + name + "','updated_at':'"
                        + at + "'}");
    }

    private InboundEvent consent(String email, String wording) {
        return premises.event(
                "consent",
                "{'person':{'email':'" + email + "'},'purpose':'direct_marketing','channel':'email','status':'given',"
                        + "'recorded_at':'2025-01-02T10:00:00Z','evidence':{'box':'on'},'wording':'" + wording + "'}");
    }
}
