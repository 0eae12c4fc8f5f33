package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.operations.Connector;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What a start needs beside the database, each made once: at first asking, or ahead of it by a thread of its own. */
final class Ahead {

    private final FutureTask<NoticeTexts> texts;
    private final FutureTask<Connector> connector;

    private Ahead(Configuration configuration, PrometheusMeterRegistry registry) {
        this.texts = new FutureTask<>(() -> NoticeWiring.texts(configuration));
        this.connector = new FutureTask<>(() -> RunningService.prepare(configuration, registry));
    }

    static Ahead nothing(Configuration configuration, PrometheusMeterRegistry registry) {
        return new Ahead(configuration, registry);
    }

    static Ahead begin(Configuration configuration, PrometheusMeterRegistry registry) {
        Ahead ahead = new Ahead(configuration, registry);
        Thread thread = new Thread(
                () -> {
                    ahead.connector.run();
                    ahead.texts.run();
                },
                "start ahead");
        thread.setDaemon(true);
        thread.start();
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

    /** Not started: it holds neither port nor thread. */
    Connector connector() throws Exception {
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
}
