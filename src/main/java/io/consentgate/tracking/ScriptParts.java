package io.consentgate.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the script together from its readable sources in {@code resources/site-script}: only the formats that a site
 * uses, without comments and blanks. Names are left as they are: the browser's gzip makes up for most of it, and
 * the file stays fit to be read by whoever wants to know what runs in the page.
 */
final class ScriptParts {

    private static final String FOLDER = "/site-script/";

    /** Around operators; no text and no pattern in the sources holds one between blanks. */
    private static final Pattern BLANKS = Pattern.compile(" (=>|[!=]==|=|&&|\\|\\||[?:<>+]|[<>]=) ");

    private static final ObjectMapper JSON = new ObjectMapper();

    String assemble(ScriptSettings settings) {
        return "(function(w,d){'use strict';\nconst settings=" + json(settings) + ";\n" + reading(settings)
                + source("running.js") + "})(window,document);\n";
    }

    /** The part that only reads values, with {@code judge} as its entrance. */
    String reading(ScriptSettings settings) {
        Set<String> parts = new LinkedHashSet<>();
        settings.banners().keySet().stream().sorted(Comparator.naturalOrder()).forEach(format -> {
            if (format.readsTcStrings()) {
                parts.add("formats/tc_string.js");
            }
            parts.add("formats/" + format.wire() + ".js");
        });
        return source("reading.js") + parts.stream().map(ScriptParts::source).collect(Collectors.joining());
    }

    /** JSON within JavaScript; a closing tag in it must not end an inline script, should somebody paste it. */
    private static String json(ScriptSettings settings) {
        try {
            return JSON.writeValueAsString(settings.wire()).replace("<", "\\u003c");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values cannot fail to be written", impossible);
        }
    }

    /** Whole lines of comment and blanks go: the sources hold no text over several lines. */
    private static String source(String name) {
        try (InputStream in = ScriptParts.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the part " + name + " of the site script is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                            .map(line -> BLANKS.matcher(line).replaceAll("$1"))
                            .collect(Collectors.joining("\n"))
                    + "\n";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
