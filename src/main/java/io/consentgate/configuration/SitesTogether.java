package io.consentgate.configuration;

import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What sites may not do to each other on one account. */
final class SitesTogether {

    private final Problems problems;
    private final String folder;

    SitesTogether(Problems problems, String folder) {
        this.problems = problems;
        this.folder = folder;
    }

    void check(List<Site> sites) {
        Map<String, Site> first = new HashMap<>();
        Map<String, String> typeOf = new HashMap<>();
        for (Site site : sites) {
            Site earlier = first.putIfAbsent(site.account(), site);
            if (earlier != null
                    && site.controller() != null
                    && earlier.controller() != null
                    && !earlier.controller().equals(site.controller())) {
                problems.add(
                        file(site),
                        "controller",
                        "\"" + site.controller() + "\" differs from the one of " + file(earlier) + " on account "
                                + site.account(),
                        "one controller per ActiveCampaign account",
                        "give this controller an account of its own");
            }
            for (MappedField field : site.mapping().fields()) {
                if (field.target() instanceof Target.Custom custom) {
                    String type = typeOf.putIfAbsent(site.account() + "/" + custom.title(), custom.type());
                    if (type != null && !type.equals(custom.type())) {
                        problems.add(
                                file(site),
                                "mapping.fields",
                                "custom field \"" + custom.title() + "\" is of type " + custom.type()
                                        + ", in another site of the account " + type,
                                "one type per custom field",
                                null);
                    }
                }
            }
        }
    }

    private String file(Site site) {
        return folder + "/" + site.name() + ".yaml";
    }
}
