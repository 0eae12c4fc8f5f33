package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.consentgate.event.Problem;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The records of a file that were refused, each as it came with what is wrong with it, in a file beside it that can be
 * corrected and loaded again. Only the owner may read it; it appears whole or not at all.
 */
public final class Rejects implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final Path part;
    private final EventFile source;
    private final char separator;
    private Writer writer;

    /** @param folder where {@code <name>.rejects.csv} or {@code .rejects.ndjson} goes */
    public Rejects(EventFile source, Path folder, String name) {
        this.source = source;
        boolean csv = source instanceof CsvReader;
        this.separator = csv ? ((CsvReader) source).separatorSign() : ',';
        String base = name.replaceAll("(?i)\\.gz$", "").replaceAll("(?i)\\.(ndjson|jsonl|json|csv|tsv|txt)$", "");
        this.file = folder.resolve(base.replaceAll("\\.rejects$", "") + ".rejects" + (csv ? ".csv" : ".ndjson"));
        this.part = folder.resolve("." + file.getFileName() + ".part");
    }

    /** @param problems at least one */
    public void add(InboundRecord record, List<Problem> problems) throws IOException {
        open();
        if (record.original() instanceof InboundRecord.Original.Row row) {
            writeRow(row.cells(), problems);
        } else {
            writeLine(record, problems);
        }
    }

    private void writeRow(List<String> cells, List<Problem> problems) throws IOException {
        List<String> header = ownNames();
        List<String> out = new ArrayList<>(cells);
        if (out.size() == source.header().size()) {
            // The source may itself be a rejects file: its two last columns are written anew.
            out = new ArrayList<>(out.subList(0, header.size()));
        }
        while (out.size() < header.size()) {
            out.add("");
        }
        out.add(field(problems));
        out.add(words(problems));
        row(out);
    }

    private List<String> ownNames() {
        return source.header().stream()
                .filter(name -> !name.equals(Wrapped.FIELD) && !name.equals(Wrapped.PROBLEM))
                .toList();
    }

    private void row(List<String> cells) throws IOException {
        writer.write(cells.stream().map(this::cell).collect(Collectors.joining(String.valueOf(separator), "", "\r\n")));
    }

    private String cell(String value) {
        String shielded = Cells.formula(value) ? "'" + value : value;
        boolean plain = shielded.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r' || c == separator);
        return plain ? shielded : '"' + shielded.replace("\"", "\"\"") + '"';
    }

    private void writeLine(InboundRecord record, List<Problem> problems) throws IOException {
        writer.write("{\"consentgate_line\":" + record.number() + ",\"" + Wrapped.FIELD + "\":\""
                + quoted(field(problems)) + "\",\"" + Wrapped.PROBLEM + "\":\"" + quoted(words(problems)) + '"');
        if (record.original() instanceof InboundRecord.Original.Line line) {
            byte[] inner = Optional.ofNullable(Wrapped.unwrap(line.bytes())).orElse(line.bytes());
            String text = new String(inner, StandardCharsets.UTF_8);
            writer.write(",\"" + Wrapped.RECORD + "\":");
            writer.write(json(inner) ? text.replace("\r", " ").replace("\n", " ") : '"' + quoted(text) + '"');
        }
        writer.write("}\n");
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** Whether it can stand inside other JSON as it is. */
    private static boolean json(byte[] text) {
        try (JsonParser parser = JSON.createParser(text)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }

    private static String field(List<Problem> problems) {
        return problems.get(0).field();
    }

    private static String words(List<Problem> problems) {
        return problems.size() == 1
                ? problems.get(0).problem()
                : problems.stream()
                        .map(problem -> problem.field() + ": " + problem.problem())
                        .collect(Collectors.joining(" | "));
    }

    private void open() throws IOException {
        if (writer != null) {
            return;
        }
        Files.deleteIfExists(part);
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(part);
        }
        writer = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(part, StandardOpenOption.WRITE), StandardCharsets.UTF_8));
        if (source instanceof CsvReader) {
            writer.write('\ufeff');
            List<String> names = new ArrayList<>(ownNames());
            names.add(Wrapped.FIELD);
            names.add(Wrapped.PROBLEM);
            row(names);
        }
    }

    /** Where the rejects are; empty when nothing was refused. */
    public Optional<Path> commit() throws IOException {
        if (writer == null) {
            return Optional.empty();
        }
        writer.close();
        writer = null;
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(file);
    }

    /** Without a commit nothing remains. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            Files.deleteIfExists(part);
        }
    }
}
