package io.consentgate.consent;

import io.consentgate.person.KeyedHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * How far each chain reached, signed, in a file of its own outside the database: what makes a cut tail visible. The
 * record has one fixed length and is overwritten in place by a single write, so that no reader and no killed process
 * ever leaves half of one. It only ever moves forward.
 */
final class SignedHeads {

    private static final int LENGTH = 256;
    private static final String FORMAT = "{\"seq\":%d,\"hash\":\"%s\",\"signature\":\"%s\"}";

    private final Path folder;
    private final KeyedHash hashes;
    private final Map<String, Head> written = new ConcurrentHashMap<>();

    SignedHeads(Path folder, KeyedHash hashes) {
        this.folder = folder;
        this.hashes = hashes;
    }

    record Head(long seq, byte[] hash) {

        static final Head NONE = new Head(0, Chain.GENESIS);

        boolean same(Head other) {
            return seq == other.seq && MessageDigest.isEqual(hash, other.hash);
        }
    }

    /**
     * @return empty when there is none
     * @throws ForgedHead when it does not bear our signature
     */
    Optional<Head> read(String site) {
        try {
            String text =
                    Files.readString(file(site), StandardCharsets.US_ASCII).strip();
            long seq = Long.parseLong(between(text, "\"seq\":", ","));
            String hash = between(text, "\"hash\":\"", "\"");
            if (!text.equals(record(site, seq, hash))) {
                throw new ForgedHead();
            }
            return Optional.of(new Head(seq, HexFormat.of().parseHex(hash)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ForgedHead();
        }
    }

    static final class ForgedHead extends RuntimeException {}

    /**
     * Whether a chain that reaches {@code head} in the database is the one that was signed; asked before it grows. A
     * site's file is made, empty, before its first row is: from then on a missing file means that somebody took it.
     *
     * @param hashAt the stored hash of a row, null when it is not there
     */
    boolean continues(String site, Head head, LongFunction<byte[]> hashAt) {
        Head signed = written.get(site);
        if (signed == null) {
            signed = first(site, head);
            if (signed == null) {
                return false;
            }
            written.put(site, signed);
        }
        if (signed.seq() == 0 || signed.same(head)) {
            return true;
        }
        byte[] there = signed.seq() < head.seq() ? hashAt.apply(signed.seq()) : null;
        return there != null && MessageDigest.isEqual(signed.hash(), there);
    }

    private Head first(String site, Head head) {
        try {
            Optional<Head> signed = read(site);
            if (signed.isPresent()) {
                return signed.get();
            }
            if (head.seq() > 0) {
                return null;
            }
            write(site, Head.NONE);
            return Head.NONE;
        } catch (ForgedHead forged) {
            return null;
        }
    }

    /** Forward only: another process of this installation may have come further. */
    synchronized void advance(String site, Head head) {
        Head signed = read(site).orElse(Head.NONE);
        if (head.seq() > signed.seq()) {
            write(site, head);
            signed = head;
        }
        written.put(site, signed);
    }

    private void write(String site, Head head) {
        String text = record(site, head.seq(), HexFormat.of().formatHex(head.hash()));
        ByteBuffer line = StandardCharsets.US_ASCII.encode(text + " ".repeat(LENGTH - 1 - text.length()) + "\n");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(file(site), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(line, 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the register's head " + file(site) + " cannot be written", failure);
        }
    }

    private Path file(String site) {
        return folder.resolve(site + ".head");
    }

    private String record(String site, long seq, String hash) {
        return FORMAT.formatted(seq, hash, hashes.hex("register head", site + "/" + seq + "/" + hash));
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        int to = text.indexOf(after, from);
        if (from < before.length() || to < 0) {
            throw new IllegalArgumentException();
        }
        return text.substring(from, to);
    }
}
