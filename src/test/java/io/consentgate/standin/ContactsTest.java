package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.standin.StandInClient.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);
    private final String birthday = standIn.account().people().adminCreatesField("Birthday", "date");

    ContactsTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private ContactState ana() {
        return standIn.account().contact("ana@example.com").orElseThrow();
    }

    @Nested
    class Create {

        @Test
        void answersTheShortShapeWithStringIdsAndUsCentralDates() {
            Reply reply = client.post(
                    "/contacts", "{'contact':{'email':'ana@example.com','firstName':'Ana','phone':'+39 02'}}");

            assertThat(reply.status()).isEqualTo(201);
            JsonNode contact = reply.at("contact");
            assertThat(contact.path("id").isTextual()).isTrue();
            assertThat(contact.path("cdate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-0[56]:00");
            assertThat(contact.path("udate")).isEqualTo(contact.path("cdate"));
            assertThat(contact.path("links")).hasSize(18);
            assertThat(contact.path("hash").asText()).hasSize(32);
        }

        @Test
        void refusesAnAddressThatExistsWhateverItsCase() {
            client.contact("ana@example.com");

            Reply reply = client.post("/contacts", "{'contact':{'email':'Ana@Example.com'}}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text())
                    .isEqualTo("{\"errors\":[{\"title\":\"Email address already exists in the system.\","
                            + "\"code\":\"duplicate\",\"source\":{\"pointer\":\"\\/data\\/attributes\\/email\"}}]}");
        }

        @Test
        void usesTheOlderTextOfTheDuplicateWhenSwitchedOn() {
            standIn.switches().on(Quirk.DUPLICATE_EMAIL_OLD_TEXT);
            client.contact("ana@example.com");

            Reply reply = client.post("/contacts", "{'contact':{'email':'ana@example.com'}}");

            assertThat(reply.at("errors", "0", "title").asText())
                    .isEqualTo("Email address already exists in the system");
            assertThat(reply.at("errors", "0", "detail").asText()).isEmpty();
        }

        @Test
        void dropsFieldValuesBesideTheContact() {
            client.post(
                    "/contacts",
                    "{'contact':{'email':'ana@example.com'},'fieldValues':[{'field':'" + birthday + "','value':'x'}]}");

            assertThat(ana().fieldValues()).isEmpty();
        }
    }

    @Nested
    class Sync {

        @Test
        void answers201ForSomebodyNewAnd200ForSomebodyKnown() {
            assertThat(client.post("/contact/sync", "{'contact':{'email':'ana@example.com'}}")
                            .status())
                    .isEqualTo(201);
            assertThat(client.post("/contact/sync", "{'contact':{'email':'ANA@example.com'}}")
                            .status())
                    .isEqualTo(200);
            assertThat(standIn.account().contactCount()).isEqualTo(1);
        }

        @Test
        void showsFieldValuesAsObjectsAtTheTopAndAsIdStringsInsideAKnownContact() {
            String second = standIn.account().people().adminCreatesField("City", "text");
            client.post(
                    "/contact/sync",
                    "{'contact':{'email':'ana@example.com','fieldValues':[{'field':'" + birthday
                            + "','value':'1990-01-02'}]}}");

            Reply reply = client.post(
                    "/contact/sync",
                    "{'contact':{'email':'ana@example.com','fieldValues':[{'field':'" + second
                            + "','value':'Torino'}]}}");

            assertThat(StandInClient.texts(reply.at("fieldValues"), "value")).containsExactly("Torino");
            assertThat(reply.at("contact", "fieldValues")).hasSize(2).allMatch(JsonNode::isTextual);
        }

        @Test
        void leavesTheIdStringsOutWhenSwitchedOff() {
            standIn.switches().off(Quirk.SYNC_LISTS_FIELD_VALUE_IDS);
            client.contact("ana@example.com");

            Reply reply = client.post(
                    "/contact/sync",
                    "{'contact':{'email':'ana@example.com','fieldValues':[{'field':'" + birthday + "','value':'x'}]}}");

            assertThat(reply.at("contact").has("fieldValues")).isFalse();
        }

        @Test
        void keepsWhatIsNotSentAndClearsWhatIsSentEmpty() {
            client.post(
                    "/contact/sync",
                    "{'contact':{'email':'ana@example.com','firstName':'Ana','lastName':'Rossi','fieldValues':[{'field':'"
                            + birthday + "','value':'1990-01-02'}]}}");

            client.post(
                    "/contact/sync",
                    "{'contact':{'email':'ana@example.com','lastName':'','fieldValues':[{'field':" + birthday
                            + ",'value':''}]}}");

            assertThat(ana().firstName()).isEqualTo("Ana");
            assertThat(ana().lastName()).isEmpty();
            assertThat(ana().fieldValues()).isEmpty();
        }

        @Test
        void ignoresEmptyStringsWhenSwitchedOff() {
            standIn.switches().off(Quirk.EMPTY_STRING_CLEARS);
            client.post("/contact/sync", "{'contact':{'email':'ana@example.com','lastName':'Rossi'}}");

            client.post("/contact/sync", "{'contact':{'email':'ana@example.com','lastName':''}}");

            assertThat(ana().lastName()).isEqualTo("Rossi");
        }

        @Test
        void ignoresUnknownMembersAndFieldsUnlessAskedToFindThem() {
            String body =
                    "{'contact':{'email':'ana@example.com','first_name':'Ana','fieldValues':[{'field':'999','value':'x'}]}}";

            assertThat(client.post("/contact/sync", body).status()).isEqualTo(201);
            assertThat(ana().firstName()).isEmpty();
            assertThat(ana().fieldValues()).isEmpty();

            standIn.switches().off(Quirk.UNKNOWN_MEMBERS_IGNORED);
            assertThat(client.post("/contact/sync", body).status()).isEqualTo(422);
        }

        @Test
        void refusesAMissingOrInvalidAddress() {
            Reply missing = client.post("/contact/sync", "{'contact':{'firstName':'Ana'}}");
            Reply invalid = client.post("/contact/sync", "{'contact':{'email':'not-an-address'}}");

            assertThat(missing.status()).isEqualTo(400);
            assertThat(missing.at("errors", "0", "detail").asText())
                    .isEqualTo("Contact email must be provided for sync");
            assertThat(invalid.status()).isEqualTo(422);
            assertThat(invalid.at("errors", "0", "code").asText()).isEqualTo("email_invalid");
        }

        @Test
        void doesNotExistInThePluralUnlessSwitchedOn() {
            String body = "{'contact':{'email':'ana@example.com'}}";

            assertThat(client.post("/contacts/sync", body).status()).isEqualTo(404);

            standIn.switches().on(Quirk.PLURAL_SYNC_CREATES);
            assertThat(client.post("/contacts/sync", body).status()).isEqualTo(201);
            assertThat(client.post("/contacts/sync", body).status()).isEqualTo(422);
        }
    }

    @Nested
    class One {

        @Test
        void isReadWithItsRelationsAsObjectsAtTheTopAndIdsInside() {
            String list = standIn.account().people().adminCreatesList("News");
            String id = client.contact("ana@example.com");
            standIn.account().people().adminSubscribes("ana@example.com", list);

            Reply reply = client.get("/contacts/" + id);

            assertThat(reply.at("contactLists", "0", "status").asText()).isEqualTo("1");
            assertThat(reply.at("contact", "contactLists", "0").isTextual()).isTrue();
            assertThat(reply.at("contact", "deleted").asText()).isEqualTo("0");
        }

        @Test
        void isUpdatedInPartAndKeepsItsId() {
            String id = client.contact("ana@example.com");

            Reply reply = client.put("/contacts/" + id, "{'contact':{'email':'ana.rossi@example.com'}}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.at("contact", "email").asText()).isEqualTo("ana.rossi@example.com");
            assertThat(standIn.account().contact("ana@example.com")).isEmpty();
            assertThat(standIn.account()
                            .contact("ana.rossi@example.com")
                            .orElseThrow()
                            .id())
                    .isEqualTo(id);
        }

        @Test
        void showsAfterAnUpdateTheTimestampFromBeforeUnlessSwitchedOff() {
            Instant[] now = {Instant.parse("2026-01-02T09:00:00Z")};
            InstantSource source = () -> now[0];
            StandInOptions options = StandInOptions.defaults().withClock(source.withZone(ZoneOffset.UTC));
            try (StandInActiveCampaign other = StandInActiveCampaign.start(options)) {
                StandInClient caller = new StandInClient(other);
                String path = "/contacts/" + caller.contact("ana@example.com");
                now[0] = Instant.parse("2026-01-02T10:00:00Z");

                Reply stale = caller.put(path, "{'contact':{'firstName':'Ana'}}");
                other.switches().off(Quirk.PUT_ANSWERS_STALE_TIMESTAMP);
                Reply fresh = caller.put(path, "{'contact':{'firstName':'Ana'}}");

                assertThat(stale.at("contact", "udate").asText()).isEqualTo("2026-01-02T04:00:00-06:00");
                assertThat(stale.at("contact", "updated_timestamp").asText()).isEqualTo("2026-01-02 03:00:00");
                assertThat(fresh.at("contact", "updated_timestamp").asText()).isEqualTo("2026-01-02 04:00:00");
            }
        }

        @Test
        void comesBackUnderItsOldIdWhenAnAdministratorRestoresIt() {
            String id = client.contact("ana@example.com");
            standIn.account().people().adminDeletes("ana@example.com");
            assertThat(client.get("/contacts/" + id).status()).isEqualTo(404);

            standIn.account().people().adminRestores("ana@example.com");

            assertThat(client.get("/contacts/" + id).at("contact", "email").asText())
                    .isEqualTo("ana@example.com");
        }

        @Test
        void cannotTakeTheAddressOfSomebodyElse() {
            client.contact("bob@example.com");
            String id = client.contact("ana@example.com");

            assertThat(client.put("/contacts/" + id, "{'contact':{'email':'bob@example.com'}}")
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void isGoneAfterDeletionAndComesBackUnderANewId() {
            String id = client.contact("ana@example.com");

            assertThat(client.delete("/contacts/" + id).text()).isEqualTo("{}");
            Reply again = client.delete("/contacts/" + id);

            assertThat(again.status()).isEqualTo(404);
            assertThat(again.text()).isEqualTo("{\"message\":\"No Result found for Subscriber with id " + id + "\"}");
            assertThat(client.get("/contacts/" + id).status()).isEqualTo(404);
            assertThat(standIn.account().deletedContacts()).hasSize(1);
            assertThat(client.contact("ana@example.com")).isNotEqualTo(id);
        }

        @Test
        void isMissedInOtherWordsWhenSwitchedOn() {
            standIn.switches().on(Quirk.DELETE_CONTACT_LOWER_CASE_TEXT);

            assertThat(client.delete("/contacts/7").at("message").asText())
                    .isEqualTo("No result found for contact with id 7");
        }
    }

    @Nested
    class Search {

        @Test
        void findsByExactAddressAndEchoesTheFilter() {
            client.contact("ana+news@example.com");
            client.contact("ana@example.com");

            Reply reply = client.get("/contacts?email=ana%2Bnews%40example.com");

            assertThat(StandInClient.texts(reply.at("contacts"), "email")).containsExactly("ana+news@example.com");
            assertThat(reply.at("meta", "page_input", "email").asText()).isEqualTo("ana+news@example.com");
            assertThat(reply.at("meta", "total").isTextual()).isTrue();
        }

        @Test
        void takesAnUnescapedPlusAsABlank() {
            client.contact("ana+news@example.com");

            assertThat(client.get("/contacts?email=ana+news@example.com")
                            .at("meta", "total")
                            .asText())
                    .isEqualTo("0");
        }

        @Test
        void ignoresAParameterItDoesNotKnowAndReturnsSomebodyElse() {
            client.contact("first@example.com");
            client.contact("ana@example.com");

            Reply reply = client.get("/contacts?e_mail=ana%40example.com");

            assertThat(reply.at("contacts", "0", "email").asText()).isEqualTo("first@example.com");
            assertThat(reply.at("meta", "page_input").has("email")).isFalse();

            standIn.switches().off(Quirk.UNKNOWN_PARAMETERS_IGNORED);
            assertThat(client.get("/contacts?e_mail=ana%40example.com").status())
                    .isEqualTo(400);
        }

        @Test
        void pagesByListStatusAndGreatestSeenId() {
            People people = standIn.account().people();
            String list = people.adminCreatesList("News");
            for (int i = 0; i < 250; i++) {
                people.adminCreatesContact("p" + i + "@example.com");
                people.adminSubscribes("p" + i + "@example.com", list);
            }
            people.adminUnsubscribes("p7@example.com", list);

            Reply first = client.get("/contacts?listid=" + list + "&status=1&limit=100&orders%5Bid%5D=ASC");
            String last = first.at("contacts", "99", "id").asText();
            Reply second = client.get(
                    "/contacts?listid=" + list + "&status=1&limit=500&orders%5Bid%5D=ASC&id_greater=" + last);

            assertThat(first.at("meta", "total").asText()).isEqualTo("249");
            assertThat(second.at("contacts")).hasSize(100);
            assertThat(second.at("meta", "total").asText()).isEqualTo("149");
            assertThat(second.at("contacts", "0", "email").asText()).isEqualTo("p101@example.com");
            assertThat(client.get("/contacts?listid=" + list + "&status=2")
                            .at("contacts", "0", "email")
                            .asText())
                    .isEqualTo("p7@example.com");
        }

        @Test
        void filtersByIdsTagAndPartOfTheAddress() {
            String ana = client.contact("ana@example.com");
            String bob = client.contact("bob@example.com");
            client.contact("eve@example.org");
            standIn.account().people().adminTags("bob@example.com", "vip");
            String vip = standIn.account().people().adminCreatesTag("vip");

            assertThat(client.get("/contacts?ids%5B%5D=" + ana + "&ids%5B%5D=" + bob)
                            .at("contacts"))
                    .hasSize(2);
            assertThat(StandInClient.texts(client.get("/contacts?tagid=" + vip).at("contacts"), "email"))
                    .containsExactly("bob@example.com");
            assertThat(client.get("/contacts?email_like=example.com")
                            .at("meta", "total")
                            .asText())
                    .isEqualTo("2");
        }

        @Test
        void comparesDatesOfChangeByDayOnly() {
            client.contact("ana@example.com");
            String today = ana().updated().atZone(Setting.CENTRAL).toLocalDate().toString();
            String tomorrow = ana().updated()
                    .atZone(Setting.CENTRAL)
                    .toLocalDate()
                    .plusDays(1)
                    .toString();
            String lateToday = "/contacts?filters%5Bupdated_after%5D=" + today + "T23:59:59";

            assertThat(client.get(lateToday).at("contacts")).hasSize(1);
            assertThat(client.get("/contacts?filters%5Bupdated_after%5D=" + tomorrow)
                            .at("contacts"))
                    .isEmpty();

            standIn.switches().on(Quirk.UPDATED_AFTER_EXCLUDES_ITS_DAY);
            assertThat(client.get(lateToday).at("contacts")).isEmpty();
        }

        @Test
        void includesListMembershipsOnlyWhenSwitchedOn() {
            String list = standIn.account().people().adminCreatesList("News");
            client.contact("ana@example.com");
            standIn.account().people().adminSubscribes("ana@example.com", list);

            assertThat(client.get("/contacts?include=contactLists").json().has("contactLists"))
                    .isFalse();

            standIn.switches().on(Quirk.INCLUDE_CONTACT_LISTS);
            assertThat(client.get("/contacts?include=contactLists")
                            .at("contactLists", "0", "list")
                            .asText())
                    .isEqualTo(list);
        }
    }

    @Test
    void stateShowsListsTagsAndValues() {
        String list = standIn.account().people().adminCreatesList("News");
        client.contact("ana@example.com");
        standIn.account().people().adminSubscribes("ana@example.com", list);
        standIn.account().people().adminTags("ana@example.com", "vip");
        standIn.account().people().adminSetsField("ana@example.com", birthday, "1990-01-02");

        assertThat(ana().lists()).isEqualTo(Map.of(list, 1));
        assertThat(List.copyOf(ana().tags())).containsExactly("vip");
        assertThat(ana().fieldValues()).isEqualTo(Map.of(birthday, "1990-01-02"));
    }
}
