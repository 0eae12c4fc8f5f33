package io.consentgate;

import io.consentgate.event.InboundEvent;
import io.consentgate.intake.Intake;
import io.consentgate.intake.IntakeOutcome;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Meters;
import io.consentgate.operations.Watching;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The intake behind every way in, counted. */
record CountingDesk(Intake intake, Clock clock, Meters meters) implements EventDesk {

    @Override
    public List<Outcome> accept(List<InboundEvent> events) {
        List<IntakeOutcome> outcomes = intake.accept(events, clock.instant());
        List<Outcome> told = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            meters.event(Watching.type(events.get(i)), outcomes.get(i).wire());
            told.add(outcomes.get(i) == IntakeOutcome.ACCEPTED ? new Outcome.Accepted() : new Outcome.Duplicate());
        }
        return told;
    }

    @Override
    public void refused(String type) {
        meters.event(type == null ? "unknown" : type, "refused");
    }
}
