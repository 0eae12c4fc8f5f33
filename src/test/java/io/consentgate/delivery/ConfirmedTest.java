package io.consentgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState.Ended;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmedTest {

    private static final RemoteState SENT =
            new RemoteState(Map.of(), Map.of(), Set.of(), 1L, null).withList("Newsletter", 1, true);

    /** Nothing new may follow a doubt; who is there and only brought up to date may be told of in the page. */
    @ParameterizedTest(name = "contact {0}, doubt {1}, ended {2}: delivered {3}, present {4}")
    @CsvSource({
        "5, ,              ,       true,  true",
        " , ,              ,       true,  true",
        "5, CALL,          ,       false, true",
        " , CALL,          ,       false, false",
        "5, IMPORT,        ,       false, false",
        "5, IMPORT_FAILED, ,       false, false",
        "5, REREAD,        ,       false, false",
        "5, ,              MAPPED, false, false",
        "5, CALL,          ALL,    false, false"
    })
    void who_is_there_and_who_is_as_it_should_be(
            String contact, Doubt.Kind kind, Ended ended, boolean delivered, boolean present) {
        Doubt doubt = kind == null ? null : new Doubt(kind, Instant.EPOCH);
        Confirmed one = new Confirmed("main", "a@example.com", contact, true, SENT.withEnded(ended), doubt, null, null);

        assertThat(one.delivered()).isEqualTo(delivered);
        assertThat(one.present()).isEqualTo(present);
    }
}
