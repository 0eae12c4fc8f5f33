package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeAuthor.Complete;
import io.consentgate.disclosure.NoticeAuthor.Draft;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a mapping lets out, the notice names, for every purpose that can carry it. */
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
}
