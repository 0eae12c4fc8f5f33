package io.consentgate;

import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.cart.Connections;
import io.consentgate.configuration.Configuration;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.mapping.Target;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the sites on an account need in it. */
final class SetupWiring {

    private SetupWiring() {}

    static SetupPlan plan(Wiring wiring, String account) {
        Configuration configuration = wiring.configuration();
        Collection<Site> sites = configuration.sites().onAccount(account);
        URI publicUrl = configuration.settings().publicUrl().orElse(null);
        SetupPlan plan = SetupPlan.of(
                        sites.stream().map(Site::mapping).toList(),
                        sender(configuration, sites),
                        publicUrl == null ? null : new WebhookSecret(wiring.hashes(), account).address(publicUrl),
                        eventNames(sites))
                .selling(shops(configuration, sites), customerTags(sites), domains(sites));
        for (Site site : sites) {
            site.targets().stream()
                    .filter(Target.Custom.class::isInstance)
                    .map(Target.Custom.class::cast)
                    .forEach(plan.fields()::add);
            plan.tags().addAll(site.triggerTags());
        }
        return plan;
    }

    private static List<SetupPlan.Shop> shops(Configuration configuration, Collection<Site> sites) {
        List<SetupPlan.Shop> shops = new ArrayList<>();
        for (Site site : sites) {
            Selling.Orders orders = site.selling().orders();
            String page = orders == null || orders.page() == null
                    ? sender(configuration, List.of(site))
                    : orders.page().toString();
            String logo = orders == null || orders.logo() == null
                    ? page + "/favicon.ico"
                    : orders.logo().toString();
            Connections.of(site).forEach(name -> shops.add(new SetupPlan.Shop(name, page, logo)));
        }
        return shops;
    }

    private static List<String> customerTags(Collection<Site> sites) {
        return sites.stream().map(Site::customerTag).filter(Objects::nonNull).toList();
    }

    private static List<String> domains(Collection<Site> sites) {
        return sites.stream().flatMap(site -> site.selling().domains().stream()).toList();
    }

    private static List<String> eventNames(Collection<Site> sites) {
        return sites.stream()
                .flatMap(site -> site.triggers().stream())
                .map(Trigger::action)
                .filter(Trigger.Event.class::isInstance)
                .map(event -> ((Trigger.Event) event).name())
                .distinct()
                .toList();
    }

    /** The automations that triggers name. */
    static Set<String> automationNames(Collection<Site> sites) {
        return sites.stream()
                .flatMap(site -> site.triggers().stream())
                .map(Trigger::action)
                .filter(Trigger.Enrol.class::isInstance)
                .map(enrol -> ((Trigger.Enrol) enrol).automation())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One controller per account (READINGS 13): its website, else the domain that it writes from. */
    private static String sender(Configuration configuration, Collection<Site> sites) {
        return sites.stream()
                .map(site -> configuration.notice().controllers().get(site.controller()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(controller -> controller.website() != null
                        ? controller.website().toString()
                        : "https://"
                                + controller
                                        .email()
                                        .substring(controller.email().indexOf('@') + 1))
                .orElse("https://localhost");
    }
}
