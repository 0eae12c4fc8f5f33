package io.consentgate.operations.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Optional;

/** Sentences for what can befall any command. Foreign messages are not repeated: they may quote data. */
final class Accidents {
    private static final String OURS = "io.consentgate.";

    private Accidents() {}

    /** Empty for what nobody foresaw. */
    static Optional<String> sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException file) {
                return Optional.of(file.getFile() + " " + problem(file));
            }
        }
        boolean ownWords = failure instanceof UncheckedIOException
                || failure instanceof IOException
                || failure instanceof IllegalStateException
                || failure instanceof IllegalArgumentException;
        return ownWords && thrownByUs(failure) ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
    }

    /** The kind of a failure and the line of ours that it passed: enough to find it, nothing about anybody. */
    static String where(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String kind = innermost.getClass().getSimpleName();
        return Arrays.stream(innermost.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame ->
                        kind + " at " + frame.getClassName().substring(OURS.length()) + ":" + frame.getLineNumber())
                .orElse(kind);
    }

    private static String problem(FileSystemException file) {
        if (file instanceof NoSuchFileException) {
            return "is not there";
        }
        if (file instanceof AccessDeniedException) {
            return "must not be read or written by this user";
        }
        if (file instanceof FileAlreadyExistsException || file instanceof NotDirectoryException) {
            return "is a file where a folder is expected";
        }
        return file.getReason() == null ? "cannot be used" : "cannot be used: " + file.getReason();
    }

    private static boolean thrownByUs(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    }
}
