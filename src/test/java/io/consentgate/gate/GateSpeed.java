package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import java.time.Instant;

/** How many decisions a second one core makes for a typical person; run by hand. */
final class GateSpeed {

    private GateSpeed() {}

    public static void main(String[] arguments) {
        Instant may = Instant.parse("2026-05-01T00:00:00Z");
        People.Person person = new People.Person()
                .says(People.choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.REFUSED, may), may)
                .says(
                        People.choice(
                                Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, may.plusSeconds(60)),
                        may.plusSeconds(60))
                .says(People.choice(Purpose.PROFILING_CLASSIC, Channel.NONE, ConsentStatus.GIVEN, may), may)
                .says(People.choice(Purpose.SITE_TRACKING, Channel.NONE, ConsentStatus.REFUSED, may), may);
        Facts facts = person.facts();
        int delivered = 0;
        for (int round = 0; round < 6; round++) {
            long from = System.nanoTime();
            int decisions = 2_000_000;
            for (int i = 0; i < decisions; i++) {
                Decision decision = People.GATE.decide(People.SITE, facts, People.NOW.plusNanos(i));
                delivered += decision.outcome() == Outcome.DELIVER ? 1 : 0;
            }
            System.out.printf("%,d decisions a second%n", decisions * 1_000_000_000L / (System.nanoTime() - from));
        }
        System.out.println(delivered);
    }
}
