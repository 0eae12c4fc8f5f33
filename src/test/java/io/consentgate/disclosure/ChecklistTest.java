package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.AccountSwitches.Switch;
import io.consentgate.configuration.ConfigurationException;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.event.Purpose;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One item of the configuration removed, contradicted or let expire at a time: each has its own refusal. */
class ChecklistTest {

    private static final String SITE = "notice/sites/shop.yaml";
    private static final String CONTROLLER = "notice/controller.yaml";
    private static final String PROCESSOR = "notice/processor.yaml";
    private static final String BANNER_AND_SCRIPT = """
            banner:
              origins: ['https://bottega.example.org']
              notice_version: '2026-01'
              tools:
                - {format: cookiebot, site_tracking: [marketing], profiling_online: [marketing]}
            site_tracking:
              account_id: '4711'
            """;

    @TempDir
    Path root;

    private Office office;

    @BeforeEach
    void copy() {
        office = new Office(root);
    }

    @Test
    void the_shipped_files_with_real_values_make_a_whole_notice() {
        assertThat(office.stops()).isEmpty();
        assertThat(office.warnings()).isEmpty();
    }

    @Test
    void every_item_of_chapter_two_is_a_row_with_its_source_and_key() {
        assertThat(Arrays.stream(ChecklistItem.values()).map(Enum::name))
                .contains(
                        "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15",
                        "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24")
                .contains("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K11", "P1", "P2", "P3");
        assertThat(ChecklistItem.values())
                .allSatisfy(item -> assertThat(List.of(item.item(), item.source(), item.key()))
                        .noneMatch(String::isBlank));
    }

