package io.consentgate.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How a text file is encoded: its byte order mark says it, else it is UTF-8 when all of it is valid UTF-8, else
 * Windows-1252, which Excel writes in Italy (shop-sources.md 4.3). Never guessed silently: the choice is a remark.
 */
record TextEncoding(Charset charset, int markLength, String remark) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int BUFFER = 64 * 1024;

    /** Reads the stream to its end. */
    static TextEncoding of(InputStream plain) throws IOException {
        byte[] start = plain.readNBytes(4);
        if (starts(start, 0xef, 0xbb, 0xbf)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3, "encoding: UTF-8, by its byte order mark");
        }
        if (starts(start, 0xff, 0xfe)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2, "encoding: UTF-16, by its byte order mark");
        }
        if (starts(start, 0xfe, 0xff)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2, "encoding: UTF-16, by its byte order mark");
        }
        return utf8(start, plain)
                ? new TextEncoding(StandardCharsets.UTF_8, 0, "encoding: UTF-8, all of it is valid")
                : new TextEncoding(WINDOWS, 0, "encoding: Windows-1252, because it is not valid UTF-8");
    }

    /** Bytes that the encoding does not know become U+FFFD: the row that holds one is refused. */
    Reader reader(InputStream plain) throws IOException {
        plain.skipNBytes(markLength);
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return new InputStreamReader(plain, decoder);
    }

    private static boolean starts(byte[] start, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean utf8(byte[] start, InputStream rest) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(BUFFER);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER).put(start);
        for (boolean end = false; !end; ) {
            int read = rest.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
            CoderResult result = decoder.decode(bytes, text.clear(), end);
            if (result.isError()) {
                return false;
            }
            bytes.compact();
        }
        return true;
    }
}
