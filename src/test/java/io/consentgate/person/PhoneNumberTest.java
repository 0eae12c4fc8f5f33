package io.consentgate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Normalised;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource({
        "333 1112223, IT, +393331112223",
        "0039 011 5550000, IT, +390115550000",
        "02-55501234, IT, +390255501234",
        "+39 347 1112233, DE, +393471112233",
        "030 123456, DE, +4930123456"
    })
    void a_number_becomes_e164_and_italy_keeps_its_zero(String raw, String region, String e164) {
        assertThat(PhoneNumber.e164(raw, region)).isEqualTo(new Normalised.Value(e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3,33E+11", "3.331112E+11", "call me", "333", "255501234", "=2+5", "333 1112223 (Anna)", "+"
            })
    void what_is_no_number_any_more_is_refused(String raw) {
        assertThat(PhoneNumber.e164(raw, "IT")).isInstanceOf(Normalised.Refused.class);
    }

    @Property
    void no_text_is_too_strange_to_be_answered(@ForAll String raw) {
        PhoneNumber.e164(raw, "IT").value().ifPresent(e164 -> assertThat(e164).matches("\\+[1-9]\\d{5,14}"));
    }
}
