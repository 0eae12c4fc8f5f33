package io.consentgate.operations;

import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.intake.EventFile;
import io.consentgate.intake.InboundRecord;
import io.consentgate.intake.Rejects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Loads a file whole: what is readable goes to the desk by batches, what is not into a rejects file. */
public final class FileLoading {
    private final EventDesk desk;

    public FileLoading(EventDesk desk) {
        this.desk = desk;
    }

    /** @param rejects null when nothing was refused, or nothing was to be written */
    public record Summary(
            long records, long accepted, long duplicates, long refused, Path rejects, List<String> remarks) {

        public Map<String, Object> wire() {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("records", records);
            wire.put("accepted", accepted);
            wire.put("duplicates", duplicates);
            wire.put("refused", refused);
            wire.put("rejects", rejects == null ? null : rejects.toString());
            wire.put("remarks", remarks);
            return wire;
        }
    }

    /**
     * @param folder where the rejects go, beside the file
     * @param change what is done to every event before it is handed in: marking it historical
     */
    public Summary load(EventFile file, Path folder, String name, UnaryOperator<InboundEvent> change)
            throws IOException {
        try (Rejects rejects = new Rejects(file, folder, name)) {
            Run run = new Run(rejects, change);
            try (HandedIn handedIn = new HandedIn(run::take)) {
                try {
                    file.forEachBatch(handedIn::add);
                } finally {
                    handedIn.finish();
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            Path written = rejects.commit().orElse(null);
            return new Summary(run.records, run.accepted, run.duplicates, run.refused, written, file.remarks());
        }
    }

    /** Reads everything and hands in nothing: what would be refused. */
    public Summary check(EventFile file) throws IOException {
        long[] counts = new long[3];
        file.forEachBatch(records -> records.forEach(record -> {
            counts[0]++;
            record.readings().forEach(reading -> counts[reading instanceof Reading.Accepted ? 1 : 2]++);
        }));
        return new Summary(counts[0], counts[1], 0, counts[2], null, file.remarks());
    }

    private final class Run {
        private final Rejects rejects;
        private final UnaryOperator<InboundEvent> change;
        private long records;
        private long accepted;
        private long duplicates;
        private long refused;

        Run(Rejects rejects, UnaryOperator<InboundEvent> change) {
            this.rejects = rejects;
            this.change = change;
        }

        void take(List<InboundRecord> chunk) {
            List<InboundEvent> events = new ArrayList<>(chunk.size());
            List<InboundRecord> of = new ArrayList<>(chunk.size());
            for (InboundRecord record : chunk) {
                records++;
                List<Problem> problems = new ArrayList<>();
                for (Reading reading : record.readings()) {
                    if (reading instanceof Reading.Accepted read) {
                        events.add(change.apply(read.event()));
                        of.add(record);
                    } else {
                        Reading.Refused no = (Reading.Refused) reading;
                        desk.refused(no.type());
                        problems.addAll(no.problems());
                    }
                }
                if (!problems.isEmpty()) {
                    refuse(record, problems);
                }
            }
            List<EventDesk.Outcome> outcomes = events.isEmpty() ? List.of() : desk.accept(events);
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof EventDesk.Outcome.Refused no) {
                    refuse(of.get(i), no.problems());
                } else if (outcomes.get(i) instanceof EventDesk.Outcome.Duplicate) {
                    duplicates++;
                } else {
                    accepted++;
                }
            }
        }

        private void refuse(InboundRecord record, List<Problem> problems) {
            refused++;
            try {
                rejects.add(record, problems);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
