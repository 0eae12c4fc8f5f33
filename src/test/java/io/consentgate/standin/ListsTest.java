package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.standin.StandInClient.Reply;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListsTest {

    private static final String NEWS =
            "{'list':{'name':'News','stringid':'news','sender_url':'https://shop.example','sender_reminder':'You asked'}}";

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);

    ListsTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Nested
    class Lists {

        @Test
        void areCreatedWith201OrAsDocumentedWith200() {
            assertThat(client.post("/lists", NEWS).status()).isEqualTo(201);

            standIn.switches().on(Quirk.LIST_CREATE_ANSWERS_200);
            assertThat(client.post("/lists", NEWS).status()).isEqualTo(200);
        }

        @Test
        void needASenderUrlAndAReminder() {
            Reply reply = client.post("/lists", "{'list':{'name':'News','stringid':'news'}}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("errors", "0", "code").asText()).isEqualTo("field_missing");
        }

        @Test
        void areFoundByPartOfTheNameOrExactly() {
            standIn.account().people().adminCreatesList("News");
            standIn.account().people().adminCreatesList("News Italy");

            assertThat(client.get("/lists?filters%5Bname%5D=news").at("lists")).hasSize(2);
            assertThat(client.get("/lists?filters%5Bname%5D%5Beq%5D=News").at("lists"))
                    .hasSize(1);
        }

        @Test
        void answerAnUpdateWithNothingAndAnErrorHeader() {
            String id = standIn.account().people().adminCreatesList("News");

            Reply reply = client.put("/lists/" + id, "{'list':{'name':'Other'}}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEmpty();
            assertThat(reply.header("X-Ac-Error")).isEqualTo("Code 9001");

            standIn.switches().off(Quirk.LIST_UPDATE_ANSWERS_X_AC_ERROR);
            assertThat(client.put("/lists/" + id, "{'list':{'name':'Other'}}")
                            .at("list", "name")
                            .asText())
                    .isEqualTo("Other");
        }

        @Test
        void hideWithoutAGroupWhenSwitchedOn() {
            standIn.switches().on(Quirk.LISTS_INVISIBLE_WITHOUT_GROUP);
            String id = client.post("/lists", NEWS).at("list", "id").asText();

            assertThat(client.get("/lists").at("lists")).isEmpty();
            assertThat(client.get("/groups").at("groups", "0", "id").asText()).isEqualTo("3");
            assertThat(client.post("/listGroups", "{'listGroup':{'listid':'" + id + "','groupid':'3'}}")
                            .status())
                    .isEqualTo(201);
            assertThat(client.get("/lists").at("lists")).hasSize(1);
        }

        @Test
        void areMissedUnderAnInternalName() {
            assertThat(client.get("/lists/7").text())
                    .isEqualTo("{\"message\":\"No Result found for _List with id 7\"}");
            assertThat(client.delete("/lists/7").status()).isEqualTo(403);

            standIn.switches().off(Quirk.NO_RESULT_AS_403);
            assertThat(client.delete("/lists/7").status()).isEqualTo(404);
        }

        @Test
        void showExclusionsWithANumberAsTotal() {
            standIn.account().people().adminExcludes("ana@example.com");

            Reply reply = client.get("/lists/exclusions");

            assertThat(reply.at("exclusions", "0", "matchPhrase").asText()).isEqualTo("ana@example.com");
            assertThat(reply.at("meta", "total").isNumber()).isTrue();
            assertThat(client.get("/lists/exclusions/422").at("message").asText())
                    .isEqualTo("Exclusion not found [id=422]");
        }
    }

    @Nested
    class Membership {

        private final String list = standIn.account().people().adminCreatesList("News");
        private final String ana = client.contact("ana@example.com");

        private Reply write(int status) {
            return client.post(
                    "/contactLists",
                    "{'contactList':{'list':'" + list + "','contact':'" + ana + "','status':" + status + "}}");
        }

        @Test
        void isWrittenInPlaceAndKeepsItsId() {
            Reply first = write(1);
            Reply second = write(2);

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.at("contactList", "list").isInt()).isTrue();
            assertThat(first.at("contactList", "sourceid").asInt()).isEqualTo(4);
            assertThat(second.at("contactList", "id")).isEqualTo(first.at("contactList", "id"));
            assertThat(standIn.account().listStatus("ana@example.com", list)).contains(2);
        }

        @Test
        void answersAsIn2021WhenSwitchedOn() {
            standIn.switches().on(Quirk.CONTACT_LISTS_ANSWER_201, Quirk.CONTACT_LISTS_STRING_TYPES);

            Reply reply = write(1);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.at("contactList", "list").isTextual()).isTrue();
            assertThat(reply.at("contactList", "status").isInt()).isTrue();
            assertThat(reply.at("contactList", "sourceid").asInt()).isEqualTo(3);
        }

        @Test
        void isReadAsStrings() {
            write(1);

            Reply reply = client.get("/contacts/" + ana + "/contactLists");

            assertThat(reply.at("contactLists", "0", "status").asText()).isEqualTo("1");
            assertThat(reply.at("contactLists", "0", "status").isTextual()).isTrue();
            assertThat(reply.at("contactLists", "0", "udate").isNull()).isTrue();

            standIn.switches().on(Quirk.EMPTY_DATES_AS_ZEROS);
            assertThat(client.get("/contacts/" + ana + "/contactLists")
                            .at("contactLists", "0", "udate")
                            .asText())
                    .isEqualTo("0000-00-00 00:00:00");
        }

        @Test
        void reallyResubscribesSomebodyWhoLeftAndRemembersIt() {
            write(1);
            standIn.account()
                    .people()
                    .personUnsubscribes("ana@example.com", list, Instant.parse("2026-01-02T09:00:00Z"));
            assertThat(client.get("/contacts/" + ana + "/contactLists")
                            .at("contactLists", "0", "udate")
                            .asText())
                    .isEqualTo("2026-01-02T03:00:00-06:00");

            assertThat(write(1).status()).isEqualTo(200);

            assertThat(standIn.account().listStatus("ana@example.com", list)).contains(1);
            assertThat(standIn.account().resubscriptions())
                    .extracting(Resubscription::email, Resubscription::source)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("ana@example.com", "api"));
        }

        @Test
        void refusesResubscriptionWhenSwitchedOff() {
            standIn.switches().off(Quirk.RESUBSCRIBE_ALLOWED);
            write(2);

            assertThat(write(1).status()).isEqualTo(422);
        }

        @Test
        void refusesAStatusAboveThree() {
            Reply reply = write(4);

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("errors", "0", "title").asText())
                    .isEqualTo("The value you selected is not a valid choice.");
        }

        @Test
        void turnsToBouncedWithTheContactUnlessSwitchedOff() {
            write(1);
            client.contact("bob@example.com");
            standIn.account().people().adminSubscribes("bob@example.com", list);

            standIn.account().people().bounceHard("ana@example.com");
            standIn.switches().off(Quirk.BOUNCE_MARKS_MEMBERSHIPS);
            standIn.account().people().bounceHard("bob@example.com");

            assertThat(standIn.account().listStatus("ana@example.com", list)).contains(3);
            assertThat(standIn.account().listStatus("bob@example.com", list)).contains(1);
            assertThat(client.get("/contacts/" + ana)
                            .at("contact", "bounced_hard")
                            .asText())
                    .isEqualTo("1");
            assertThat(client.get("/contacts/" + ana + "/bounceLogs").at("bounceLogs"))
                    .hasSize(1);
        }
    }
}
