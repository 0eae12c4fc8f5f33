package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.standin.StandInClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares status, members and JSON types with recorded answers, where those are at hand. */
class RecordedShapesTest {

    private static final Path SAMPLES =
            Path.of(System.getProperty("standin.samples", "../shared/reference/activecampaign-samples"));

    private final StandInActiveCampaign standIn =
            StandInActiveCampaign.start(StandInOptions.defaults().withImportDelay(Duration.ZERO, Duration.ZERO));
    private final StandInClient client = new StandInClient(standIn);
    private final String ana;
    private final String list = standIn.account().people().adminCreatesList("News");
    private final String tag = standIn.account().people().adminCreatesTag("shop");
    private final String field = standIn.account().people().adminCreatesField("City", "text");

    RecordedShapesTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
        ana = client.contact("ana@example.com");
    }

    @BeforeEach
    void needSamples() {
        assumeTrue(Files.isDirectory(SAMPLES), "no recorded samples at hand");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private void assertSame(String sampleName, Reply reply) throws IOException {
        JsonNode sample =
                Json.PLAIN.readTree(SAMPLES.resolve(sampleName + ".json").toFile());
        assertThat(reply.status())
                .as(sampleName)
                .isEqualTo(sample.path("status").asInt());
        List<String> differences = new ArrayList<>();
        compare("", sample.path("responseBody"), reply.json(), differences);
        assertThat(differences).as(sampleName).isEmpty();
    }

    /** Every member of the recording has to be there with the same type; null says nothing about the type. */
    private static void compare(String path, JsonNode recorded, JsonNode ours, List<String> differences) {
        if (ours.isMissingNode()) {
            differences.add(path + " is missing");
        } else if (recorded.isNull() || ours.isNull()) {
            return;
        } else if (recorded.getNodeType() != ours.getNodeType()) {
            differences.add(path + " is " + ours.getNodeType() + ", recorded " + recorded.getNodeType());
        } else if (recorded.isObject()) {
            recorded.properties()
                    .forEach(member -> compare(
                            path + "/" + member.getKey(), member.getValue(), ours.path(member.getKey()), differences));
        } else if (recorded.isArray() && !recorded.isEmpty() && !ours.isEmpty()) {
            compare(path + "/0", recorded.get(0), ours.get(0), differences);
        }
    }

    @Test
    void contactsLookAsRecorded() throws IOException {
        assertSame("contact-create-201", client.post("/contacts", "{'contact':{'email':'bob@example.com'}}"));
        assertSame("contact-create-duplicate-422", client.post("/contacts", "{'contact':{'email':'bob@example.com'}}"));
        assertSame("contact-sync-new-201", client.post("/contact/sync", "{'contact':{'email':'eve@example.com'}}"));
        assertSame(
                "contact-sync-existing-200-partial",
                client.post(
                        "/contact/sync",
                        "{'contact':{'email':'eve@example.com','fieldValues':[{'field':'" + field
                                + "','value':'x'}]}}"));
        assertSame("contact-sync-missing-email-400", client.post("/contact/sync", "{'contact':{'firstName':'Ana'}}"));
        assertSame("contact-sync-invalid-email-422", client.post("/contact/sync", "{'contact':{'email':'no'}}"));
        assertSame("contact-get-by-id-200", client.get("/contacts/" + ana));
        assertSame("contacts-list-200", client.get("/contacts"));
        assertSame("contacts-list-by-email-200", client.get("/contacts?email=ana%40example.com"));
        assertSame("contact-update-200", client.put("/contacts/" + ana, "{'contact':{'firstName':'Ana'}}"));
        assertSame("contact-contactautomations-empty-200", client.get("/contacts/" + ana + "/contactAutomations"));
        assertSame("contact-delete-200", client.delete("/contacts/" + ana));
    }

    @Test
    void listsAndMembershipsLookAsRecorded() throws IOException {
        assertSame(
                "list-create-201",
                client.post(
                        "/lists",
                        "{'list':{'name':'A','stringid':'a','sender_url':'https://shop.example','sender_reminder':'r'}}"));
        assertSame("list-get-200", client.get("/lists/" + list));
        assertSame("lists-list-200", client.get("/lists"));
        String body = "{'contactList':{'list':'" + list + "','contact':'" + ana + "','status':1}}";
        assertSame("contactlist-subscribe-200-2026", client.post("/contactLists", body));
        standIn.switches().on(Quirk.CONTACT_LISTS_ANSWER_201, Quirk.CONTACT_LISTS_STRING_TYPES);
        assertSame("contactlist-subscribe-201", client.post("/contactLists", body));
    }

    @Test
    void tagsLookAsRecorded() throws IOException {
        assertSame("tag-create-201", client.post("/tags", "{'tag':{'tag':'new','tagType':'contact'}}"));
        assertSame("tags-list-200", client.get("/tags"));
        String body = "{'contactTag':{'contact':'" + ana + "','tag':'" + tag + "'}}";
        assertSame("contacttag-create-201", client.post("/contactTags", body));
        assertSame("contact-contacttags-list-200", client.get("/contacts/" + ana + "/contactTags"));
        assertSame("contacttag-delete-already-gone-404", client.delete("/contactTags/35"));
        standIn.switches().on(Quirk.CONTACT_TAG_MISSING_TAG_400);
        assertSame("contacttag-missing-tag-400", client.post("/contactTags", "{'contactTag':{}}"));
    }

    @Test
    void fieldsLookAsRecorded() throws IOException {
        assertSame("field-create-201", client.post("/fields", "{'field':{'title':'Age','type':'text'}}"));
        assertSame("fields-list-200", client.get("/fields"));
        assertSame("field-get-404", client.get("/fields/409"));
        assertSame(
                "fieldrel-create-all-lists-201",
                client.post("/fieldRels", "{'fieldRel':{'field':'" + field + "','relid':'0'}}"));
        assertSame(
                "fieldoption-bulk-create-201",
                client.post(
                        "/fieldOption/bulk",
                        "{'fieldOptions':[{'field':'" + field + "','label':'Red','value':'Red'}]}"));
        standIn.switches().on(Quirk.FIELD_VALUE_ANSWERS_201);
        String body = "{'fieldValue':{'contact':'" + ana + "','field':'" + field + "','value':'x'}}";
        Reply written = client.post("/fieldValues", body);
        assertSame("fieldvalue-create-201", written);
        assertSame(
                "fieldvalue-update-200",
                client.put("/fieldValues/" + written.at("fieldValue", "id").asText(), body));
        assertSame("fieldvalues-filter-by-fieldid-200", client.get("/fieldValues?filters%5Bfieldid%5D=" + field));
    }

    @Test
    void importsLookAsRecorded() throws IOException {
        Reply queued = client.post("/import/bulk_import", "{'contacts':[{'email':'bob@example.com'}]}");
        assertSame("bulk-import-queued-200", queued);
        assertSame(
                "bulk-import-validation-400",
                client.post("/import/bulk_import", "{'contacts':[{'first_name':'Bob'}]}"));
        assertSame("bulk-import-status-missing-batchid-400", client.get("/import/info"));
        assertSame(
                "bulk-import-status-completed-200",
                client.get("/import/info?batchId=" + queued.at("batchId").asText()));
    }

    @Test
    void failuresLookAsRecorded() throws IOException {
        standIn.faults().inject(new Fault.CloudflareBadGateway(), Where.everywhere(), When.times(1));
        assertSame("upstream-bad-gateway-502-cloudflare", client.get("/eventTrackingEvents"));
    }
}
