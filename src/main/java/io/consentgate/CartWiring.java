package io.consentgate;

import io.consentgate.activecampaign.BulkOrders;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.automation.Occasion;
import io.consentgate.automation.Occasions;
import io.consentgate.cart.CartDelivery;
import io.consentgate.cart.Happenings;
import io.consentgate.cart.OrderWay;
import io.consentgate.configuration.ConfigurationException;
import io.consentgate.configuration.ConfigurationProblem;
import io.consentgate.configuration.Settings;
import io.consentgate.database.SqlInstallation;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Puts together what brings the carts and orders of an account's sites into it. */
final class CartWiring {

    private CartWiring() {}

    static CartDelivery delivery(Wiring wiring, Settings.Account account, DeepData deepData, BulkOrders bulk) {
        return new CartDelivery(new CartDelivery.Parts(
                account.name(),
                deepData,
                bulk,
                way(wiring, account),
                wiring.database(),
                wiring.shoppers(),
                wiring.configuration().sites(),
                wiring.people(),
                wiring.planning(),
                wiring.states(),
                wiring.gate(),
                wiring.recoveryLinks(),
                text -> wiring.hashes().hex("deep-data", text).substring(0, 24),
                happenings(wiring.automation().occasions()),
                wiring.deadLetters(),
                UUID.randomUUID().toString(),
                wiring.clock()));
    }

    private static OrderWay way(Wiring wiring, Settings.Account account) {
        return new OrderWay(
                new SqlInstallation(wiring.database()), account.name(), account.orders() == Settings.Orders.BULK);
    }

    /** @throws ConfigurationException when earlier orders of an account went another way than is configured now */
    static void checkWays(Wiring wiring) {
        List<ConfigurationProblem> problems = wiring.configuration().settings().accounts().stream()
                .flatMap(account -> way(wiring, account).another().map(before -> problem(account, before)).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static ConfigurationProblem problem(Settings.Account account, String before) {
        String now = account.orders().name().toLowerCase(Locale.ROOT);
        String key = account.name().equals(Settings.Account.MAIN)
                ? "activecampaign.orders"
                : "activecampaign." + account.name() + ".orders";
        return new ConfigurationProblem(
                "application.properties",
                key,
                "is " + now + ", but orders of account '" + account.name() + "' already went by " + before,
                before + ": ActiveCampaign keeps what came by the one apart from what came by the other, and what comes"
                        + " by both is there twice",
                "set " + key.toUpperCase(Locale.ROOT).replace('.', '_') + "=" + before
                        + ", or use an account that has no orders yet");
    }

    /** What carts and orders mean for the marketers' triggers. */
    private static Happenings happenings(Occasions occasions) {
        return (tx, happening) -> occasions.happened(
                tx,
                new Occasion(
                        Occasion.Kind.valueOf(happening.kind().name()),
                        happening.site(),
                        happening.personId(),
                        happening.shop(),
                        happening.externalId(),
                        happening.total(),
                        happening.categories(),
                        happening.live(),
                        happening.at()));
    }
}
