package io.consentgate.intake;

import io.consentgate.event.Reading;
import java.util.List;

/**
 * One record of a file or a stream, and what came of reading it.
 *
 * @param number line (NDJSON), element from 1 (JSON array) or row from 1 without the header (CSV)
 * @param readings one for a line or an element; a row of a CSV file gives one per event in it, or one refusal
 */
public record InboundRecord(long number, Original original, List<Reading> readings) {

    /** The record as it came, for the rejects file. It is personal data: never logged. */
    public sealed interface Original {

        /** A line, or an element of an array; without line end. */
        record Line(byte[] bytes) implements Original {}

        /** A row of a CSV file; secrets are already gone. */
        record Row(List<String> cells) implements Original {}

        /** It was too long to be kept. */
        record NotKept() implements Original {}

        /** Bytes or characters, to know how much is held. */
        default int size() {
            if (this instanceof Line line) {
                return line.bytes().length;
            }
            return this instanceof Row row
                    ? row.cells().stream().mapToInt(String::length).sum()
                    : 0;
        }
    }
}
