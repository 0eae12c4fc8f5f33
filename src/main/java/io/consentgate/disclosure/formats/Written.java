package io.consentgate.disclosure.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.consentgate.disclosure.NoticeFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How files are written, byte for byte the same on every machine. */
final class Written {

    private static final ObjectWriter JSON =
            new ObjectMapper().writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    private static final CsvMapper CSV = new CsvMapper();

    private Written() {}

    static NoticeFile json(String name, String mediaType, Object content) {
        try {
            return new NoticeFile(
                    name, mediaType, null, (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** @param rows each with the same keys in the same order; the keys become the header */
    static NoticeFile csv(String name, List<Map<String, String>> rows, List<String> header) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        header.forEach(schema::addColumn);
        List<List<String>> cells = rows.stream()
                .map(row -> header.stream().map(key -> harmless(row.get(key))).toList())
                .toList();
        try {
            String text = CSV.writer(schema.build()).writeValueAsString(cells);
            return new NoticeFile(
                    name, "text/csv; charset=utf-8; header=present", null, text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What a spreadsheet would run as a formula it shows as text. */
    static String harmless(String value) {
        boolean formula =
                value != null && !value.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(value.charAt(0)) >= 0;
        return formula ? "'" + value : value;
    }
}
