package io.consentgate.activecampaign;

import static io.consentgate.activecampaign.SetupReport.Outcome.FAILED;
import static io.consentgate.activecampaign.SetupReport.Outcome.FOUND;
import static io.consentgate.activecampaign.SetupReport.Outcome.SKIPPED;
import static io.consentgate.activecampaign.SetupReport.Outcome.WOULD_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.SetupReport.Outcome;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.standin.Quirk;
import io.consentgate.standin.RecordedRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

    private static final String WEBHOOK = "http://127.0.0.1:1/webhooks/activecampaign?secret=s3cret";
    private static final Set<Purpose> MARKETING = Set.of(Purpose.DIRECT_MARKETING);
    private static final FieldMapping MAPPING = new FieldMapping(
            List.of(
                    new MappedField(
                            Source.of("contact.first_name").orElseThrow(),
                            new Target.Standard("first_name"),
                            MARKETING),
                    new MappedField(
                            Source.of("contact.loyalty.points").orElseThrow(),
                            new Target.Custom("Points", "number"),
                            MARKETING)),
            List.of(new MappedTag("customer", MARKETING)),
            List.of(new MappedList("Newsletter", Purpose.DIRECT_MARKETING, Channel.EMAIL, false)));

    @TempDir
    Path folder;

    private StandInAccountHarness all;

    @BeforeEach
    void open() {
        all = new StandInAccountHarness(folder, List.of());
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void whatIsMissingIsMadeOnceAndRemembered() {
        all.standIn.switches().on(Quirk.LISTS_INVISIBLE_WITHOUT_GROUP, Quirk.FIELDS_INVISIBLE_WITHOUT_RELATION);
        SetupPlan plan = SetupPlan.of(List.of(MAPPING, MAPPING), "https://shop.example", WEBHOOK, List.of("viewed"));

        assertThat(outcomes(all.setup().run(plan, false)))
                .containsExactly(
                        "connection main FOUND",
                        "list Newsletter CREATED",
                        "field Points CREATED",
                        "tag customer CREATED",
                        "webhook ConsentGate CREATED",
                        "event viewed CREATED");
        assertThat(outcomes(all.setup().run(plan, false)))
                .containsExactly(
                        "connection main FOUND",
                        "list Newsletter FOUND",
                        "field Points FOUND",
                        "tag customer FOUND",
                        "webhook ConsentGate FOUND",
                        "event viewed FOUND");

        Directory directory = all.directory.get();
        assertThat(directory.lists()).containsOnlyKeys("Newsletter");
        assertThat(directory.fields()).containsOnlyKeys("Points");
        assertThat(directory.tags()).containsOnlyKeys("customer");
        assertThat(all.standIn.account().lists()).hasSize(1);
        assertThat(all.standIn.account().fields()).hasSize(1);
        assertThat(all.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
    }

    @Test
    void theWebhookHearsOfPeopleAndAdministratorsAndNotOfUs() {
        all.setup().run(SetupPlan.of(List.of(), "https://shop.example", WEBHOOK, List.of()), false);

        RecordedRequest request = all.standIn.history().stream()
                .filter(sent -> sent.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertThat(request.path()).endsWith("/webhooks");
        assertThat(request.bodyText())
                .isEqualTo("{\"webhook\":{\"name\":\"ConsentGate\",\"url\":\"" + WEBHOOK
                        + "\",\"events\":[\"bounce\",\"subscribe\",\"unsubscribe\",\"update\"],"
                        + "\"sources\":[\"public\",\"admin\",\"system\"],\"listid\":0}}");
    }

    @Test
    void aDryRunOnlyLooks() {
        SetupPlan plan = SetupPlan.of(List.of(MAPPING), "https://shop.example", null, List.of());

        SetupReport report = all.setup().run(plan, true);

        assertThat(report.lines().stream().map(SetupReport.Line::outcome))
                .containsExactly(FOUND, WOULD_CREATE, WOULD_CREATE, WOULD_CREATE, SKIPPED);
        assertThat(all.standIn.history()).allMatch(request -> request.method().equals("GET"));
        assertThat(all.directory.get().isEmpty()).isTrue();
    }

    @Test
    void aTagThatIsRefusedBecauseItIsThereIsFound() {
        all.standIn.switches().on(Quirk.TAG_DUPLICATE_REFUSED);
        SetupPlan plan = SetupPlan.of(List.of(MAPPING), "https://shop.example", null, List.of());
        all.setup().run(plan, false);

        assertThat(outcomes(all.setup().run(plan, false))).contains("tag customer FOUND");
        assertThat(all.standIn.account().tags()).hasSize(1);
    }

    @Test
    void anotherTypeOfFieldIsToldAndNotOverwritten() {
        all.setup().run(SetupPlan.of(List.of(MAPPING), "https://shop.example", null, List.of()), false);
        FieldMapping asText = new FieldMapping(
                List.of(new MappedField(
                        Source.of("contact.loyalty.points").orElseThrow(),
                        new Target.Custom("points", "text"),
                        MARKETING)),
                List.of(),
                List.of());

        SetupReport report =
                all.setup().run(SetupPlan.of(List.of(asText), "https://shop.example", null, List.of()), false);

        assertThat(report.complete()).isFalse();
        assertThat(report.lines())
                .contains(new SetupReport.Line(
                        "field", "points", FAILED, "is of type number there, text in the mapping"));
    }

    @Test
    void aWrongKeyIsToldInOneLine() {
        all.close();
        all = new StandInAccountHarness(folder, List.of(), "wrong-token");

        SetupReport report =
                all.setup().run(SetupPlan.of(List.of(MAPPING), "https://shop.example", WEBHOOK, List.of()), false);

        assertThat(report.unreachable()).isTrue();
        assertThat(report.lines()).hasSize(1);
        assertThat(report.lines().get(0).detail()).startsWith("stopped: the key is refused");
    }

    private static List<String> outcomes(SetupReport report) {
        return report.lines().stream()
                .map(line -> line.kind() + " " + line.name() + " " + line.outcome()
                        + (line.outcome() == Outcome.FAILED ? " " + line.detail() : ""))
                .toList();
    }
}
