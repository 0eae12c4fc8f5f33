package io.consentgate.feedback;

import io.consentgate.database.Transaction;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.Planning;
import io.consentgate.gate.ContactState;
import java.time.Instant;
import java.util.Set;

/** What the account may hold for somebody now. */
@FunctionalInterface
public interface Permitted {

    /**
     * @param known whether any site has heard of the address
     * @param erased whether an erasure is in force
     * @param lists names of the lists on which the person is to be active; empty when nothing is permitted
     */
    record Answer(boolean known, boolean erased, Set<String> lists) {}

    Answer of(Transaction tx, Confirmed person, Instant now);

    /** As the delivery would decide at this moment. */
    static Permitted by(Planning planning) {
        return (tx, person, now) -> {
            Planning.Look look = planning.look(tx, person, now);
            return new Answer(
                    !look.seen().isEmpty(),
                    look.intent() == Planning.Intent.ERASE,
                    look.cleared()
                            .<ContactState>map(cleared -> cleared.value())
                            .<Set<String>>map(ContactState::lists)
                            .orElse(Set.of()));
        };
    }
}
