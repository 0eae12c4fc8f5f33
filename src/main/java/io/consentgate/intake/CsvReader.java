package io.consentgate.intake;

import io.consentgate.event.EventReader;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * CSV as people have it (shop-sources.md 4). The file is read twice: first to learn its encoding, its separator, how
 * its dates are written and who says no in it; then row by row. Memory does not grow with the size of the file but for
 * eight bytes for each no.
 */
public final class CsvReader implements EventFile {

    private static final int START = 64 * 1024;

    private final Path file;
    private final Path temporary;
    private final Site site;
    private final EventReader reader;
    private final TextEncoding encoding;
    private final Separator separator;
    private final List<String> header;
    private final Layout layout;
    private final CanonicalEvents events;
    private final Map<Integer, DateColumn> dates = new HashMap<>();
    private final Contradictions contradictions = new Contradictions();
    private final List<String> remarks = new ArrayList<>();
    private volatile InputBytes bytes;

    /**
     * @param shop whose people they are
     * @param site of the shop: region of phones, zone of dates
     * @param name of the file, as it was before any temporary one
     * @param temporary deleted at the end, null when the file is not ours to delete
     */
    CsvReader(Path file, Path temporary, String shop, Site site, String name, EventReader reader) throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.site = site;
        this.reader = reader;
        try (InputStream in = open()) {
            encoding = TextEncoding.of(in);
        }
        separator = separator();
        try (CsvRows rows = rows()) {
            header = header(rows);
            layout = new Layout(header, name);
            learn(rows);
        }
        events = new CanonicalEvents(shop, name);
        remarks.add(encoding.remark());
        remarks.add("separator: " + (separator.sign() == '\t' ? "tab" : String.valueOf(separator.sign())));
        remarks.addAll(layout.remarks());
        dates.forEach((column, way) -> remarks.add("dates in " + layout.name(column) + ": "
                + (way.unreadable() == null ? way.form() : "refused, " + way.unreadable())));
    }

    private static List<String> header(CsvRows rows) throws IOException {
        CsvRows.Row first = rows.next();
        if (first == null || first.broken() != null) {
            throw new UnusableFile("a file without a first line of column names; expected one, for example"
                    + " email;nome;cognome;consenso marketing;data consenso");
        }
        return first.cells();
    }

    private InputStream open() throws IOException {
        bytes = new InputBytes(Files.newInputStream(file));
        return bytes.plain();
    }

    private Separator separator() throws IOException {
        char[] start = new char[START];
        try (Reader in = encoding.reader(open())) {
            int length = 0;
            for (int n = in.read(start); n > 0; n = in.read(start, length, START - length)) {
                length += n;
            }
            return Separator.of(new String(start, 0, length));
        }
    }

    private CsvRows rows() throws IOException {
        Reader in = encoding.reader(open());
        in.skip(separator.hintLength());
        return new CsvRows(in, separator.sign());
    }

    private void learn(CsvRows rows) throws IOException {
        layout.dates().forEach(column -> dates.put(column, new DateColumn()));
        for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
            if (row.broken() == null && row.cells().size() <= layout.width()) {
                learn(row.cells());
            }
        }
        // Passweb is Italian; every other file has to show its order somewhere.
        Boolean dayFirst = PasswebCarts.describedBy(layout.keys()) ? Boolean.TRUE : null;
        boolean contradiction = false;
        for (DateColumn way : dates.values()) {
            Boolean here = way.dayFirstHere();
            contradiction |= here != null && dayFirst != null && !here.equals(dayFirst);
            dayFirst = here == null ? dayFirst : here;
        }
        Boolean elsewhere = contradiction ? null : dayFirst;
        dates.values().forEach(way -> way.decide(elsewhere));
        contradictions.sort();
    }

    private void learn(List<String> cells) {
        dates.forEach((column, way) -> {
            if (column < cells.size()) {
                way.observe(Cells.unshielded(cells.get(column)));
            }
        });
        String email = layout.members().getOrDefault("email", List.of()).stream()
                .filter(column -> column < cells.size())
                .map(column -> EmailAddress.normalise(Cells.unshielded(cells.get(column)))
                        .orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (email != null) {
            layout.consents().stream()
                    .map(Layout.Consent::column)
                    .filter(column -> column < cells.size())
                    .filter(column -> Answer.of(Cells.unshielded(cells.get(column)))
                            .filter(Answer.NO::equals)
                            .isPresent())
                    .forEach(column -> contradictions.no(email, column));
        }
    }

    @Override
    public void forEachBatch(Consumer<List<InboundRecord>> consumer) throws IOException {
        Batches batches = new Batches(consumer);
        RowReader people = PasswebCarts.describedBy(layout.keys())
                ? new PasswebCarts(layout.keys(), events, reader)
                : new CsvPeople(layout, events, reader, contradictions);
        try (CsvRows rows = rows()) {
            rows.next();
            long number = 0;
            for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
                number++;
                batches.add(number, original(row), read(people, row));
            }
        } finally {
            batches.flush();
        }
    }

    private List<Reading> read(RowReader people, CsvRows.Row row) {
        if (row.broken() != null) {
            return refused(row.broken() + "; expected quotes only in pairs");
        }
        if (row.cells().size() > layout.width()) {
            return refused("a row of " + row.cells().size() + " fields; expected at most " + layout.width()
                    + " as in the first line (a separator inside a value needs quotes around the value)");
        }
        return people.read(new CsvRow(layout, dates, site, row.cells()));
    }

    private static List<Reading> refused(String problem) {
        return List.of(new Reading.Refused(null, List.of(new Problem("", problem))));
    }

    private InboundRecord.Original original(CsvRows.Row row) {
        List<String> cells = new ArrayList<>(row.cells());
        for (int column = 0; column < cells.size(); column++) {
            if (layout.isSecret(column)) {
                cells.set(column, "");
            }
        }
        return new InboundRecord.Original.Row(cells);
    }

    @Override
    public long totalBytes() {
        try {
            return Files.size(file);
        } catch (IOException unknown) {
            return -1;
        }
    }

    @Override
    public long consumedBytes() {
        return bytes.consumed();
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public List<String> header() {
        return header;
    }

    /** Of the file, so that its rejects look like it. */
    char separatorSign() {
        return separator.sign();
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
