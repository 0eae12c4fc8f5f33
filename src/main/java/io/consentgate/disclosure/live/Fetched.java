package io.consentgate.disclosure.live;

import java.net.URI;
import org.jsoup.nodes.Document;

/** What came back for the address of a page. */
sealed interface Fetched {

    /**
     * @param at where the redirects ended
     * @param remark what explains a text that nobody can read; null when there is nothing to remark
     */
    record Page(URI at, Document document, String remark) implements Fetched {}

    /** The site answers, and says that there is no such page. */
    record Gone(String why) implements Fetched {}

    /** Nothing that could be looked at; never counted as current. */
    record Failed(String why) implements Fetched {}
}