    @Nested
    class Missing {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            notice/controller.yaml | vat_number: IT00000000000            | C1 the controller's VAT number is missing
            notice/processor.yaml  | country: US                          | C9 the processor's country is missing
            notice/processor.yaml  | hosting_declared_on: 2026-11-20      | C10 the day on which the hosting region was last checked is missing
            notice/processor.yaml  | hosting_basis: account_settings      | C10 where the hosting region was seen is missing
            notice/processor.yaml  | sub_processors_seen_on: 2026-11-20   | C9 the day on which the list of sub-processors was last checked is missing
            notice/sites/shop.yaml | preferences: https://bottega.example.org/preferences    | C13 the page where choices are changed is missing
            notice/sites/shop.yaml | rights: https://bottega.example.org/privacy/rights      | C12 the page for rights is missing
            notice/sites/shop.yaml | it: https://bottega.example.org/it/privacy | K11 the page of the privacy section is missing in it
            notice/sites/shop.yaml | de: https://bottega.example.org/de/cookies | K11 the page of the cookie section is missing in de
            notice/sites/shop.yaml | site_script: none                    | K1 how the script is loaded is missing
            notice/sites/shop.yaml | open_tracking: separate              | P1 whether there is open tracking is missing
            notice/sites/shop.yaml | link_tracking: separate              | P1 whether there is link tracking is missing
            notice/sites/shop.yaml | recipients: []                       | C9 other recipients are not told
            notice/sites/shop.yaml | sources: []                          | C19 sources of data beside the person are not told
            notice/sites/shop.yaml | addresses_children: false            | C22 whether the shop addresses children is missing
            notice/sites/shop.yaml | in_use: true                         | C17 whether there is profiling is missing
            notice/sites/shop.yaml | automated_decisions: false           | C17 whether a machine alone decides is missing
            notice/sites/shop.yaml | fr: faire connaître à ses clients des produits et services analogues à ceux qu'ils ont achetés | C7 the legitimate interest for direct_marketing_own_similar is missing in fr
            notice/sites/shop.yaml | es: los datos de contacto, de fidelidad y las preferencias declaradas se agrupan en segmentos | C17 the logic of profiling is missing in es
            """)
        void an_item_that_is_not_there_is_named(String file, String line, String expected) {
            office.change(file, line, "");

            assertThat(office.stops()).contains(expected);
        }

        @Test
        void nothing_said_about_a_site_names_everything_at_once() {
            office.delete(SITE);

            List<String> items = office.draft().gaps().stream()
                    .map(gap -> gap.item().name())
                    .distinct()
                    .toList();
            assertThat(items)
                    .contains(
                            "C7", "C9", "C12", "C13", "C14", "C17", "C19", "C21", "C22", "K1", "K7", "K11", "P1", "P2");
            assertThat(office.draft()).isInstanceOf(NoticeAuthor.Incomplete.class);
        }

        @Test
        void a_refusal_names_item_source_key_and_remedy() {
            office.change(
                    SITE,
                    "  collection:\n    - https://bottega.example.org/checkout\n    - https://bottega.example.org/newsletter\n",
                    "");

            assertThat(office.draft().gaps())
                    .containsExactly(new Gap(
                            ChecklistItem.C21,
                            "the pages where data are collected are missing",
                            "notice/sites/shop.yaml: pages.collection",
                            "list forms, checkout, chat",
                            true));
            assertThat(ChecklistItem.C21.source()).isEqualTo("GDPR 13(1)");
        }

        @Test
        void the_agreement_of_article_28_cannot_be_left_out() {
            office.change(PROCESSOR, "agreement:\n  version: '2025-01'\n  signed_on: 2025-01-15\n", "");

            assertThat(office.stops()).containsExactly("C9 there is no processor agreement");
        }

        @Test
        void a_transfer_needs_a_basis() {
            office.change(
                    PROCESSOR,
                    "  - mechanism: adequacy\n    valid_from: 2023-07-10\n    verified_on: 2026-11-20\n",
                    "  []\n");

            assertThat(office.stops()).containsExactly("C10 there is no transfer basis");
        }

        @Test
        void a_country_without_an_authority_on_file_needs_one() {
            office.change("notice/authorities.yaml", "IT:\n", "PT:\n");

            assertThat(office.stops()).containsExactly("C15 the supervisory authority for IT is missing");
        }

        @Test
        void a_controller_outside_the_eea_names_a_representative() {
            office.change(CONTROLLER, "country: IT", "country: CH").change("notice/authorities.yaml", "IT:\n", "CH:\n");

            assertThat(office.stops())
                    .containsExactly("C2 the controller is outside the EEA and names no representative");
        }

        @Test
        void an_own_field_has_a_name_in_every_language() {
            office.change(
                            "sites/shop.yaml",
                            "fields:\n",
                            "fields:\n  - {source: contact.attributes.shoe_size, custom_field: Shoe size, purposes: [profiling_classic]}\n")
                    .change(
                            SITE,
                            "field_names: {}",
                            "field_names: {shoe_size: {it: Numero, en: Shoe size, de: Größe}}");

            assertThat(office.stops()).containsExactly("C8 the name of field shoe_size is missing in fr, es");
        }

        @Test
        void what_the_configuration_itself_asks_for_is_told_before_with_its_key() {
            office.change(CONTROLLER, "    name: Esempio S.r.l.\n", "");

            assertThatThrownBy(office::draft)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("controllers[0].name: is missing");
        }

        @Test
        void a_placeholder_is_nothing_said() {
            office.change(CONTROLLER, "address: Via Esempio 1, 20100 Milano", "address: via xx" + "x")
                    .change(SITE, "rights: https://bottega.example.org", "rights: https://example.com");

            assertThat(office.stops())
                    .containsExactly(
                            "C1 the controller's seat is a placeholder", "C12 the page for rights is a placeholder");
        }
    }

    @Nested
    class Contradictory {

        @Test
        void what_the_account_records_must_be_told() {
            office.change(SITE, "open_tracking: separate", "open_tracking: 'off'")
                    .change(SITE, "link_tracking: separate", "link_tracking: 'off'")
                    .switches(new AccountSwitches(Switch.ON, Switch.OFF, Switch.ON, Switch.ON, Office.NOW));

            assertThat(office.stops())
                    .containsExactly(
                            "K1 site tracking is on in ActiveCampaign, and the site is said to load no script",
                            "P1 open tracking is on in a campaign of ActiveCampaign, and said to be off",
                            "P1 link tracking is on in a campaign of ActiveCampaign, and said to be off");
        }

        @Test
        void a_switch_that_the_account_does_not_tell_stops_with_its_name() {
            office.switches(
                    new AccountSwitches(Switch.UNKNOWN, Switch.UNKNOWN, Switch.UNKNOWN, Switch.UNKNOWN, Office.NOW));

            assertThat(office.stops())
                    .containsExactly(
                            "C5 ActiveCampaign did not tell whether event tracking is on",
                            "K1 ActiveCampaign did not tell whether site tracking is on",
                            "P1 ActiveCampaign did not tell whether open tracking is on",
                            "P1 ActiveCampaign did not tell whether link tracking is on");
        }

        @Test
        void profiling_that_is_denied_while_data_are_sent_for_it() {
            office.change(SITE, "in_use: true", "in_use: false").features(Feature.ORDERS);

            assertThat(office.stops())
                    .containsExactly("C17 profiling is said not to be in use, and data are sent for it");
        }

        @Test
        void a_list_that_no_rule_can_open() {
            office.change(
                    "sites/shop.yaml",
                    "lists:\n",
                    "lists:\n  - {name: Push, purpose: direct_marketing_own_similar, channel: push}\n");

            assertThat(office.stops())
                    .containsExactly(
                            "C6 list Push is for direct_marketing_own_similar on push, for which no rule is in force");
        }

        @Test
        void a_tracker_without_consent_or_with_the_wrong_category() {
            office.change(SITE, "site_script: none", "site_script: after_consent")
                    .change(
                            SITE,
                            "    refreshed: true\n    category: profiling",
                            "    refreshed: true\n    category: analytics")
                    .change(
                            SITE,
                            "    refreshed: false\n    category: profiling\n    purpose: site_tracking\n",
                            "    refreshed: false\n    category: profiling\n");

            assertThat(office.stops())
                    .containsExactly(
                            "K10 tracker prism_* links visits or reading to a person, and is said to be analytics",
                            "K1 tracker ac_enable_tracking is not technical and has no purpose to consent to");
        }

        @Test
        void a_script_that_the_sites_own_file_switches_on() {
            office.change("sites/shop.yaml", "lists:\n", BANNER_AND_SCRIPT + "lists:\n");

            assertThat(office.stops())
                    .containsExactly("K1 site_tracking in sites/shop.yaml switches the script on, and the site is said"
                            + " to load none");
        }

        @Test
        void a_lifetime_in_milliseconds() {
            office.change(SITE, "site_script: none", "site_script: after_consent")
                    .change(SITE, "lifetime: P30D\n    refreshed: true", "lifetime: P30000D\n    refreshed: true");

            assertThat(office.stops()).containsExactly("K3 the lifetime of tracker prism_* is longer than two years");
        }

        @Test
        void a_tracker_that_rests_on_legitimate_interest() {
            office.change(
                    "rules/IT.yaml",
                    "    purpose: email_open_tracking\n    channel: email\n    basis: consent",
                    "    purpose: email_open_tracking\n    channel: email\n    basis: legitimate_interest");

            assertThat(office.stops()).contains("K2 email_open_tracking on email cannot rest on legitimate_interest");
        }

        @Test
        void hosting_in_a_country_for_which_there_is_no_adequacy_decision() {
            office.change(PROCESSOR, "hosting_region: EU", "hosting_region: AU");

            assertThat(office.stops())
                    .containsExactly("C10 the account is hosted in Australia, for which there is no adequacy decision");
        }
    }

    @Nested
    class Expired {

        @Test
        void what_nobody_looked_at_for_a_year_is_not_known_any_more() {
            office.at("2027-11-21T10:00:00Z");

            assertThat(office.stops())
                    .containsExactly(
                            "C9 the list of sub-processors was last checked on 2026-11-20: expired",
                            "C10 the hosting region was last checked on 2026-11-20: expired",
                            "C10 the transfer basis adequacy was last checked on 2026-11-20: expired");
        }

        @Test
        void half_a_year_is_a_warning() {
            office.at("2027-05-21T10:00:00Z");

            assertThat(office.stops()).isEmpty();
            assertThat(office.warnings()).hasSize(3);
        }

        @Test
        void an_agreement_that_ended() {
            office.change(PROCESSOR, "  signed_on: 2025-01-15", "  signed_on: 2025-01-15\n  valid_to: 2026-11-21");

            assertThat(office.stops()).containsExactly("C9 the processor agreement is not in force");
        }

        @Test
        void a_day_that_has_not_come() {
            office.change(PROCESSOR, "hosting_declared_on: 2026-11-20", "hosting_declared_on: 2026-11-23");

            assertThat(office.stops())
                    .containsExactly("C10 the hosting region is said to be checked on 2026-11-23, which is not yet");
        }
    }

    @Nested
    class Model {

        @Test
        void names_what_is_used_and_nothing_else() {
            NoticeModel model = office.model();

            assertThat(model.purposes())
                    .extracting(NoticeModel.UsedPurpose::purpose)
                    .containsExactly(
                            Purpose.DIRECT_MARKETING,
                            Purpose.DIRECT_MARKETING_OWN_SIMILAR,
                            Purpose.EMAIL_OPEN_TRACKING);
            assertThat(model.trackers()).extracting(NoticeModel.Tracker::name).containsExactly("open pixel");
            assertThat(model.domains()).isEmpty();
            assertThat(model.fields()).extracting(SentField::key).startsWith("contact.email", "contact.first_name");
            assertThat(model.fields())
                    .hasSize(1 + office.site().mapping().fields().size());
        }

        @Test
        void a_feature_brings_its_purposes_and_data() {
            NoticeModel model = office.change(SITE, "site_script: none", "site_script: after_consent")
                    .features(Feature.CARTS, Feature.SERVER_EVENTS)
                    .model();

            assertThat(model.purpose(Purpose.SITE_TRACKING)).isPresent();
            assertThat(model.categoriesOf(Purpose.PROFILING_CLASSIC)).containsExactly(NoticeModel.DataCategory.CARTS);
            assertThat(model.trackers()).hasSize(3);
            assertThat(model.domains()).hasSize(3);
        }

        @Test
        void the_script_is_the_one_of_the_sites_own_file() {
            NoticeModel model = office.change("sites/shop.yaml", "lists:\n", BANNER_AND_SCRIPT + "lists:\n")
                    .change(SITE, "site_script: none\n", "")
                    .model();

            assertThat(model.script()).isEqualTo(NoticeModel.ScriptMode.AFTER_CONSENT);
            assertThat(model.features()).contains(Feature.SITE_SCRIPT);
            assertThat(model.purpose(Purpose.SITE_TRACKING)).isPresent();
        }

        @Test
        void looking_again_changes_no_content() {
            NoticeModel before = office.model();
            NoticeModel after = office.change(PROCESSOR, "2026-11-20", "2026-11-21")
                    .at("2026-12-24T10:00:00Z")
                    .model();

            assertThat(after.looked()).isNotEqualTo(before.looked());
            assertThat(ContentHash.of(after)).isEqualTo(ContentHash.of(before));
        }

        @Test
        void a_field_more_is_another_content() {
            String before = ContentHash.of(office.model());
            office.change(
                    "sites/shop.yaml",
                    "fields:\n",
                    "fields:\n  - {source: contact.company, custom_field: Company, purposes: [direct_marketing]}\n");

            assertThat(ContentHash.of(office.model())).isNotEqualTo(before);
        }

        @Test
        void it_can_be_kept_and_read_again() {
            NoticeModel model = ExampleNotice.model();

            assertThat(ModelJson.read(ModelJson.write(model))).isEqualTo(model);
        }
    }
}
