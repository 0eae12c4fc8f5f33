package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.event.When;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.DoubleOptIn;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the decision tables, as data: src/test/resources/gate/decisions.yaml. */
class DecisionTableTest {

    @TestFactory
    Stream<DynamicTest> each_row_of_the_tables_is_decided_as_written() throws IOException {
        return rows("decisions.yaml").map(row -> test(row, "IT"));
    }

    /** But for the countries that {@code only} leaves out; CH has no file, so it takes the strictest of all. */
    @TestFactory
    Stream<DynamicTest> each_row_that_is_no_country_s_own_is_decided_so_everywhere() throws IOException {
        return rows("decisions.yaml").flatMap(row -> Stream.of("DE", "FR", "ES", "GB", "CH")
                .filter(country -> !row.has("only") || texts(row.get("only")).contains(country))
                .map(country -> test(row, country)));
    }

    @TestFactory
    Stream<DynamicTest> each_row_of_a_country_is_decided_as_written() throws IOException {
        return rows("countries.yaml")
                .flatMap(row -> texts(row.get("country")).stream().map(country -> test(row, country)));
    }

    private Stream<JsonNode> rows(String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/gate/" + name)) {
            List<JsonNode> rows = new ArrayList<>();
            new YAMLMapper().readTree(file).forEach(rows::add);
            return rows.stream();
        }
    }

    private DynamicTest test(JsonNode row, String country) {
        String name =
                country + " " + row.get("id").asText() + ": " + row.get("name").asText();
        return DynamicTest.dynamicTest(name, () -> check(row, country));
    }

    private void check(JsonNode row, String country) {
        Site site = site(row.path("site"), country);
        People.Person person = person(row);
        Instant now = moment(row.get("now"), People.NOW);
        Gate gate = row.has("transfer")
                ? new Gate(
                        People.CONFIGURATION.laws(),
                        transfer(row.get("transfer").asText()))
                : People.GATE;

        Facts facts = person.facts();
        Decision decision = gate.decide(site, facts, now);

        JsonNode expected = row.get("expect");
        assertThat(decision.outcome().wire() + " " + decision.reason())
                .as("outcome")
                .isEqualTo(expected.get("outcome").asText());
        expected.path("cells").fields().forEachRemaining(cell -> {
            CellDecision decided = cell(decision, cell.getKey());
            String told = (decided.allowed() ? "allowed " : "denied ") + decided.reason() + " "
                    + withoutCountry(decided.ruleId()) + " " + decided.state();
            String written = cell.getValue().asText();
            assertThat(told).as(cell.getKey()).matches(pattern(written, country));
        });
        flag(expected, "email_ended", decision.emailEnded());
        flag(expected, "restricted", decision.restricted());
        flag(expected, "erased", decision.erased());
        moment(expected, "deadline", decision.deadline());
        moment(expected, "valid_until", decision.validUntil());
        if (expected.has("sends")) {
            assertThat(sent(gate, new Permission(site, facts, decision)))
                    .as("sends")
                    .isEqualTo(texts(expected.get("sends")));
        }
    }

    /** The rules of a country differ from those of the others by the head of their ids. */
    private static String withoutCountry(String ruleId) {
        return ruleId.replaceFirst("^(IT|DE|FR|ES|UK)-", "");
    }

    private static String pattern(String written, String country) {
        String[] words = written.split(" ");
        String rule = words[2].matches("R\\d+|T\\d")
                ? words[2]
                : country.equals("CH") ? "ALL-\\S+" : Pattern.quote(withoutCountry(words[2]));
        return words[0] + " " + Pattern.quote(words[1]) + " " + rule + " " + words[3];
    }

    private static void flag(JsonNode expected, String name, boolean actual) {
        assertThat(actual).as(name).isEqualTo(expected.path(name).asBoolean(false));
    }

    private static void moment(JsonNode expected, String name, Instant actual) {
        if (expected.has(name)) {
            assertThat(String.valueOf(actual))
                    .as(name)
                    .isEqualTo(expected.get(name).asText());
        }
    }

    /** Fields, lists and tags, but for the consent summary, which is always sent. */
    private static Set<String> sent(Gate gate, Permission permission) {
        Set<String> sent = new TreeSet<>();
        gate.clear(List.of(permission)).map(Cleared::value).ifPresent(state -> {
            state.fields().forEach((target, value) -> {
                if (!target.key().startsWith("custom:Consent ")) {
                    sent.add(target.key() + "=" + value);
                }
            });
            state.lists().forEach(list -> sent.add("list:" + list));
        });
        return sent;
    }

    private static Set<String> texts(JsonNode list) {
        if (list.isTextual()) {
            return Set.of(list.asText());
        }
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static CellDecision cell(Decision decision, String name) {
        String[] words = name.split("/");
        Channel channel = words.length > 1 ? Channel.of(words[1]) : Channel.NONE;
        return decision.cell(Purpose.of(words[0]), channel).orElseThrow();
    }

    private static Transfer transfer(String which) {
        Transfer.Term always = new Transfer.Term("always", Instant.EPOCH, null);
        Transfer.Term ended = new Transfer.Term("ended", Instant.EPOCH, Instant.parse("2026-11-01T00:00:00Z"));
        return switch (which) {
            case "no agreement" -> new Transfer(List.of(), List.of(always));
            case "agreement ended" -> new Transfer(List.of(ended), List.of(always));
            case "no basis" -> new Transfer(List.of(always), List.of());
            case "basis ended" -> new Transfer(List.of(always), List.of(ended));
            case "basis switched" -> new Transfer(List.of(always), List.of(ended, always));
            default -> throw new IllegalArgumentException(which);
        };
    }

    private static Site site(JsonNode node, String country) {
        Site site = People.SITE;
        List<Site.Form> forms = new ArrayList<>();
        node.path("forms")
                .forEach(form -> forms.add(new Site.Form(
                        form.get("collected_from").asText(),
                        form.path("notice_version").asText(null),
                        "wording",
                        form.path("boxes_start_empty").asBoolean(true))));
        List<MappedField> fields = new ArrayList<>(site.mapping().fields());
        node.path("fields")
                .forEach(field -> fields.add(new MappedField(
                        Source.of(field.get("source").asText()).orElseThrow(),
                        new Target.Custom(field.get("source").asText(), "text"),
                        Set.of(Purpose.of(field.get("purpose").asText())))));
        Set<Channel> justifying = new TreeSet<>();
        node.path("justifying").forEach(channel -> justifying.add(Channel.of(channel.asText())));
        return TestSites.like(site)
                .country(node.path("country").asText(country))
                .doubleOptIn(DoubleOptIn.valueOf(
                        node.path("double_opt_in").asText("by_country").toUpperCase(Locale.ROOT)))
                .justifying(justifying.isEmpty() ? site.justifying() : justifying)
                .forms(forms)
                .noticeVersions(texts(node.path("notice_versions")))
                .fields(fields)
                .lists(lists(node, site))
                .build();
    }

    private static List<MappedList> lists(JsonNode node, Site site) {
        if (!node.path("lists").asBoolean(true)) {
            return List.of();
        }
        List<MappedList> lists = new ArrayList<>();
        for (MappedList list : site.mapping().lists()) {
            boolean similar = list.purpose() == Purpose.DIRECT_MARKETING_OWN_SIMILAR && node.has("similar");
            boolean own = node.path("similar").asText().equals("own");
            lists.add(similar ? new MappedList(list.name(), list.purpose(), list.channel(), own, !own) : list);
        }
        if (node.path("similar_sms").asBoolean()) {
            lists.add(new MappedList("Texts", Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.SMS, true));
        }
        return lists;
    }

    private static People.Person person(JsonNode row) {
        People.Person person = new People.Person();
        JsonNode about = row.path("person");
        person.knownRemote = about.path("remote").asBoolean(false);
        person.phoneKey = about.path("phone_key").asText(null);
        person.movedAwayAt = moment(about.get("moved_away_at"), null);
        person.erasedAt = moment(about.get("erased_at"), null);
        about.path("profile")
                .fields()
                .forEachRemaining(member ->
                        person.profile.put(member.getKey(), member.getValue().asText()));
        about.path("sales")
                .forEach(sale -> person.sales.add(new Facts.Sale(
                        sale.get("key").asText(),
                        moment(sale.get("placed_at"), null),
                        sale.path("completed").asBoolean(true))));
        about.path("registers")
                .forEach(look -> person.oppositions.add(new Facts.Opposition(
                        look.get("name").asText(),
                        moment(look.get("checked"), null),
                        moment(look.get("listed_since"), null))));
        add(row.path("says"), person.own, 1);
        add(row.path("carried"), person.carried, 100);
        add(row.path("phone_says"), person.phone, 200);
        return person;
    }

    private static void add(JsonNode statements, List<RegisterEntry> into, long seq) {
        for (JsonNode said : statements) {
            Instant received = moment(said.get("received_at"), moment(said.get("at"), People.NOW.minusSeconds(3600)));
            into.add(People.entry(seq + into.size(), statement(said), received));
        }
    }

    private static Statement statement(JsonNode said) {
        Instant at = moment(said.get("at"), null);
        Purpose purpose = said.has("purpose") ? Purpose.of(said.get("purpose").asText()) : null;
        Channel channel = said.has("channel") ? Channel.of(said.get("channel").asText()) : null;
        if (said.has("request")) {
            RequestKind kind = RequestKind.of(said.get("request").asText());
            return new Statement.Request(kind, purpose, channel, at);
        }
        if (said.has("banner")) {
            return new Statement.UnreadableBanner(said.get("banner").asText(), at);
        }
        if (said.has("informed")) {
            return new Statement.Informed(said.get("informed").asText(), at);
        }
        if (said.has("bounce")) {
            return new Statement.HardBounce(at);
        }
        Purpose named = purpose == null ? Purpose.DIRECT_MARKETING : purpose;
        Channel reached = channel == null && named == Purpose.DIRECT_MARKETING && !said.has("all_channels")
                ? Channel.EMAIL
                : channel;
        People.ChoiceOf choice = new People.ChoiceOf(
                named, reached, ConsentStatus.of(said.get("status").asText()), at);
        spoil(choice, said);
        return choice.done();
    }

    private static void spoil(People.ChoiceOf choice, JsonNode said) {
        if (said.has("on")) {
            choice.recordedAt = When.parse(said.get("on").asText());
        }
        choice.eventTime = moment(said.get("event_time"), null);
        choice.basis = said.has("basis") ? LegalBasis.of(said.get("basis").asText()) : choice.basis;
        choice.level = said.has("level") ? OptInLevel.of(said.get("level").asText()) : choice.level;
        choice.level = said.path("no_level").asBoolean() ? null : choice.level;
        choice.notice =
                said.path("no_notice").asBoolean() ? null : said.path("notice").asText(choice.notice);
        choice.evidenced = !said.path("no_evidence").asBoolean();
        choice.preTicked = said.has("pre_ticked") ? said.get("pre_ticked").asBoolean() : null;
        choice.bundled = said.path("bundled").asBoolean();
        choice.documented = said.path("documented").asBoolean();
        choice.assessed = said.path("assessed").asBoolean();
        choice.sale = said.path("sale").asText(null);
        choice.optOutOffered =
                said.has("opt_out_offered") ? said.get("opt_out_offered").asBoolean() : null;
        choice.requestedAt = moment(said.get("requested_at"), null);
        choice.confirmedAt = moment(said.get("confirmed_at"), null);
        choice.phoneKey = said.path("phone_key").asText(null);
        choice.objection = said.has("objection") ? said.get("objection").asBoolean() : null;
        choice.restriction = said.has("restriction") ? said.get("restriction").asBoolean() : null;
        choice.collectedFrom = said.path("collected_from").asText(null);
    }

    private static Instant moment(JsonNode node, Instant otherwise) {
        if (node == null || node.isNull()) {
            return otherwise;
        }
        String text = node.asText();
        return Instant.parse(text.length() == 10 ? text + "T10:00:00Z" : text);
    }
}
