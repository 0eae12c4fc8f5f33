package io.consentgate.operations.http;

import io.consentgate.tracking.SiteScript;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Header;

/**
 * {@code GET /site/consentgate.js?site=<name>[&v=<version>]}: a site's script. Under its version it never changes, so
 * browsers keep it; without one they ask again after five minutes. Any page may load it with {@code crossorigin}, which
 * subresource integrity needs.
 */
public final class SiteScripts {

    public static final String PATH = "/site/consentgate.js";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String A_WHILE = "public, max-age=300";

    /** Named, and not with q=0, which refuses it (RFC 9110 12.5.3). */
    private static final Pattern GZIP =
            Pattern.compile("(^|,)\\s*gzip\\s*(,|$|;\\s*q=(?!0(\\.0*)?\\s*(,|$)))", Pattern.CASE_INSENSITIVE);

    private final Map<String, SiteScript> scripts;

    /** @param scripts by site */
    public SiteScripts(Map<String, SiteScript> scripts) {
        this.scripts = Map.copyOf(scripts);
    }

    public Reply tell(
            @Header("site") String site,
            @Header("v") String version,
            @Header("If-None-Match") String known,
            @Header("Accept-Encoding") String encodings) {
        SiteScript script = scripts.get(site == null && scripts.size() == 1 ? only() : String.valueOf(site));
        if (script == null) {
            return Reply.problem(
                            404, "Not Found", "There is no script for this site; name one with ?site=, as in its tag.")
                    .with("Access-Control-Allow-Origin", "*");
        }
        String tag = '"' + script.version() + '"';
        boolean zipped = encodings != null && GZIP.matcher(encodings).find();
        Map<String, String> headers = new TreeMap<>();
        headers.put("ETag", tag);
        headers.put("Cache-Control", script.version().equals(version) ? FOR_EVER : A_WHILE);
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        headers.put("Vary", "Accept-Encoding");
        if (known != null && known.contains(script.version())) {
            return new Reply(304, "text/javascript; charset=utf-8", new byte[0], headers);
        }
        if (zipped) {
            headers.put("Content-Encoding", "gzip");
        }
        return new Reply(200, "text/javascript; charset=utf-8", zipped ? script.gzipped() : script.text(), headers);
    }

    private String only() {
        return scripts.keySet().iterator().next();
    }
}
