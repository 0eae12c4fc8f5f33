package io.consentgate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Normalised;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Anna.Conti@Example.COM, anna.conti@example.com",
        "anna+news@example.com, anna+news@example.com",
        "o'neil_x=1@sub.example.co.uk, o'neil_x=1@sub.example.co.uk",
        "anna@exämple.com, anna@xn--exmple-cua.com",
        "anna@EXÄMPLE.com, anna@xn--exmple-cua.com",
        "anna@XN--EXMPLE-CUA.com, anna@xn--exmple-cua.com"
    })
    void an_address_has_one_form(String raw, String normal) {
        assertThat(EmailAddress.parse(raw)).isEqualTo(new Normalised.Value(normal));
    }

    @Test
    void composed_and_decomposed_letters_are_the_same_address() {
        assertThat(EmailAddress.normalise("anna@exa\u0308mple.com"))
                .isEqualTo(EmailAddress.normalise("anna@ex\u00e4mple.com"));
    }

    @Test
    void a_domain_of_look_alike_letters_is_never_the_real_one() {
        assertThat(EmailAddress.normalise("anna@ex\u0430mple.com"))
                .isPresent()
                .get()
                .asString()
                .contains("@xn--")
                .isNotEqualTo("anna@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " anna@example.com",
                "anna@example.com ",
                "anna@example.com\u00a0",
                "anna",
                "anna@",
                "@example.com",
                "a@b@example.com",
                "anna@localhost",
                "anna@.com",
                "anna@example..com",
                "anna@example.com.",
                "anna@-example.com",
                "anna@exam_ple.com",
                "anna@[127.0.0.1]",
                ".anna@example.com",
                "anna.@example.com",
                "an..na@example.com",
                "an na@example.com",
                "anna,b@example.com",
                "\"anna\"@example.com",
                "anna\r\nBcc: x@example.com",
                "anna\u0000@example.com",
                "zo\u00eb@example.com",
                "\u212aanna@example.com",
                "anna@stra\u00dfe.de",
                "anna@exam\u200dple.com",
                "anna@\ud83d\ude00\ud800.com"
            })
    void what_could_be_read_in_two_ways_is_refused(String raw) {
        assertThat(EmailAddress.parse(raw)).isInstanceOf(Normalised.Refused.class);
    }

    @Test
    void lengths_are_limited() {
        assertThat(EmailAddress.normalise("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.normalise("a".repeat(65) + "@example.com")).isEmpty();
        String domain = ("b".repeat(60) + ".").repeat(3) + "com";
        assertThat(EmailAddress.normalise("a".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.normalise("a".repeat(64) + "@" + "c." + domain)).isPresent();
        assertThat(EmailAddress.normalise("a".repeat(64) + "@" + "ccccc." + domain))
                .isEmpty();
    }

    @Property
    void no_text_is_too_strange_to_be_answered(@ForAll String raw) {
        Normalised answer = EmailAddress.parse(raw);
        answer.value()
                .ifPresent(normal -> assertThat(EmailAddress.normalise(normal)).hasValue(normal));
    }
}
