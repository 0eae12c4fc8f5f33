package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.contacthub.Consents;
import io.consentgate.consent.contacthub.Disclaimers;
import io.consentgate.event.EventReader;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Customers of Contactlab ContactHub, one a line, in an array, or in the page that its interface answers with
 * ({@code elements}, {@code _embedded.customers}). The file is read twice: a disclaimer that many share proves nothing
 * for any of them.
 */
final class ContactHubReader implements EventFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final Path temporary;
    private final Site site;
    private final EventReader reader;
    private final CanonicalEvents events;
    private final Disclaimers disclaimers = new Disclaimers();
    private long undated;
    private long unproven;
    private volatile InputBytes bytes;

    /** @param temporary deleted at the end, null when the file is not ours to delete */
    ContactHubReader(Path file, Path temporary, String shop, Site site, String name, EventReader reader)
            throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.site = site;
        this.reader = reader;
        this.events = new CanonicalEvents(shop, name);
        each((number, customer) ->
                disclaimers.see(Consents.of(customer.path("consents")).disclaimer()));
    }

    private interface Customers {
        void take(long number, JsonNode customer) throws IOException;
    }

    @Override
    public void forEachBatch(Consumer<List<InboundRecord>> consumer) throws IOException {
        Batches batches = new Batches(consumer);
        try {
            each((number, customer) -> batches.add(
                    number,
                    new InboundRecord.Original.Line(customer.toString().getBytes(StandardCharsets.UTF_8)),
                    read(customer)));
        } finally {
            batches.flush();
        }
    }

    private List<Reading> read(JsonNode customer) {
        Consents consents = Consents.of(customer.path("consents"));
        boolean provesNothing = disclaimers.proveNothing(consents.disclaimer());
        ContactHubCustomer read = new ContactHubCustomer(customer, consents, events, site.phoneRegion(), provesNothing);
        List<Problem> problems = read.problems();
        if (!problems.isEmpty()) {
            return List.of(new Reading.Refused(null, problems));
        }
        undated += consents.valid() ? 0 : 1;
        unproven += provesNothing ? 1 : 0;
        return read.events().stream().map(reader::read).toList();
    }

    /** Each customer of the file, wherever in it they stand; numbers from 1. */
    private void each(Customers taken) throws IOException {
        bytes = new InputBytes(Files.newInputStream(file));
        try (InputStream in = bytes.plain();
                JsonParser parser = JSON.createParser(in)) {
            long number = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    for (JsonNode customer : customers(JSON.readTree(parser))) {
                        taken.take(++number, customer);
                    }
                }
            }
        } catch (JsonProcessingException wrong) {
            throw new UnusableFile("no JSON from line " + wrong.getLocation().getLineNr()
                    + " on; expected customers of ContactHub, one a line or in an array");
        }
    }

    /** A customer, a refused one with what was wrong with it, or a page of them. */
    private static List<JsonNode> customers(JsonNode object) {
        if (object.has(Wrapped.RECORD)) {
            return List.of(object.get(Wrapped.RECORD));
        }
        JsonNode page = object.has("elements")
                ? object.get("elements")
                : object.path("_embedded").path("customers");
        if (!page.isArray()) {
            return List.of(object);
        }
        List<JsonNode> customers = new ArrayList<>();
        page.forEach(customers::add);
        return customers;
    }

    @Override
    public long totalBytes() {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return -1;
        }
    }

    @Override
    public long consumedBytes() {
        return bytes.consumed();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("customers of ContactHub; a consent by e-mail counts as not confirmed by double opt-in");
        if (undated > 0) {
            remarks.add(undated + " disclaimers have a date that is none: kept as written, their consents are undated");
        }
        if (unproven > 0) {
            remarks.add(
                    unproven + " disclaimers have the same instant as many others: it proves nothing, their consents"
                            + " do not count");
        }
        return remarks;
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public boolean namesShop() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
