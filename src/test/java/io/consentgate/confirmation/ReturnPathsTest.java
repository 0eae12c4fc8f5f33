package io.consentgate.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.person.KeyedHash;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnPathsTest {

    private static final KeyedHash OURS = KeyedHash.of(new byte[32]);
    private static final KeyedHash THEIRS =
            KeyedHash.of("another installation's secret ....".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final Random random = new Random(11);

    private byte[] id() {
        byte[] id = new byte[Links.ID_BYTES];
        random.nextBytes(id);
        return id;
    }

    @Test
    void a_return_path_names_its_mail_in_whatever_case_and_place() {
        ReturnPaths paths = new ReturnPaths(OURS, "exactly-twenty-four-here@shop.example.com");
        for (byte[] id : new byte[][] {id(), id(), new byte[Links.ID_BYTES], filled((byte) -1)}) {
            String address = paths.address(id);
            assertThat(address.indexOf('@')).isEqualTo(64);
            assertThat(ReturnPaths.mailIn(OURS, "<" + address.toUpperCase(Locale.ROOT) + ">"))
                    .hasValue(id);
            assertThat(ReturnPaths.mailIn(OURS, ReturnPaths.token(OURS, id))).hasValue(id);
        }
    }

    private static byte[] filled(byte with) {
        byte[] id = new byte[Links.ID_BYTES];
        java.util.Arrays.fill(id, with);
        return id;
    }

    @Test
    void a_made_up_changed_cut_or_foreign_token_names_nobody() {
        String token = ReturnPaths.token(OURS, id());
        assertThat(ReturnPaths.mailIn(THEIRS, token)).isEmpty();
        assertThat(ReturnPaths.mailIn(OURS, token.substring(1))).isEmpty();
        assertThat(ReturnPaths.mailIn(OURS, token + "a")).isEmpty();
        assertThat(ReturnPaths.mailIn(OURS, "v".repeat(token.length()))).isEmpty();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(ReturnPaths.mailIn(OURS, token.substring(0, i) + other + token.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void it_opens_no_link() {
        byte[] id = id();
        assertThat(Links.token(OURS, id))
                .doesNotContain(ReturnPaths.token(OURS, id).substring(26));
        assertThat(Links.read(OURS, ReturnPaths.token(OURS, id)).genuine()).isFalse();
    }
}
