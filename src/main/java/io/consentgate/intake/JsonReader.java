package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.consentgate.event.EventReader;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One event, or an array of events of at most 10 MB. An array that is no JSON to its end gives no event at all. */
public final class JsonReader implements EventFile {

    /** In 10 MB are no more events than that; of other elements there could be millions, each with its refusal. */
    private static final int MAX_ELEMENTS = 100_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final EventReader reader;
    private final InputBytes bytes;
    private final long totalBytes;

    public JsonReader(InputStream raw, long totalBytes, EventReader reader) throws IOException {
        this.bytes = new InputBytes(raw);
        this.totalBytes = totalBytes;
        this.reader = reader;
    }

    @Override
    public void forEachBatch(Consumer<List<InboundRecord>> consumer) throws IOException {
        byte[] json = bytes.plain().readNBytes(MAX_ARRAY_BYTES + 1);
        if (json.length > MAX_ARRAY_BYTES) {
            throw new UnusableFile("more than 10 MB of JSON; expected an array of at most 10 MB, or one event per line"
                    + " (NDJSON), which has no limit");
        }
        json = ByteOrderMark.without(json);
        Batches batches = new Batches(consumer);
        List<int[]> elements = elements(json);
        if (elements == null) {
            batches.add(1, new InboundRecord.Original.Line(json), List.of(single(json)));
        } else {
            for (int i = 0; i < elements.size(); i++) {
                int[] place = elements.get(i);
                add(batches, i + 1L, Arrays.copyOfRange(json, place[0], place[1]));
            }
        }
        batches.flush();
    }

    /** One event, or what is wrong with the text. */
    private Reading single(byte[] json) {
        boolean brokenArray = new String(json, 0, Math.min(json.length, 100), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .startsWith("[");
        return brokenArray
                ? new Reading.Refused(
                        null, List.of(new Problem("", "text that is not JSON; expected an array of events")))
                : Wrapped.read(reader, json);
    }

    private void add(Batches batches, long number, byte[] event) {
        batches.add(number, new InboundRecord.Original.Line(event), List.of(Wrapped.read(reader, event)));
    }

    /** First and last byte of each element; null when it is no array: then the event reader says what is wrong. */
    private static List<int[]> elements(byte[] json) throws UnusableFile {
        List<int[]> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (elements.size() == MAX_ELEMENTS) {
                    throw new UnusableFile("an array of more than " + MAX_ELEMENTS + " elements; expected fewer, or one"
                            + " event per line (NDJSON), which has no limit");
                }
                elements.add(new int[] {start, (int) parser.currentLocation().getByteOffset()});
            }
            return parser.nextToken() == null ? elements : null;
        } catch (UnusableFile tooMany) {
            throw tooMany;
        } catch (IOException notJson) {
            return null;
        }
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public long consumedBytes() {
        return bytes.consumed();
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        bytes.plain().close();
    }
}
