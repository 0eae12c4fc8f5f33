package io.consentgate.activecampaign;

import io.consentgate.gate.Cleared;
import io.consentgate.gate.Enrolment;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Automations of the account (activecampaign-api.md chapter 12): the API starts them, but cannot make one. */
public interface Automations {

    /**
     * {@code POST contactAutomations}, then read back.
     *
     * @param still asked after the slot was taken; a no is answered as {@code Refused("stale")}
     * @return whether the start was seen among the contact's automations
     */
    Answer<Boolean> enrol(Lane lane, Cleared<Enrolment> enrolment, BooleanSupplier still);

    /** For each name, whether it is there, as lines of a setup report. */
    List<SetupReport.Line> check(Collection<String> names);
}
