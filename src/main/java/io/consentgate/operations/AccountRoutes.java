package io.consentgate.operations;

import io.consentgate.configuration.Settings.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The routes that every account has of its own, from the templates in {@code routes/delivery} and
 * {@code routes/feedback}: so that nothing that one account does holds up another.
 */
public final class AccountRoutes {

    /** The templates' parameter. */
    static final String ACCOUNT = "account";

    /** The only ways out. */
    static final List<String> CALLS = List.of("call-activecampaign", "call-event-host");

    private static final List<String> WORK = List.of(
            "drain-few",
            "drain-many",
            "drain-carts",
            "drain-orders",
            "drain-tracking",
            "drain-triggers",
            "read-back-imports",
            "probe-account",
            "poll-activecampaign",
            "reconcile");

    private AccountRoutes() {}

    /** Camel properties that make the routes of one account. */
    public static Map<String, String> properties(String account) {
        Map<String, String> properties = new LinkedHashMap<>();
        Stream.concat(CALLS.stream(), WORK.stream()).forEach(template -> {
            String route = "camel.routeTemplate[" + route(template, account) + "].";
            properties.put(route + "templateId", template);
            properties.put(route + ACCOUNT, account);
        });
        return properties;
    }

    /** The name of a bean that the routes of one account call. */
    public static String bean(String name, String account) {
        return name + "-" + account;
    }

    static String route(String template, String account) {
        return account.equals(Account.MAIN) ? template : template + "-" + account;
    }
}
