package io.consentgate.intake;

import io.consentgate.event.EventReader;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Opens a file or a stream of any format that we read, gzip included; decides by its name and by its content. */
public final class EventFiles {

    /** Systems whose files are not our events. */
    public static final Set<String> SYSTEMS = Set.of("contacthub");

    /** Where a consent's evidence keeps ContactHub's member {@code consents} as it came, as text. */
    public static final String CONTACTHUB_SNAPSHOT = ContactHubCustomer.SNAPSHOT;

    private static final String CONTACTHUB = "contacthub";
    private static final Pattern CUSTOMER = Pattern.compile("\"(base|consents)\"\\s*:\\s*[{n]");
    private static final int LOOK = 4 * 1024;

    private final EventReader reader;

    public EventFiles(EventReader reader) {
        this.reader = reader;
    }

    /** The reader of canonical events for the shops of these sites. */
    public static EventReader eventReader(Function<String, Optional<Site>> siteOfShop) {
        return new EventReader(shop -> siteOfShop.apply(shop).map(Site::attributes), EmailAddress::parse);
    }

    /**
     * @param shop whose people a CSV file is about; JSON says it itself
     * @param site of that shop
     * @throws UnusableFile when nothing in it can be read
     */
    public EventFile open(Path file, String shop, Site site) throws IOException {
        return open(file, null, shop, site);
    }

    /**
     * @param system one of {@link #SYSTEMS} when the caller knows; null = as name and content show
     */
    public EventFile open(Path file, String system, String shop, Site site) throws IOException {
        String name = file.getFileName().toString();
        Format format;
        try (InputStream in = Files.newInputStream(file)) {
            format = format(name, new InputBytes(in).plain());
        }
        if (format == Format.CONTACTHUB || CONTACTHUB.equals(system)) {
            return new ContactHubReader(file, null, shop, site, name, reader);
        }
        return format == Format.CSV
                ? new CsvReader(file, null, shop, site, name, reader)
                : json(format, Files.newInputStream(file), Files.size(file));
    }

    /** A stream that can be read once only; CSV is kept in a temporary file (owner only) until closed. */
    public EventFile open(InputStream stream, String name, String shop, Site site) throws IOException {
        BufferedInputStream start = new BufferedInputStream(stream, LOOK * 16);
        start.mark(LOOK * 16);
        Format format = format(name, new InputBytes(new ByteArrayInputStream(start.readNBytes(LOOK * 8))).plain());
        start.reset();
        if (format != Format.CSV && format != Format.CONTACTHUB) {
            return json(format, start, -1);
        }
        Path temporary = Files.createTempFile("consentgate-", ".csv");
        try {
            Files.copy(start, temporary, StandardCopyOption.REPLACE_EXISTING);
            return format == Format.CSV
                    ? new CsvReader(temporary, temporary, shop, site, name, reader)
                    : new ContactHubReader(temporary, temporary, shop, site, name, reader);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
    }

    private EventFile json(Format format, InputStream in, long size) throws IOException {
        return format == Format.JSON ? new JsonReader(in, size, reader) : new NdjsonReader(in, size, reader);
    }

    enum Format {
        NDJSON,
        JSON,
        CONTACTHUB,
        CSV
    }

    private static Format format(String name, InputStream plain) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (!lower.endsWith(".csv") && !lower.endsWith(".tsv")) {
            byte[] head = head(plain);
            return ofContactHub(head) ? Format.CONTACTHUB : format(lower, head);
        }
        return Format.CSV;
    }

    /** Its customers have these members, and no event of ours lacks its version. */
    private static boolean ofContactHub(byte[] head) {
        String start = new String(head, StandardCharsets.UTF_8);
        return CUSTOMER.matcher(start).find() && !start.contains("\"specversion\"");
    }

    private static Format format(String lower, byte[] head) {
        if (lower.endsWith(".ndjson") || lower.endsWith(".jsonl")) {
            return Format.NDJSON;
        }
        String start = new String(ByteOrderMark.without(head), StandardCharsets.UTF_8);
        String text = start.stripLeading();
        if (text.startsWith("[")) {
            return Format.JSON;
        }
        if (!text.startsWith("{")) {
            return lower.endsWith(".json") ? Format.JSON : Format.CSV;
        }
        // One event over several lines, or one event per line?
        String firstLine = text.lines().findFirst().orElse("");
        boolean whole = start.length() < LOOK
                && text.lines().filter(line -> !line.isBlank()).count() == 1;
        return whole || !firstLine.stripTrailing().endsWith("}") && firstLine.length() < LOOK - 8
                ? Format.JSON
                : Format.NDJSON;
    }

    private static byte[] head(InputStream plain) throws IOException {
        byte[] head = new byte[LOOK];
        int length = 0;
        try {
            for (int n = plain.read(head); n > 0; n = plain.read(head, length, LOOK - length)) {
                length += n;
            }
        } catch (EOFException cutOffHere) {
            // Only the start of a compressed stream was given; what came out is enough.
        }
        return Arrays.copyOf(head, length);
    }
}
