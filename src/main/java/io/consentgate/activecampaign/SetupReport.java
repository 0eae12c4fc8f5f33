package io.consentgate.activecampaign;

import java.util.List;

/** What {@code setup} found and did, line by line. */
public record SetupReport(List<Line> lines) {

    public enum Outcome {
        FOUND,
        CREATED,
        WOULD_CREATE,
        FAILED,
        SKIPPED
    }

    /**
     * @param kind connection, list, field, tag, webhook or event
     * @param detail what went wrong or what to know; null when nothing
     */
    public record Line(String kind, String name, Outcome outcome, String detail) {}

    /** Whether everything that is needed is there. */
    public boolean complete() {
        return lines.stream().noneMatch(line -> line.outcome() == Outcome.FAILED);
    }

    /** Whether the account could not be asked at all. */
    public boolean unreachable() {
        return !lines.isEmpty() && lines.get(0).outcome() == Outcome.FAILED;
    }
}
