package io.consentgate.disclosure.live;

import java.net.URI;
import org.jsoup.nodes.Document;

/** What came back for an address. */
sealed interface Fetched {

    /**
     * @param at where the redirects ended
     * @param remark what explains a text that nobody can read; null when there is nothing to remark
     * @param filled how a script put the notice into it; null when it stands in the markup
     */
    record Page(URI at, Document document, String remark, String filled) implements Fetched {
        Page(URI at, Document document, String remark) {
            this(at, document, remark, null);
        }
    }

    /** @param mediaType without parameters, in small letters; empty when none was told */
    record Bytes(URI at, String mediaType, byte[] content) implements Fetched {}

    /** The site answers, and says that there is no such page. */
    record Gone(String why) implements Fetched {}

    /** Nothing that could be looked at; never counted as current. */
    record Failed(String why) implements Fetched {}
}
