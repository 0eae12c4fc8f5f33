package io.consentgate.disclosure.live;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Reads the bytes of a page, as browsers do: by its label, else by what it says in itself. */
final class PageBytes {

    private PageBytes() {}

    /** @param label null when the answer has none */
    static Fetched.Page read(URI address, byte[] bytes, Charset label) throws IOException {
        Document document =
                Jsoup.parse(new ByteArrayInputStream(bytes), label == null ? null : label.name(), address.toString());
        return new Fetched.Page(address, document, remark(bytes, document.charset()));
    }

    /** A page whose label lies is unreadable for people; the operator should hear why. */
    private static String remark(byte[] bytes, Charset label) {
        boolean ascii = true;
        for (int i = 0; ascii && i < bytes.length; i++) {
            ascii = bytes[i] >= 0;
        }
        boolean utf8 = label.equals(StandardCharsets.UTF_8);
        if (ascii || utf8 == isUtf8(bytes)) {
            return null;
        }
        return "it is labelled " + label.name() + " and written in " + (utf8 ? "something else" : "UTF-8");
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
