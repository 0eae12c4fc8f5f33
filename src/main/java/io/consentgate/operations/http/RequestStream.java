package io.consentgate.operations.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a paused request as a stream for a worker thread. Only a few chunks are in memory at a time; the sender
 * waits for the reader. Camel's own streaming reads the whole body before a route sees it.
 */
final class RequestStream extends InputStream {
    private static final int CHUNKS_AHEAD = 8;
    private static final int LEAST_BYTES = 16 * 1024;
    private static final Object END = new Object();
    private static final Object STOP = new Object();

    /** The sender went away, fell silent or crept in the middle of the body. */
    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOff(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The connector is told to end: what was read is kept, the rest not waited for. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final HttpServerRequest request;
    private final Duration patience;
    private final BlockingQueue<Object> chunks = new LinkedBlockingQueue<>();
    private Buffer current = Buffer.buffer();
    private int position;
    private boolean ended;
    private volatile boolean allCame;
    private volatile boolean stopped;
    private long waitedNanos;
    private int cameMeanwhile;

    /** @param patience with a sender of less than 16 kB: somebody who creeps would hold a place for ever */
    RequestStream(HttpServerRequest request, Duration patience) {
        this.request = request;
        this.patience = patience;
        request.exceptionHandler(chunks::add);
        request.endHandler(end -> {
            allCame = true;
            chunks.add(END);
        });
        request.handler(chunks::add);
        ask(CHUNKS_AHEAD);
    }

    /** Lets the reader go on no further; may be called by any thread. */
    void stop() {
        stopped = true;
        chunks.add(STOP);
    }

    @Override
    public int read() throws IOException {
        return advance() ? current.getByte(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    /**
     * Reads what is left up to a limit and forgets it: a sender that is still writing could not read the answer.
     *
     * @return whether the body came to its end
     */
    boolean drained(long limit) {
        try {
            for (long left = limit; left > 0 && advance(); ) {
                left -= current.length() - position;
                position = current.length();
            }
        } catch (IOException e) {
            return false;
        }
        return ended;
    }

    private void ask(int chunks) {
        try {
            if (!allCame) {
                request.fetch(chunks);
            }
        } catch (IllegalStateException e) {
            // The end came between the question and the call: there is nothing left to ask for.
        }
    }

    private boolean advance() throws IOException {
        while (!ended && position == current.length()) {
            Object next = next();
            if (stopped) {
                throw new Stopped();
            } else if (next == END) {
                ended = true;
            } else if (next instanceof Throwable failure) {
                throw new BrokenOff("the sender broke off in the middle of the body", failure);
            } else {
                current = (Buffer) next;
                position = 0;
                ask(1);
            }
        }
        return !ended;
    }

    private Object next() throws IOException {
        try {
            long since = System.nanoTime();
            Object next = chunks.poll(patience.toNanos() - waitedNanos, TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new BrokenOff("hardly anything of the body came for " + patience.toSeconds() + " s", null);
            }
            waitedNanos += System.nanoTime() - since;
            cameMeanwhile += next instanceof Buffer chunk ? chunk.length() : 0;
            if (cameMeanwhile >= LEAST_BYTES) {
                waitedNanos = 0;
                cameMeanwhile = 0;
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOff("the connector is stopping", e);
        }
    }
}
