package io.consentgate.delivery;

import io.consentgate.delivery.ImportSending.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What halving a refused batch has shown so far. One bad record makes the service refuse all 250; but when several
 * records are refused alone, for one and the same reason, and nothing of the batch was taken, it is not the records: a
 * field that was deleted in the account, for example, must not make everybody a dead letter.
 */
final class Bisection {

    /** Below, the few are told one by one even so. */
    static final int MANY = 25;

    private static final int SUSPICIOUS = 3;

    private final boolean many;
    private final Map<Member, String> refused = new LinkedHashMap<>();
    private boolean taken;

    Bisection(int members) {
        this.many = members >= MANY;
    }

    /** Some of the batch were imported. */
    void taken() {
        taken = true;
    }

    void refused(Member member, String why) {
        refused.put(member, why);
    }

    /** Members that were refused each for themselves, with the reason. */
    Map<Member, String> refused() {
        return refused;
    }

    /** Why the account refuses everybody; empty when it does not seem so. */
    Optional<String> general() {
        Set<String> reasons = new TreeSet<>(refused.values());
        return many && !taken && refused.size() >= SUSPICIOUS && reasons.size() == 1
                ? Optional.of(reasons.iterator().next())
                : Optional.empty();
    }
}
