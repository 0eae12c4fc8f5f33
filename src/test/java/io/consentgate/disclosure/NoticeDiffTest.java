package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changed in one place, in words and graded (disclosure.md 4.4). */
class NoticeDiffTest {

    private static final NoticeModel BEFORE = ExampleNotice.model();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        rights.contact                    | "dpo@bottega.example.org"   | MINOR    | how rights are exercised changed
        controller.dpo                    | {"appointed":false}         | MINOR    | the data protection officer changed
        controller.address                | "Via Nuova 2"               | MINOR    | changed in detail: controller
        controller.name                   | "Altra S.r.l."              | MATERIAL | the controller is another: Altra S.r.l.
        purposes.0.retention              | "P36M"                      | MINOR    | data are kept longer for direct_marketing: P36M
        purposes.0.retention              | "P12M"                      | WORDING  | data are kept shorter for direct_marketing: P12M
        purposes.2.categories             | ["own_fields","purchases","loyalty"] | MATERIAL | purpose profiling_classic uses a new category of data: loyalty
        purposes.2.categories             | ["own_fields"]              | WORDING  | purpose profiling_classic no longer uses purchases
        purposes.3.channels.0.grounds.0.basis | "legitimate_interest"   | MATERIAL | the legal basis of profiling_online on none is another
        trackers.0.lifetime               | "P60D"                      | MATERIAL | tracker prism_* lives longer: P60D
        trackers.0.lifetime               | "P10D"                      | MINOR    | changed in detail: trackers
        trackers                          | []                          | WORDING  | tracker prism_* is gone
        processor.hosting                 | "US"                        | MATERIAL | the account is hosted elsewhere: US
        opens                             | "within_marketing"          | MATERIAL | opening of e-mails is measured within the consent to marketing
        clicks                            | "off"                       | WORDING  | links in e-mails are no longer counted
        automation.decisions              | true                        | MATERIAL | a machine alone decides
        automation.logic.it               | "Altri segmenti"            | MINOR    | changed in detail: automation
        """)
    void a_change_has_its_grade_and_its_sentence(String path, String json, Grade grade, String words) {
        List<NoticeChange> changes = NoticeDiff.between(BEFORE, Models.with(BEFORE, path, json));

        assertThat(NoticeDiff.grade(changes)).isEqualTo(grade);
        assertThat(changes.stream().map(new ChangeTexts(Locale.ENGLISH)::of)).contains(words);
        assertThat(changes.stream().map(new ChangeTexts(Locale.ITALIAN)::of)).doesNotContain(words);
    }

    @Test
    void equal_contents_have_no_changes_whenever_somebody_looked() {
        assertThat(NoticeDiff.between(BEFORE, Models.with(BEFORE, "looked.hosting", "\"2027-01-01\"")))
                .isEmpty();
    }

    @Test
    void a_new_purpose_recipient_or_transfer_is_material_and_its_loss_is_not() {
        NoticeModel less =
                Models.with(Models.with(Models.with(BEFORE, "purposes", "[]"), "recipients", "[]"), "transfers", "[]");

        assertThat(NoticeDiff.grade(NoticeDiff.between(less, BEFORE))).isEqualTo(Grade.MATERIAL);
        assertThat(NoticeDiff.between(less, BEFORE).stream().map(NoticeChange::what))
                .contains("purpose.added", "recipient.added", "transfer.added");
        assertThat(NoticeDiff.grade(NoticeDiff.between(BEFORE, less))).isEqualTo(Grade.WORDING);
    }
}
