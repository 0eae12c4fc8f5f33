package io.consentgate.configuration;

import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every site sends to an account that is configured, and no account is there for nobody. */
final class SiteAccounts {

    private SiteAccounts() {}

    static void check(Sites sites, Settings settings, UnaryOperator<String> shown, Problems problems) {
        List<String> configured =
                settings.accounts().stream().map(Settings.Account::name).toList();
        // Without any account nothing is sent, and health says so: that is how an installation begins.
        List<String> known = configured.isEmpty() ? List.of(Settings.Account.MAIN) : configured;
        for (Site site : sites.all()) {
            if (!known.contains(site.account())) {
                problems.add(
                        shown.apply("sites/" + site.name() + ".yaml"),
                        "account",
                        "\"" + site.account() + "\" is not known",
                        expected(known),
                        suggestion(site.account(), known));
            }
        }
        if (problems.none()) {
            Stream.concat(configured.stream(), settings.eventEndpoints().keySet().stream())
                    .distinct()
                    .filter(account -> sites.onAccount(account).isEmpty())
                    .forEach(account -> problems.add(
                            shown.apply("sites"),
                            "",
                            "no site sends to account " + account,
                            "account: " + account + " in one of its files",
                            "write it there, or remove " + variable(account)));
        }
    }

    private static String expected(List<String> known) {
        return known.equals(List.of(Settings.Account.MAIN))
                ? "main, the account of ACTIVECAMPAIGN_URL"
                : "one of " + String.join(", ", known);
    }

    private static String suggestion(String written, List<String> known) {
        String near = Suggestion.nearest(written, known);
        return near != null || !written.matches("[a-z][a-z0-9_]*") ? near : "or set " + variable(written);
    }

    private static String variable(String account) {
        return account.equals(Settings.Account.MAIN)
                ? "ACTIVECAMPAIGN_URL"
                : SettingsReader.variable("activecampaign." + account + ".url");
    }
}
