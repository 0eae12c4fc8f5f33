package io.consentgate.intake;

import io.consentgate.event.Reading;
import java.util.List;

/** Makes canonical events of one row of a file. */
interface RowReader {

    /** At least one reading. */
    List<Reading> read(CsvRow row);
}
