package io.consentgate.operations.http;

import com.fasterxml.jackson.core.JacksonException;
import io.consentgate.access.Caller;
import io.consentgate.access.FrontDoor;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.operations.Meters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code POST /v1/events}: one event, an array, or lines without end. Lines are read as they come and committed by
 * 500, so a body of any length needs the same memory; the answer comes when the last of them is on disk.
 */
public final class PushEvents {
    static final int EVENT_BYTES = 256 * 1024;
    static final int ARRAY_BYTES = 10 * 1024 * 1024;
    public static final String NDJSON = "application/x-ndjson";
    public static final String ONE = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";
    public static final String EITHER = "application/json";
    private static final long REST_BYTES = 64L * 1024 * 1024;
    private static final int COMMIT_EVERY = 500;
    private static final int AT_ONCE = 12;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final EventDesk desk;
    private final Meters meters;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    public PushEvents(EventDesk desk, Meters meters) {
        this.desk = desk;
        this.meters = meters;
    }

    public Reply receive(
            @Body HttpServerRequest request,
            @Header("CamelVertxPlatformHttpAuthenticatedUser") User user,
            @Header("Content-Type") String contentType,
            @Header("Content-Encoding") String encoding)
            throws InterruptedException {
        if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            return Reply.problem(429, "Too Many Requests", "More senders than can be served at once; come again.")
                    .with("Retry-After", "5");
        }
        try {
            RequestStream body = new RequestStream(request, SILENCE);
            Reply reply = read(body, FrontDoor.callerOf(user), bare(contentType), encoding);
            if (!body.drained(REST_BYTES)) {
                request.connection().close();
            }
            return reply;
        } finally {
            turns.release();
        }
    }

    private Reply read(InputStream body, Caller caller, String type, String encoding) {
        try {
            InputStream plain = decoded(body, encoding);
            if (plain == null) {
                return Reply.problem(415, "Unsupported Media Type", "Content-Encoding is gzip or absent.");
            }
            return type.equals(NDJSON) ? lines(plain, caller) : document(plain, caller, type);
        } catch (RequestStream.BrokenOff e) {
            return Reply.problem(
                    408,
                    "Request Timeout",
                    "The body broke off. What was complete is kept; sending all of it again does no harm.");
        } catch (IOException e) {
            return Reply.problem(400, "Bad Request", "The body is not valid gzip.");
        }
    }

    private Reply lines(InputStream body, Caller caller) throws IOException {
        Batch batch = new Batch(caller, new Tally(false));
        Lines lines = new Lines(body, EVENT_BYTES);
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.tooLong()) {
                batch.refuse(null, tooLong());
            } else {
                batch.add(line.bytes());
            }
        }
        return batch.answer();
    }

    private Reply document(InputStream body, Caller caller, String type) throws IOException {
        byte[] bytes = body.readNBytes(ARRAY_BYTES + 1);
        if (bytes.length > ARRAY_BYTES) {
            return Reply.problem(
                    413, "Content Too Large", "JSON bodies end at 10 MB; send " + NDJSON + ", which has no limit.");
        }
        Batch batch = new Batch(caller, new Tally(true));
        boolean array = JsonSlices.isArray(bytes);
        if (array && type.equals(ONE)) {
            batch.refuse(null, new Problem("", "an array; " + ONE + " is one event, " + BATCH + " an array"));
        } else if (!array && type.equals(BATCH) && bytes.length > 0) {
            batch.refuse(null, new Problem("", "not an array; " + BATCH + " is an array of events"));
        } else {
            try {
                for (byte[] event : JsonSlices.of(bytes)) {
                    if (event.length > EVENT_BYTES) {
                        batch.refuse(null, tooLong());
                    } else {
                        batch.add(event);
                    }
                }
            } catch (JacksonException e) {
                batch = new Batch(caller, new Tally(true));
                batch.refuse(null, new Problem("", whyNotJson(e)));
            }
        }
        return batch.answer();
    }

    private static String whyNotJson(JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : ", near byte " + Math.max(0, e.getLocation().getByteOffset());
        return "not JSON that can be read" + where + "; nesting ends at " + Json.NESTING;
    }

    private static Problem tooLong() {
        return new Problem("", "longer than " + EVENT_BYTES + " bytes");
    }

    private static InputStream decoded(InputStream body, String encoding) throws IOException {
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        return encoding.trim().equalsIgnoreCase("gzip") ? new GZIPInputStream(body, 64 * 1024) : null;
    }

    private static String bare(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    /** The events of one request on their way to the desk. */
    private final class Batch {
        private record Numbered(long index, InboundEvent event) {}

        private final Caller caller;
        private final Tally tally;
        private final List<Numbered> waiting = new ArrayList<>(COMMIT_EVERY);
        private long index;
        private long foreign;

        Batch(Caller caller, Tally tally) {
            this.caller = caller;
            this.tally = tally;
        }

        void add(byte[] json) {
            Reading reading = desk.read(json);
            if (reading instanceof Reading.Refused refused) {
                refuse(refused.id(), refused.problems());
                return;
            }
            InboundEvent event = ((Reading.Accepted) reading).event();
            if (!caller.speaksFor(event.envelope().key().shop())) {
                foreign++;
                refuse(reading.id(), new Problem("/shop", "a shop that this key is not bound to"));
                return;
            }
            waiting.add(new Numbered(index++, event));
            if (waiting.size() == COMMIT_EVERY) {
                commit();
            }
        }

        void refuse(String id, Problem problem) {
            refuse(id, List.of(problem));
        }

        void refuse(String id, List<Problem> problems) {
            tally.refused(index++, id, problems);
            meters.event("unknown", "refused");
        }

        Reply answer() {
            commit();
            if (tally.nothing()) {
                return Reply.problem(400, "Bad Request", "The body holds no event.", tally.members());
            }
            if (!tally.allRefused()) {
                return Reply.json(202, tally.members());
            }
            return foreign == tally.refused()
                    ? Reply.problem(403, "Forbidden", "This key is bound to other shops.", tally.members())
                    : Reply.problem(400, "Bad Request", "Every event was refused.", tally.members());
        }

        private void commit() {
            if (waiting.isEmpty()) {
                return;
            }
            List<EventDesk.Outcome> outcomes =
                    desk.accept(waiting.stream().map(Numbered::event).toList());
            for (int i = 0; i < waiting.size(); i++) {
                tell(waiting.get(i), outcomes.get(i));
            }
            waiting.clear();
        }

        private void tell(Numbered numbered, EventDesk.Outcome outcome) {
            String id = numbered.event().envelope().key().id();
            if (outcome instanceof EventDesk.Outcome.Refused refused) {
                tally.refused(numbered.index(), id, refused.problems());
            } else if (outcome instanceof EventDesk.Outcome.Duplicate) {
                tally.duplicate(numbered.index(), id);
            } else {
                tally.accepted(numbered.index(), id);
            }
        }
    }
}
