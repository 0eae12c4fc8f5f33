package io.consentgate.operations.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.consentgate.event.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the events of one request, as the sender is told (DESIGN 1.3, READINGS 31). */
final class Tally {
    private static final int REFUSALS_TOLD = 1000;

    /** What is wrong is told in full until so many reasons; then the first of each: no answer outgrows its request. */
    private static final int REASONS_TOLD = 20_000;

    /** @param errors null unless refused */
    record Result(@JsonProperty long index, String id, String outcome, List<Problem> errors) {}

    private final boolean everyIndex;
    private final List<Result> results = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long refused;
    private int reasons;

    /** @param everyIndex false = only the first 1,000 refusals are told one by one */
    Tally(boolean everyIndex) {
        this.everyIndex = everyIndex;
    }

    void accepted(long index, String id) {
        accepted++;
        tell(new Result(index, id, "accepted", null), everyIndex);
    }

    void duplicate(long index, String id) {
        duplicates++;
        tell(new Result(index, id, "duplicate", null), everyIndex);
    }

    void refused(long index, String id, List<Problem> problems) {
        refused++;
        boolean told = everyIndex || refused <= REFUSALS_TOLD;
        tell(new Result(index, id, "refused", told ? bounded(problems) : problems), told);
    }

    private List<Problem> bounded(List<Problem> problems) {
        int most = Math.max(1, REASONS_TOLD - reasons);
        List<Problem> told = problems.size() > most ? List.copyOf(problems.subList(0, most)) : problems;
        reasons += told.size();
        return told;
    }

    boolean nothing() {
        return accepted + duplicates + refused == 0;
    }

    boolean allRefused() {
        return refused > 0 && accepted + duplicates == 0;
    }

    long refused() {
        return refused;
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("accepted", accepted);
        members.put("duplicates", duplicates);
        members.put("refused", refused);
        results.sort((a, b) -> Long.compare(a.index(), b.index()));
        members.put("results", results);
        return members;
    }

    private void tell(Result result, boolean told) {
        if (told) {
            results.add(result);
        }
    }
}
