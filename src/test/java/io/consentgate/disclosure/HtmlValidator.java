package io.consentgate.disclosure;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import nu.validator.client.EmbeddedValidator;

/** The Nu HTML checker, on a thread with a stack that is deep enough for its schema. */
final class HtmlValidator {

    private static final long STACK = 64L << 20;

    private HtmlValidator() {}

    /** What it finds, as JSON with a member {@code messages}. */
    static String messages(String page) throws Exception {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        EmbeddedValidator validator = new EmbeddedValidator();
                        validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
                        found.complete(
                                validator.validate(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))));
                    } catch (Exception | LinkageError failure) {
                        found.completeExceptionally(failure);
                    }
                },
                "html-validator",
                STACK);
        thread.start();
        return found.get();
    }
}
