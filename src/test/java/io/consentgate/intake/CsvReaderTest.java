package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.EventKey;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Mode;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.PersonRef;
import io.consentgate.event.Problem;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    @Nested
    class Text {

        static Stream<byte[]> encodings() {
            String text = "email;nome\nzoe@example.com;Zo\u00eb\n";
            return Stream.of(
                    text.getBytes(StandardCharsets.UTF_8),
                    ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                    ("\ufeff" + text.replace(';', '\t')).getBytes(StandardCharsets.UTF_16LE),
                    ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
                    text.getBytes(Charset.forName("windows-1252")),
                    ("sep=;\r\n" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8),
                    text.replace(';', ',').replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
        }

        @ParameterizedTest
        @MethodSource("encodings")
        void every_encoding_separator_and_line_end_gives_the_same(byte[] file) {
            assertThat(Fixtures.contacts(Fixtures.records(Fixtures.open("x.csv", file))))
                    .singleElement()
                    .satisfies(contact -> assertThat(contact.fields())
                            .containsEntry("first_name", "Zo\u00eb")
                            .containsEntry("email", "zoe@example.com"));
        }

        @Test
        void the_choice_of_encoding_is_said() throws IOException {
            byte[] windows = "email;nome\nzoe@example.com;Zo\u00eb\n".getBytes(Charset.forName("windows-1252"));
            try (EventFile file = Fixtures.open("x.csv", windows)) {
                assertThat(file.remarks())
                        .contains("encoding: Windows-1252, because it is not valid UTF-8", "separator: ;");
            }
        }

        @Test
        void quotes_hold_separators_quotes_and_line_breaks() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email,last_name,company\na@example.com,\"Rossi, \"\"Anna\"\"\",\"one\ntwo\"\nb@example.com,B,C\n");
            assertThat(Fixtures.contacts(records).get(0).fields())
                    .containsEntry("last_name", "Rossi, \"Anna\"")
                    .containsEntry("company", "one\ntwo");
            assertThat(records).extracting(InboundRecord::number).containsExactly(1L, 2L);
        }

        @Test
        void a_row_with_too_many_fields_is_refused_and_never_shifted() {
            List<InboundRecord> records =
                    Fixtures.records("x.csv", "nome;email;newsletter\nEsposito; detto Ciro;c@example.com;1\n");
            assertThat(Fixtures.events(records)).isEmpty();
            assertThat(Fixtures.problems(records))
                    .containsExactly(new Problem(
                            "",
                            "a row of 4 fields; expected at most 3 as in the first line (a separator inside a value needs"
                                    + " quotes around the value)"));
        }

        @Test
        void a_quote_that_is_never_closed_costs_its_rows_and_not_the_memory() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "email;nome\na@example.com;\"oops\n" + "b@example.com;B\n".repeat(20_000));
            assertThat(Fixtures.problems(records)).hasSize(1);
            assertThat(Fixtures.events(records)).hasSize(20_000);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "\"", "x", "\r", "\"\r\n"})
        void a_row_without_end_is_one_refusal_whatever_it_is_made_of(String piece) {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "email;nome\na@example.com;\"" + piece.repeat(600_000) + "\nb@example.com;B\n");
            assertThat(Fixtures.contacts(records))
                    .extracting(contact -> contact.person().email())
                    .endsWith("b@example.com");
        }

        @Test
        void a_quoted_value_may_be_followed_by_blanks() {
            assertThat(Fixtures.contacts(Fixtures.records("x.csv", "email;nome\n\"a@example.com\" ;\"Anna\"  \n")))
                    .singleElement()
                    .satisfies(contact -> assertThat(contact.fields())
                            .containsEntry("first_name", "Anna")
                            .containsEntry("email", "a@example.com"));
        }

        @Test
        void a_quote_that_is_never_closed_takes_no_other_persons_row_with_it() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email;nome;newsletter\ra@example.com;\"Anna;si\rb@example.com;B;no\rc@example.com;\"C\";1\r");
            assertThat(Fixtures.problems(records))
                    .containsExactly(
                            new Problem(
                                    "",
                                    "a quote that is closed in the middle of a value, or never; expected quotes only in pairs"));
            assertThat(Fixtures.consents(records))
                    .extracting(consent -> consent.person().email(), InboundEvent.Consent::status)
                    .containsExactly(
                            tuple("b@example.com", ConsentStatus.REFUSED), tuple("c@example.com", ConsentStatus.GIVEN));
        }

        @Test
        void a_file_without_a_column_that_says_who_is_unusable() {
            assertThatThrownBy(() -> Fixtures.open("x.csv", "a;b\n1;2\n"))
                    .hasMessageContaining("no column that says who");
            assertThatThrownBy(() -> Fixtures.open("x.csv", "")).hasMessageContaining("first line of column names");
        }
    }

    @Nested
    class People {

        @Test
        void italian_columns_become_one_contact_and_its_consents() {
            List<InboundRecord> records = Fixtures.records("clienti-2024-03-05.csv", """
                    Codice Cliente;Cognome;Nome;E-mail;Cellulare;CAP;Citt\u00e0;Prov.;P. IVA;Data di nascita;Consenso Marketing;Consenso Profilazione;Data consenso
                    '000123;Conti;Anna;\u00a0Anna@Example.com ;333 1112223;20121;Milano;MI;;14/05/1985;S\u00ec;no;05/03/2024 10.22
                    """);

            InboundEvent.Contact contact = Fixtures.contacts(records).get(0);
            assertThat(contact.person()).isEqualTo(new PersonRef("000123", "anna@example.com", "+393331112223"));
            assertThat(contact.fields())
                    .containsEntry("birth_date", "1985-05-14")
                    .containsEntry("region", "MI");
            assertThat(contact.envelope().mode()).isEqualTo(Mode.HISTORICAL);
            assertThat(contact.envelope().key().source()).isEqualTo("file:clienti.csv");

            assertThat(Fixtures.consents(records))
                    .satisfiesExactly(
                            marketing -> {
                                assertThat(marketing.purpose()).isEqualTo(Purpose.DIRECT_MARKETING);
                                assertThat(marketing.channel()).isEqualTo(Channel.EMAIL);
                                assertThat(marketing.status()).isEqualTo(ConsentStatus.GIVEN);
                                assertThat(marketing.recordedAt())
                                        .isEqualTo(When.at(Instant.parse("2024-03-05T09:22:00Z")));
                                assertThat(marketing.collectedFrom()).isEqualTo("import");
                                assertThat(marketing.person())
                                        .isEqualTo(new PersonRef("000123", "anna@example.com", null));
                                assertThat(marketing.raw().get("evidence").toString())
                                        .isEqualTo(
                                                "{\"Consenso Marketing\":\"S\u00ec\",\"Data consenso\":\"05/03/2024 10.22\"}");
                            },
                            profiling -> {
                                assertThat(profiling.purpose()).isEqualTo(Purpose.PROFILING_CLASSIC);
                                assertThat(profiling.status()).isEqualTo(ConsentStatus.REFUSED);
                            });
        }

        @Test
        void the_same_row_in_tomorrows_file_has_the_same_key() {
            String text = "email;newsletter\na@example.com;1\n";
            assertThat(keys("x-2024-03-06.csv", text + "b@example.com;0\n"))
                    .containsAll(keys("x-2024-03-07.csv", text))
                    .hasSize(4);
        }

        private List<EventKey> keys(String name, String text) {
            return Fixtures.events(Fixtures.records(name, text)).stream()
                    .map(event -> event.envelope().key())
                    .toList();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Privacy", "Consenso privacy", "Interessi"})
        void a_column_that_is_no_consent_is_never_one(String name) {
            assertThat(Fixtures.consents(Fixtures.records("x.csv", "email;" + name + "\na@example.com;si\n")))
                    .isEmpty();
        }

        @Test
        void offers_from_partners_are_another_purpose_than_the_newsletter() {
            List<InboundEvent.Consent> consents = Fixtures.consents(Fixtures.records(
                    "x.csv", "Email *;Password *;Newsletter (0/1);Opt-in (0/1)\na@example.com;geheim;0;1\n"));
            assertThat(consents)
                    .extracting(InboundEvent.Consent::purpose, InboundEvent.Consent::status)
                    .containsExactly(
                            tuple(Purpose.DIRECT_MARKETING, ConsentStatus.REFUSED),
                            tuple(Purpose.THIRD_PARTY_MARKETING, ConsentStatus.GIVEN));
        }

        @Test
        void secrets_are_dropped_at_the_reader() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "email,password_hash,rp_token,firstname\na@example.com,d708be3f,07e71459,=1+1\n");
            assertThat(records.toString()).doesNotContain("d708be3f", "07e71459");
        }

        @Test
        void an_empty_consent_is_no_event_at_all() {
            assertThat(Fixtures.consents(
                            Fixtures.records("x.csv", "email;newsletter\na@example.com;\nb@example.com;-\n")))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"=2+5", "+cmd", "-1+1", "@SUM(A1)"})
        void a_name_that_a_spreadsheet_would_calculate_is_refused(String name) {
            assertThat(Fixtures.problems(Fixtures.records("x.csv", "email;cognome\na@example.com;" + name + "\n")))
                    .containsExactly(
                            new Problem("cognome", "a formula (it starts with =, +, - or @); expected plain text"));
        }

        @Test
        void a_phone_or_an_id_that_a_spreadsheet_has_cut_off_is_refused() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "customer id;email;cellulare\n1;a@example.com;3,33E+11\n7,06406E+17;b@example.com;\n");
            assertThat(Fixtures.problems(records))
                    .extracting(Problem::field)
                    .containsExactly("cellulare", "customer id");
            assertThat(Fixtures.events(records)).isEmpty();
        }

        @Test
        void a_refused_row_still_says_no() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "email;cognome;newsletter\na@example.com;=2+5;no\nb@example.com;=2+5;si\n");
            assertThat(Fixtures.problems(records)).hasSize(2);
            assertThat(Fixtures.events(records)).singleElement().satisfies(event -> assertThat(
                            ((InboundEvent.Consent) event).status())
                    .isEqualTo(ConsentStatus.REFUSED));
        }

        @Test
        void a_row_whose_name_cannot_be_kept_gives_no_yes_either() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email;nome;newsletter;data consenso\na@example.com;An\0na;si;2024-01-01\n"
                            + "b@example.com;B\0b;no;2024-01-01\n");
            assertThat(Fixtures.problems(records)).hasSize(2);
            assertThat(Fixtures.consents(records))
                    .extracting(consent -> consent.person().email(), InboundEvent.Consent::status)
                    .containsExactly(tuple("b@example.com", ConsentStatus.REFUSED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Disiscritto", "Opt-out", "Unsubscribed", "Non desidera newsletter", "Do not contact"})
        void a_yes_to_having_left_is_a_no_whatever_else_the_row_says(String name) {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email;newsletter;data consenso;" + name + "\na@example.com;si;2024-01-01;si\n"
                            + "b@example.com;si;2024-01-01;no\nc@example.com;si;2024-01-01;\n"
                            + "d@example.com;si;2024-01-01;forse\n");
            assertThat(Fixtures.consents(records))
                    .extracting(consent -> consent.person().email(), InboundEvent.Consent::status)
                    .containsExactly(
                            tuple("a@example.com", ConsentStatus.WITHDRAWN),
                            tuple("b@example.com", ConsentStatus.GIVEN),
                            tuple("c@example.com", ConsentStatus.GIVEN));
            assertThat(Fixtures.problems(records)).singleElement().satisfies(problem -> assertThat(problem.field())
                    .isEqualTo(name));
        }

        @Test
        void having_left_counts_from_its_date_where_the_file_tells_one() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv", "email;disiscritto;data disiscrizione\na@example.com;1;2024-05-01\nb@example.com;1;\n");
            assertThat(Fixtures.consents(records))
                    .extracting(consent -> consent.person().email(), InboundEvent.Consent::recordedAt)
                    .containsExactly(
                            tuple("a@example.com", When.on(LocalDate.of(2024, 5, 1))), tuple("b@example.com", null));
        }

        @ParameterizedTest
        @ValueSource(strings = {"nein", "non", "rifiutato", "revocato", "Non acconsento", "opt-out", "no grazie"})
        void a_no_is_understood_in_many_words(String word) {
            assertThat(Fixtures.consents(Fixtures.records("x.csv", "email;newsletter\na@example.com;" + word + "\n")))
                    .extracting(InboundEvent.Consent::status)
                    .containsExactly(ConsentStatus.REFUSED);
        }

        @Test
        void english_columns_are_read_like_italian_ones() {
            List<InboundRecord> records = Fixtures.records("x.csv", """
                    Email Address,First Name,Marketing consent,Marketing consent date,SMS consent,Profiling consent
                    b@example.com,Ann,Yes,2024-10-25,No,No
                    """);
            assertThat(Fixtures.consents(records))
                    .extracting(
                            InboundEvent.Consent::purpose, InboundEvent.Consent::channel, consent -> consent.status())
                    .containsExactly(
                            tuple(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN),
                            tuple(Purpose.DIRECT_MARKETING, Channel.SMS, ConsentStatus.REFUSED),
                            tuple(Purpose.PROFILING_CLASSIC, null, ConsentStatus.REFUSED));
            assertThat(Fixtures.consents(records).get(0).recordedAt()).isEqualTo(When.on(LocalDate.of(2024, 10, 25)));
        }

        @Test
        void without_dates_a_no_in_another_row_stops_the_yes_whatever_the_order() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email;newsletter\na@example.com;si\n A@EXAMPLE.COM\u00a0;no\nb@example.com;no\nb@example.com;1\n");
            assertThat(Fixtures.consents(records))
                    .extracting(InboundEvent.Consent::status)
                    .containsOnly(ConsentStatus.REFUSED);
            assertThat(Fixtures.problems(records)).hasSize(2);
        }

        @Test
        void with_dates_both_rows_are_facts_and_the_later_one_decides() {
            List<InboundRecord> records = Fixtures.records(
                    "x.csv",
                    "email;newsletter;data consenso\na@example.com;no;2024-01-01\na@example.com;si;2024-02-01\n");
            assertThat(Fixtures.consents(records))
                    .extracting(InboundEvent.Consent::recordedAt)
                    .containsExactly(When.on(LocalDate.of(2024, 1, 1)), When.on(LocalDate.of(2024, 2, 1)));
            assertThat(Fixtures.problems(records)).isEmpty();
        }
    }

    @Nested
    class StateInTheFileName {

        private static final String MEMBERS =
                "Email Address,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CONFIRM_IP,UNSUB_TIME\n"
                        + "a@example.com,2,2024-03-05 09:22:01,2024-03-05 09:24:40,203.0.113.10,2024-05-01 18:30:00\n";

        @Test
        void subscribed_people_gave_it_and_confirmed_it() {
            InboundEvent.Consent consent = Fixtures.consents(Fixtures.records("subscribed_1.csv", MEMBERS))
                    .get(0);
            assertThat(consent.status()).isEqualTo(ConsentStatus.GIVEN);
            assertThat(consent.optInLevel()).isEqualTo(OptInLevel.CONFIRMED_OPT_IN);
            assertThat(consent.recordedAt()).isEqualTo(When.at(Instant.parse("2024-03-05T09:24:40Z")));
        }

        @Test
        void unsubscribed_people_withdrew_it() {
            InboundEvent.Consent consent = Fixtures.consents(Fixtures.records("unsubscribed_1.csv", MEMBERS))
                    .get(0);
            assertThat(consent.status()).isEqualTo(ConsentStatus.WITHDRAWN);
            assertThat(consent.recordedAt()).isEqualTo(When.at(Instant.parse("2024-05-01T18:30:00Z")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsubscribed.csv", "cleaned.csv", "audience.csv"})
        void every_other_state_gives_no_consent(String name) {
            assertThat(Fixtures.consents(Fixtures.records(name, MEMBERS))).isEmpty();
        }

        @Test
        void a_date_of_unsubscribing_alone_is_a_withdrawal() {
            InboundEvent.Consent consent = Fixtures.consents(
                            Fixtures.records("mailup.csv", "Email,OptOut_Date\na@example.com,20110122T111244\n"))
                    .get(0);
            assertThat(consent.status()).isEqualTo(ConsentStatus.WITHDRAWN);
            assertThat(consent.recordedAt()).isEqualTo(When.at(Instant.parse("2011-01-22T10:12:44Z")));
        }
    }

    @Test
    void abandoned_carts_of_passweb_are_carts_and_not_people() {
        List<InboundEvent> events = Fixtures.events(Fixtures.records("carrelli.csv", """
                ID;Indirizzo IP;Codice Utente;Nome/Ragione Sociale;Email;N. Articoli;Qta Articoli;Coupon;Sub Totale;Valuta;Data
                9001;203.0.113.40;501.00012;Conti Anna;anna@example.com;2;3;;1.259,70;EUR;05/03/2024 10:22
                9002;203.0.113.41;;;;1;1;;19,90;EUR;05/03/2024 10:40
                """));
        assertThat(events)
                .satisfiesExactly(
                        known -> {
                            InboundEvent.Cart cart = (InboundEvent.Cart) known;
                            assertThat(cart.person()).isEqualTo(new PersonRef("501.00012", "anna@example.com", null));
                            assertThat(cart.updatedAt()).isEqualTo("2024-03-05T09:22:00Z");
                            assertThat(cart.raw().get("total").textValue()).isEqualTo("1259.70");
                        },
                        anonymous -> assertThat(anonymous.person()).isNull());
    }

    @Property(tries = 2000)
    void unknown_text_never_becomes_given(@ForAll("answers") String answer) {
        boolean yes = List.of(
                        "si",
                        "s\u00ec",
                        "s",
                        "y",
                        "yes",
                        "true",
                        "t",
                        "vero",
                        "1",
                        "x",
                        "ok",
                        "on",
                        "subscribed",
                        "iscritto",
                        "attivo",
                        "granted")
                .contains(Cells.unshielded(answer).toLowerCase(Locale.ROOT));
        List<InboundRecord> records =
                Fixtures.records("x.csv", "email;newsletter\na@example.com;\"" + answer.replace("\"", "\"\"") + "\"\n");
        assertThat(Fixtures.consents(records).stream().anyMatch(consent -> consent.status() == ConsentStatus.GIVEN))
                .isEqualTo(yes);
    }

    @Provide
    Arbitrary<String> answers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.of("si", "Si ", "no", "si?", "forse", "1.0", "yes no", "'1", "''1", "\u00a0x", "", "-"));
    }

    @Property(tries = 500)
    void no_file_is_too_strange_to_be_answered(@ForAll("files") byte[] content) {
        try {
            Fixtures.records(Fixtures.open("x.csv", content));
        } catch (UncheckedIOException unusable) {
            assertThat(unusable.getCause()).isInstanceOf(UnusableFile.class);
        }
    }

    @Provide
    Arbitrary<byte[]> files() {
        return Arbitraries.strings()
                .withChars("email;,\"\n\r\t@.x01/=-'\u00e0\ufeff")
                .ofMaxLength(200)
                .map(text -> ("email;newsletter;data consenso\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_shared_files_are_read() throws IOException {
        Path shared = Path.of("../shared/reference/shop-samples/constructed/csv");
        assumeTrue(Files.isDirectory(shared));
        try (EventFile file = new EventFiles(Fixtures.READER)
                .open(shared.resolve("gestionale-clienti-cp1252.csv"), "gestionale", Fixtures.SITE)) {
            List<InboundRecord> records = Fixtures.records(file);
            assertThat(records).hasSize(7);
            assertThat(Fixtures.contacts(records)).hasSize(5);
            assertThat(Fixtures.consents(records)
                            .get(0)
                            .raw()
                            .get("recorded_at")
                            .textValue())
                    .isEqualTo("2024-03-05T10:22:00+01:00");
        }
    }
}
