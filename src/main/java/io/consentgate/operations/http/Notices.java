package io.consentgate.operations.http;

import io.consentgate.disclosure.publish.NoticeLibrary;
import io.consentgate.disclosure.publish.Served;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Header;

/**
 * {@code GET /disclosure/...}: the published notice, for anybody. A version's path never shows anything else, so that
 * browsers keep it; the notice in force is asked for again after five minutes. Any page may load it, which the script
 * for pages and consent tools need.
 */
public final class Notices {

    public static final String PATH = "/disclosure";
    public static final String GPC = "/.well-known/gpc.json";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String A_WHILE = "public, max-age=300";

    private final NoticeLibrary library;
    private final boolean honoursGpc;

    /** @param honoursGpc whether a browser's Global Privacy Control is taken as a no: a false yes would be a misstatement */
    public Notices(NoticeLibrary library, boolean honoursGpc) {
        this.library = library;
        this.honoursGpc = honoursGpc;
    }

    /** {@code /.well-known/gpc.json}; there only where it is true. */
    public Reply gpc() {
        return library.newest()
                .filter(day -> honoursGpc)
                .map(day -> Reply.json(200, new TreeMap<>(Map.of("gpc", true, "lastUpdate", day.toString())))
                        .with("Cache-Control", A_WHILE)
                        .with("Access-Control-Allow-Origin", "*"))
                .orElseGet(() -> Reply.problem(404, "Not Found", "There is nothing at this path."));
    }

    public Reply tell(
            @Header("CamelHttpPath") String path,
            @Header("Accept-Language") String language,
            @Header("If-None-Match") String known) {
        Optional<Served> found = library.at(below(path), language);
        if (found.isEmpty()) {
            return Reply.problem(404, "Not Found", "There is no notice at this path; /disclosure/ lists what there is.")
                    .with("Access-Control-Allow-Origin", "*");
        }
        Served served = found.get();
        Map<String, String> headers = new TreeMap<>();
        headers.put("ETag", served.etag());
        headers.put("Cache-Control", served.forEver() ? FOR_EVER : A_WHILE);
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        if (served.mediaType().startsWith("text/html")) {
            headers.put("Content-Security-Policy", NoticeLibrary.contentSecurityPolicy(served.content()));
        }
        if (served.language() != null) {
            headers.put("Content-Language", served.language());
        }
        if (served.negotiated()) {
            headers.put("Vary", "Accept-Language");
        }
        if (served.location() != null) {
            headers.put("Content-Location", PATH + "/" + served.location());
        }
        boolean same = known != null && matches(known, served.etag());
        return new Reply(same ? 304 : 200, served.mediaType(), same ? new byte[0] : served.content(), headers);
    }

    /** Weak comparison (RFC 9110 13.1.2): a proxy that packs the answer weakens the tag. */
    private static boolean matches(String known, String etag) {
        return Stream.of(known.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    private static String below(String path) {
        String raw = path == null ? "" : path;
        String relative = raw.startsWith(PATH) ? raw.substring(PATH.length()) : raw;
        String decoded = URLDecoder.decode(relative.replace("+", "%2B"), StandardCharsets.UTF_8);
        return decoded.startsWith("/") ? decoded.substring(1) : decoded;
    }
}
