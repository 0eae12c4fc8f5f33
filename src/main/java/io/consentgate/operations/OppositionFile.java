package io.consentgate.operations;

import io.consentgate.consent.OppositionLists.Entry;
import io.consentgate.event.Normalised;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.PhoneNumber;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A file of numbers, or addresses, as an opposition register gives it out: one a line, or columns under a head that
 * names them ({@code number} or {@code email}, {@code since}, {@code listed}); gzip too. Read line by line.
 */
final class OppositionFile implements Closeable {
    private static final Set<String> IDENTITY =
            Set.of("number", "phone", "telephone", "telefono", "numero", "numéro", "número", "email", "e-mail");
    private static final Set<String> SINCE = Set.of("since", "date", "data", "fecha", "registered_at");
    private static final Set<String> LISTED = Set.of("listed", "registered", "iscritto", "inscrit", "inscrito");
    private static final Set<String> YES = Set.of("yes", "y", "si", "sì", "sí", "oui", "true", "1");
    private static final Set<String> NO = Set.of("no", "n", "non", "false", "0");

    private final BufferedReader lines;
    private final String region;
    private String first;
    private String separator = ",";
    private int identity;
    private int since = -1;
    private int listed = -1;
    private long number;

    /** @param region ISO code of numbers without a country prefix */
    OppositionFile(Path file, String region) throws IOException {
        this.region = region;
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        InputStream plain = gzip ? new GZIPInputStream(in, 1 << 16) : in;
        lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
        head();
    }

    private void head() throws IOException {
        first = lines.readLine();
        if (first == null) {
            return;
        }
        first = first.replace("\ufeff", "");
        separator = first.contains(";") ? ";" : first.contains("\t") ? "\t" : ",";
        List<String> names =
                cells(first).stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        int named = indexOf(names, IDENTITY);
        if (named >= 0) {
            identity = named;
            since = indexOf(names, SINCE);
            listed = indexOf(names, LISTED);
            first = null;
            number = 1;
        }
    }

    private static int indexOf(List<String> names, Set<String> known) {
        for (int i = 0; i < names.size(); i++) {
            if (known.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the file is an answer to one's own numbers: it says of each whether it is listed. */
    boolean answers() {
        return listed >= 0;
    }

    /** A line: what it says, or nothing when it cannot be read. */
    record Line(long number, Optional<Entry> entry, boolean phone) {}

    /** Null at the end; empty lines are left out. */
    Line next() throws IOException {
        String text;
        do {
            text = first != null ? first : lines.readLine();
            first = null;
            number++;
        } while (text != null && text.isBlank());
        return text == null ? null : read(cells(text));
    }

    private Line read(List<String> cells) {
        String raw = cells.size() > identity ? cells.get(identity) : "";
        boolean phone = raw.indexOf('@') < 0;
        Optional<String> found = phone ? phone(raw) : EmailAddress.normalise(raw);
        Instant from = null;
        boolean isListed = true;
        try {
            if (since >= 0 && cells.size() > since && !cells.get(since).isEmpty()) {
                from = LocalDate.parse(cells.get(since)
                                .substring(0, Math.min(10, cells.get(since).length())))
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            if (listed >= 0) {
                isListed = yes(cells.size() > listed ? cells.get(listed).toLowerCase(Locale.ROOT) : "");
            }
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            found = Optional.empty();
        }
        Instant registered = from;
        boolean standsThere = isListed;
        return new Line(number, found.map(one -> new Entry(one, standsThere, registered)), phone);
    }

    private static boolean yes(String word) {
        if (!YES.contains(word) && !NO.contains(word)) {
            throw new IllegalArgumentException("neither yes nor no");
        }
        return YES.contains(word);
    }

    private Optional<String> phone(String raw) {
        return PhoneNumber.e164(raw, region) instanceof Normalised.Value value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    private List<String> cells(String line) {
        return List.of(line.split(separator, -1)).stream()
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
