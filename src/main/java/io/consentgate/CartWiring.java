package io.consentgate;

import io.consentgate.activecampaign.DeepData;
import io.consentgate.automation.Occasion;
import io.consentgate.automation.Occasions;
import io.consentgate.cart.CartDelivery;
import io.consentgate.cart.Happenings;
import java.util.UUID;

/** Puts together what brings the carts and orders of an account's sites into it. */
final class CartWiring {

    private CartWiring() {}

    static CartDelivery delivery(Wiring wiring, String account, DeepData deepData) {
        return new CartDelivery(new CartDelivery.Parts(
                account,
                deepData,
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
