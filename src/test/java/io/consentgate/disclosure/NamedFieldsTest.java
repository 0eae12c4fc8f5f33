package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeAuthor.Complete;
import io.consentgate.disclosure.NoticeAuthor.Draft;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.SentTag;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import io.consentgate.site.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a mapping lets out or a trigger sets, the notice names, for every purpose that can carry it. */
class NamedFieldsTest {

    private static final Configuration CONFIGURATION = Configuration.load(Map.of(), Path.of(""));

    @Provide
    Arbitrary<Map<String, Set<Purpose>>> mappings() {
        return Arbitraries.maps(
                        Arbitraries.of(Source.CONTACT_MEMBERS.keySet()),
                        Arbitraries.of(
                                        Purpose.DIRECT_MARKETING,
                                        Purpose.DIRECT_MARKETING_OWN_SIMILAR,
                                        Purpose.PROFILING_CLASSIC)
                                .set()
                                .ofMinSize(1))
                .ofMinSize(1);
    }

    @Property(tries = 200)
    void every_mapped_field_is_named_with_each_of_its_purposes(@ForAll("mappings") Map<String, Set<Purpose>> mapping) {
        List<MappedField> fields = new ArrayList<>();
        new TreeMap<>(mapping)
                .forEach((member, purposes) -> fields.add(new MappedField(
                        Source.of("contact." + member).orElseThrow(), new Target.Custom(member, "text"), purposes)));
        Site site = TestSites.like(CONFIGURATION.sites().named("shop").orElseThrow())
                .fields(fields)
                .build();
        Draft draft = new NoticeAuthor(CONFIGURATION, ShippedTexts.all(), any -> Set.of())
                .write(site, Office.OFF, Office.NOW);
        if (!(draft instanceof Complete complete)) {
            // Refused as a whole: then nothing is told, and nothing half.
            assertThat(draft.gaps()).anyMatch(Gap::stops);
            return;
        }
        Map<String, SentField> named = new TreeMap<>();
        complete.model().fields().forEach(field -> named.put(field.target(), field));
        for (MappedField field : fields) {
            assertThat(named).containsKey(field.target().key());
            assertThat(named.get(field.target().key()).purposes()).containsAll(field.purposes());
        }
    }

    @Provide
    Arbitrary<List<Trigger>> triggers() {
        Arbitrary<Trigger.Action> actions = Arbitraries.of(
                new Trigger.Field("Asleep since", null),
                new Trigger.Field("Asleep since", "long"),
                new Trigger.Field("Left <a> cart & more", "yes"),
                new Trigger.Tag("Offer care"),
                new Trigger.Tag("Bought"),
                new Trigger.Enrol("Abandoned cart"));
        Arbitrary<Purpose> purposes = Arbitraries.of(Purpose.DIRECT_MARKETING, Purpose.DIRECT_MARKETING_OWN_SIMILAR);
        return Combinators.combine(Arbitraries.of(Trigger.On.values()), purposes, actions)
                .as(NamedFieldsTest::trigger)
                .list()
                .ofMaxSize(6);
    }

    private static Trigger trigger(Trigger.On on, Purpose purpose, Trigger.Action action) {
        return new Trigger(
                "one",
                on,
                0,
                Set.of(),
                Set.of(),
                Duration.ZERO,
                new Trigger.Audience(purpose, Channel.EMAIL, Set.of(), Set.of(), null),
                action,
                new Trigger.Cap(1, 7),
                false);
    }

    @Property(tries = 200)
    void every_field_and_tag_that_setup_makes_is_named(@ForAll("triggers") List<Trigger> triggers) {
        NoticeModel model = written(triggers);
        Site site = site(triggers);

        assertThat(model.fields()).extracting(SentField::target).doesNotHaveDuplicates();
        assertThat(model.tags()).extracting(SentTag::name).doesNotHaveDuplicates();
        assertThat(model.fields())
                .extracting(SentField::target)
                .containsAll(site.targets().stream().map(Target::key).toList());
        assertThat(model.tags())
                .extracting(SentTag::name)
                .contains("Bought")
                .containsAll(site.mapping().tags().stream().map(MappedTag::name).toList())
                .containsAll(site.triggerTags());
        for (Trigger trigger : triggers) {
            Set<Purpose> needed = PurposeUse.purposes(trigger);
            assertThat(model.fields())
                    .filteredOn(field -> trigger.target()
                            .filter(target -> target.title().equals(field.title()))
                            .isPresent())
                    .allSatisfy(field -> assertThat(field.purposes()).containsAll(needed));
            assertThat(model.tags())
                    .filteredOn(tag -> trigger.tag().filter(tag.name()::equals).isPresent())
                    .allSatisfy(tag -> assertThat(tag.purposes()).containsAll(needed));
        }
    }

    @Example
    void a_triggers_field_and_tag_stand_in_the_notice_of_every_language() {
        NoticeModel model = written(List.of(
                trigger(Trigger.On.NO_ORDER_FOR, Purpose.DIRECT_MARKETING, new Trigger.Field("Asleep since", null)),
                trigger(Trigger.On.CROSS_SELL, Purpose.DIRECT_MARKETING, new Trigger.Tag("Offer care"))));

        for (Rendering rendering : List.of(new HtmlFragments(), new MarkdownTexts(), new TiltDocuments())) {
            for (String language : model.languages()) {
                String told = rendering.render(ExampleNotice.edition(model), ShippedTexts.all()).stream()
                        .filter(file -> language.equals(file.language()))
                        .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
                assertThat(told).contains("Asleep since", "Offer care");
            }
        }
        assertThat(model.purpose(Purpose.PROFILING_CLASSIC)).isPresent();
    }

    private static Site site(List<Trigger> triggers) {
        return TestSites.like(CONFIGURATION.sites().named("shop").orElseThrow())
                .customerTag("Bought")
                .triggers(triggers)
                .build();
    }

    private static NoticeModel written(List<Trigger> triggers) {
        Draft draft = new NoticeAuthor(CONFIGURATION, ShippedTexts.all(), any -> Set.of())
                .write(site(triggers), Office.OFF, Office.NOW);
        assertThat(draft).isInstanceOf(Complete.class);
        return ((Complete) draft).model();
    }
}
