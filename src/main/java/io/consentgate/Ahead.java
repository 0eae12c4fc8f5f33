package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.operations.Connector;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What a start needs beside the database, each made once: at first asking, or ahead of it by a thread of its own. */
final class Ahead implements AutoCloseable {

    private final FutureTask<NoticeTexts> texts;
    private final FutureTask<Connector> connector;
    private Thread thread;
    private boolean handedOver;

    private Ahead(Callable<NoticeTexts> texts, Callable<Connector> connector) {
        this.texts = new FutureTask<>(texts);
        this.connector = new FutureTask<>(connector);
    }

    static Ahead nothing(Configuration configuration, PrometheusMeterRegistry registry) {
        return new Ahead(
                () -> NoticeWiring.texts(configuration), () -> RunningService.prepare(configuration, registry));
    }

    static Ahead begin(Configuration configuration, PrometheusMeterRegistry registry) {
        Ahead ahead = nothing(configuration, registry);
        ahead.thread = new Thread(
                () -> {
                    ahead.connector.run();
                    ahead.texts.run();
                },
                "start ahead");
        ahead.thread.setDaemon(true);
        ahead.thread.start();
        return ahead;
    }

    /** @throws io.consentgate.configuration.ConfigurationException with file and line of whatever is wrong in them */
    NoticeTexts texts() {
        try {
            return made(texts);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    /** From now on it is the asker's, to close too. */
    Connector connector() throws Exception {
        handedOver = true;
        return made(connector);
    }

    private static <T> T made(FutureTask<T> task) throws Exception {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    /** Ends what was made and nobody asked for; what is being made is waited for. */
    @Override
    public void close() {
        try {
            if (thread != null) {
                thread.join();
            }
            if (connector.isDone() && !handedOver) {
                connector.get().close();
            }
        } catch (ExecutionException neverThere) {
            // Whoever asked for it was told, and whoever failed before that has more to tell.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
