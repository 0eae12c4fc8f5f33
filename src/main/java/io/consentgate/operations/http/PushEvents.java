package io.consentgate.operations.http;

import io.consentgate.access.Caller;
import io.consentgate.access.FrontDoor;
import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.intake.EventFile;
import io.consentgate.intake.InboundRecord;
import io.consentgate.intake.JsonReader;
import io.consentgate.intake.NdjsonReader;
import io.consentgate.intake.UnusableFile;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Watching;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    public static final String NDJSON = "application/x-ndjson";
    public static final String ONE = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";
    public static final String EITHER = "application/json";
    private static final long REST_BYTES = 64L * 1024 * 1024;
    private static final int AT_ONCE = 12;
    private static final int WAITING = 8;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final EventReader reader;
    private final EventDesk desk;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Set<RequestStream> receiving = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public PushEvents(EventReader reader, EventDesk desk) {
        this.reader = reader;
        this.desk = desk;
    }

    public Reply receive(
            @Body HttpServerRequest request,
            @Header("CamelVertxPlatformHttpAuthenticatedUser") User user,
            @Header("Content-Type") String contentType,
            @Header("Content-Encoding") String encoding)
            throws InterruptedException {
        // Whoever waits holds a worker: the rest of them stays free for everything else.
        if (turns.getQueueLength() >= WAITING || !turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            return Reply.problem(429, "Too Many Requests", "More senders than can be served at once; come again.")
                    .with("Retry-After", "5");
        }
        RequestStream body = new RequestStream(request, SILENCE);
        receiving.add(body);
        try {
            if (stopping) {
                body.stop();
            }
            Reply reply = read(body, FrontDoor.callerOf(user), bare(contentType), encoding);
            if (!body.drained(REST_BYTES)) {
                // After the answer: the sender may read it although it was not done sending.
                request.response().endHandler(written -> request.connection().close());
            }
            return reply;
        } finally {
            receiving.remove(body);
            turns.release();
        }
    }

    /** Ends every body that is being received after the batch in hand; its sender is told what is kept. */
    public void stop() {
        stopping = true;
        receiving.forEach(RequestStream::stop);
    }

    private Reply read(InputStream body, Caller caller, String type, String encoding) {
        Handing handing = new Handing(caller, new Tally(!type.equals(NDJSON)));
        try {
            InputStream plain = decoded(body, encoding);
            if (plain == null) {
                return Reply.problem(415, "Unsupported Media Type", "Content-Encoding is gzip or absent.");
            }
            handing.all(type.equals(NDJSON) ? new NdjsonReader(plain, -1, reader) : document(plain, type));
            return handing.answer();
        } catch (RequestStream.Stopped e) {
            return Reply.problem(
                            503,
                            "Service Unavailable",
                            "The connector is stopping. What is counted here is kept; sending all of it again does no"
                                    + " harm.",
                            handing.tally.members())
                    .with("Retry-After", "10");
        } catch (RequestStream.BrokenOff e) {
            return Reply.problem(
                    408,
                    "Request Timeout",
                    "The body broke off. What is counted here is kept; sending all of it again does no harm.",
                    handing.tally.members());
        } catch (UnusableFile e) {
            return Reply.problem(413, "Content Too Large", e.getMessage());
        } catch (WrongShape e) {
            return Reply.problem(400, "Bad Request", e.getMessage());
        } catch (IOException e) {
            return Reply.problem(400, "Bad Request", "The body is not valid gzip.");
        }
    }

    private static final class WrongShape extends IOException {
        WrongShape(String message) {
            super(message);
        }
    }

    private EventFile document(InputStream body, String type) throws IOException {
        PushbackInputStream start = new PushbackInputStream(new BufferedInputStream(body));
        int first = start.read();
        for (int blanks = 1; first == ' ' || first == '\t' || first == '\r' || first == '\n'; blanks++) {
            if (blanks > EventFile.MAX_ARRAY_BYTES) {
                throw new WrongShape("The body begins with more than 10 MB of blanks.");
            }
            first = start.read();
        }
        if (first < 0) {
            throw new WrongShape("The body holds no event.");
        }
        start.unread(first);
        if (type.equals(ONE) && first == '[') {
            throw new WrongShape(ONE + " is one event; an array is " + BATCH + ".");
        }
        if (type.equals(BATCH) && first != '[') {
            throw new WrongShape(BATCH + " is an array of events; one event is " + ONE + ".");
        }
        return new JsonReader(start, -1, reader);
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
    private final class Handing {
        private record Numbered(long index, InboundEvent event) {}

        private final Caller caller;
        private final Tally tally;
        private long index;
        private long foreign;

        Handing(Caller caller, Tally tally) {
            this.caller = caller;
            this.tally = tally;
        }

        void all(EventFile events) throws IOException {
            events.forEachBatch(this::batch);
        }

        private void batch(List<InboundRecord> records) {
            List<Numbered> readable = new ArrayList<>(records.size());
            for (InboundRecord record : records) {
                record.readings().forEach(reading -> sort(reading, readable));
            }
            List<EventDesk.Outcome> outcomes = readable.isEmpty()
                    ? List.of()
                    : desk.accept(readable.stream().map(Numbered::event).toList());
            for (int i = 0; i < readable.size(); i++) {
                tell(readable.get(i), outcomes.get(i));
            }
        }

        private void sort(Reading reading, List<Numbered> readable) {
            long here = index++;
            if (reading instanceof Reading.Refused refused) {
                desk.refused(refused.type());
                tally.refused(here, refused.id(), refused.problems());
                return;
            }
            InboundEvent event = ((Reading.Accepted) reading).event();
            if (caller.speaksFor(event.envelope().key().shop())) {
                readable.add(new Numbered(here, event));
            } else {
                foreign++;
                desk.refused(Watching.type(event));
                tally.refused(
                        here, reading.id(), List.of(new Problem("/shop", "a shop that this key is not bound to")));
            }
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

        Reply answer() {
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
    }
}
