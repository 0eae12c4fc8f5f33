package io.consentgate.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

    private static final EventReader READER = Examples.reader();
    private static final int CONTACT = 0;
    private static final int CONSENT = 2;

    @Nested
    class Accepted {

        @Test
        void a_contact_is_read_with_its_members_flat_and_its_address_in_one_form() {
            InboundEvent.Contact contact = (InboundEvent.Contact) event(example(CONTACT));

            assertThat(contact.envelope())
                    .isEqualTo(new Envelope(
                            new EventKey("shop.example.com", "shop.example.com/customers/1", "shop:c-1"),
                            "shopify",
                            Instant.parse("2025-07-02T16:30:00Z"),
                            Mode.REALTIME));
            assertThat(contact.person()).isEqualTo(new PersonRef("1", "anna.conti@example.com", "+393331112223"));
            assertThat(contact.fields())
                    .containsEntry("first_name", "Anna")
                    .containsEntry("loyalty.points", "10.50")
                    .containsEntry("loyalty.total_spent", "129.90")
                    .containsEntry("attributes.shoe_size", "42")
                    .containsEntry("attributes.blind", "true")
                    .containsEntry("attributes.nothing", null)
                    .doesNotContainKeys("tags", "loyalty", "attributes");
            assertThat(contact.tags()).containsExactly("vip", "newsletter");
            assertThat(contact.updatedAt()).isEqualTo("2025-07-02T16:30:00.123Z");
        }

        @Test
        void a_unicode_domain_is_kept_in_its_ascii_form() {
            InboundEvent.Contact contact = (InboundEvent.Contact) event(example(1));
            assertThat(contact.person().email()).isEqualTo("zoe@xn--exmple-cua.com");
            assertThat(contact.fields()).containsEntry("email", "zoe@xn--exmple-cua.com");
            assertThat(contact.envelope().mode()).isEqualTo(Mode.HISTORICAL);
        }

        @Test
        void a_consent_is_read_with_everything_that_proves_it() {
            InboundEvent.Consent consent = (InboundEvent.Consent) event(example(CONSENT));
            assertThat(consent.purpose()).isEqualTo(Purpose.DIRECT_MARKETING);
            assertThat(consent.channel()).isEqualTo(Channel.EMAIL);
            assertThat(consent.status()).isEqualTo(ConsentStatus.GIVEN);
            assertThat(consent.recordedAt()).isEqualTo(When.at(Instant.parse("2025-07-02T16:29:58Z")));
            assertThat(consent.optInLevel()).isEqualTo(OptInLevel.CONFIRMED_OPT_IN);
            assertThat(consent.evidencePresent()).isTrue();
            assertThat(consent.restriction()).isFalse();
            assertThat(consent.doubleOptInConfirmedAt()).isEqualTo("2025-07-02T16:35:00Z");
        }

        @Test
        void what_a_consent_does_not_say_is_null_and_never_false() {
            InboundEvent.Consent consent = (InboundEvent.Consent) event(example(3));
            assertThat(consent.restriction()).isNull();
            assertThat(consent.objection()).isNull();
            assertThat(consent.preTicked()).isNull();
            assertThat(consent.recordedAt()).isNull();
            assertThat(consent.evidencePresent()).isFalse();
        }

        @Test
        void a_bare_date_stays_a_date() {
            InboundEvent.Consent consent = (InboundEvent.Consent) event(example(4));
            assertThat(consent.recordedAt()).isEqualTo(When.on(LocalDate.of(2024, 2, 29)));
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /data/accepts_marketing | true | unknown member
                /data/email | "anna example.com" | text without @
                /data/email | " anna@example.com" | text with blanks around it
                /data/email | "zo\\u00eb@example.com" | characters outside ASCII before the @
                /data/phone | "333 1112223" | text of 11 characters; expected an E.164 phone number, for example +393331234567
                /data/updated_at | "2025-07-02T18:30:00" | text of 19 characters; expected an RFC 3339 time with offset
                /data/birth_date | "2024-02-31" | text of 10 characters; expected a date
                /data/first_name | 7 | a number; expected text of 0 to 255 characters
                /data/external_id | "a\\u0007" | text with a control character
                /data/last_name | "a\\ud800" | text with a NUL or half a surrogate pair
                /data/last_name | "a\\u0000" | text with a NUL or half a surrogate pair
                /data/attributes/hair | "red" | an attribute that the site's mapping does not declare
                /data/loyalty/points | "7" | text of 1 characters; expected a number
                /data/tags/1 | null | null; expected text
                /shop | "nobodys" | a shop that no site owns
                /specversion | "2.0" | text of 3 characters; expected "1.0"
                /type | "lead" | text of 4 characters; expected one of contact, consent
                /Platform | "x" | unknown member
                """)
        void each_wrong_member_gives_one_problem_under_its_pointer(String pointer, String value, String problem) {
            ObjectNode event = example(CONTACT);
            set(event, pointer, value);

            assertThat(problems(event)).singleElement().satisfies(found -> {
                assertThat(found.field()).isEqualTo(pointer);
                assertThat(found.problem()).startsWith(problem);
            });
        }

        @Test
        void a_given_consent_says_when_and_how() {
            ObjectNode event = example(CONSENT);
            ((ObjectNode) event.get("data")).remove(List.of("recorded_at", "evidence", "channel"));
            assertThat(problems(event))
                    .extracting(Problem::field)
                    .containsExactlyInAnyOrder("/data/recorded_at", "/data/evidence", "/data/channel");
        }

        @Test
        void a_missing_status_is_one_problem_and_not_three() {
            ObjectNode event = example(CONSENT);
            ((ObjectNode) event.get("data")).remove(List.of("status", "recorded_at", "evidence"));
            assertThat(problems(event))
                    .containsExactly(new Problem(
                            "/data/status", "missing; expected one of given, pending, refused, withdrawn, unknown"));
        }

        @Test
        void a_member_name_that_is_somebodys_data_is_not_repeated() {
            ObjectNode event = example(CONTACT);
            ((ObjectNode) event.get("data")).put("anna.conti@example.com", true);
            assertThat(problems(event)).singleElement().satisfies(found -> assertThat(found.toString())
                    .doesNotContain("anna"));
        }

        @Test
        void the_id_is_given_back_as_the_sender_wrote_it() {
            ObjectNode event = example(CONTACT);
            event.remove("source");
            assertThat(READER.read(event).id()).isEqualTo("shop:c-1");
            event.put("id", "\u0001");
            assertThat(READER.read(event).id()).isNull();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {not json | text that is not JSON; expected one JSON object
                `` | nothing; expected one JSON object
                [] | a list; expected an object
                {"a":1} {"b":2} | text that is not JSON; expected one JSON object
                """)
        void a_line_that_is_no_event_is_refused_without_a_field(String line, String problem) {
            assertThat(READER.read(bytes(line)))
                    .isEqualTo(new Reading.Refused(null, List.of(new Problem("", problem))));
        }

        @Test
        void a_member_that_stands_twice_is_refused() {
            assertThat(READER.read(
                            bytes("{\"id\":\"1\",\"data\":{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}}")))
                    .isEqualTo(new Reading.Refused(
                            null, List.of(new Problem("/data/email", "a member twice; expected it once"))));
        }

        @Test
        void twenty_levels_are_read_and_no_more() {
            assertThat(refusal("[".repeat(20) + "]".repeat(20))).startsWith("a list");
            assertThat(refusal("[".repeat(21) + "]".repeat(21))).startsWith("more than 20 levels");
            assertThat(refusal("[".repeat(100_000))).startsWith("more than 20 levels");
        }

        @Test
        void an_event_of_more_than_256_kb_is_refused_unread() {
            assertThat(refusal(" ".repeat(EventReader.MAX_BYTES) + "{}")).startsWith("more than 256 kB");
        }

        @Test
        void bytes_that_are_not_utf8_are_refused() {
            byte[] latin = "{\"a\":\"citt\u00e0\"}".getBytes(StandardCharsets.ISO_8859_1);
            byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16);
            assertThat(((Reading.Refused) READER.read(latin)).problems().get(0).problem())
                    .startsWith("bytes that are not UTF-8");
            assertThat(((Reading.Refused) READER.read(utf16)).problems().get(0).problem())
                    .startsWith("bytes that are not UTF-8");
        }

        private String refusal(String json) {
            return ((Reading.Refused) READER.read(bytes(json)))
                    .problems()
                    .get(0)
                    .problem();
        }
    }

    @Property
    void no_bytes_are_too_strange_to_be_answered(@ForAll byte[] bytes) {
        assertThat(READER.read(bytes)).isInstanceOf(Reading.Refused.class);
    }

    @Property
    void no_damage_to_a_line_is_too_strange_to_be_answered(@ForAll int place, @ForAll byte value) {
        byte[] line =
                bytes(Examples.valid().get(Math.floorMod(place, Examples.valid().size())));
        line[Math.floorMod(place, line.length)] = value;
        assertThat(READER.read(line)).isNotNull();
    }

    private static ObjectNode example(int index) {
        return (ObjectNode) Examples.tree(Examples.valid().get(index));
    }

    private static InboundEvent event(ObjectNode json) {
        return ((Reading.Accepted) READER.read(bytes(json.toString()))).event();
    }

    private static List<Problem> problems(ObjectNode json) {
        return ((Reading.Refused) READER.read(json)).problems();
    }

    private static void set(ObjectNode event, String pointer, String value) {
        int cut = pointer.lastIndexOf('/');
        String name = pointer.substring(cut + 1);
        if (event.at(pointer.substring(0, cut)) instanceof ObjectNode parent) {
            parent.set(name, Examples.tree(value));
        } else {
            ((com.fasterxml.jackson.databind.node.ArrayNode) event.at(pointer.substring(0, cut)))
                    .set(Integer.parseInt(name), Examples.tree(value));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
