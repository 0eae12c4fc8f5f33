package io.consentgate.disclosure.publish;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.formats.PageRendering;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands where below {@code /disclosure/}: per site the notice in force, by language and by file, and every earlier
 * version under a path that never changes. Read anew when a version was written or a day has come; until then answers
 * come from memory.
 */
public final class NoticeLibrary {

    static final String SCRIPT = "disclosure.js";
    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,6})");
    private static final Pattern PATH = Pattern.compile("([^/]+)(?:/([^/]*))?(?:/([^/]*))?");
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final String PAGE = "notice.";
    private static final String HTML = ".html";

    /** The record of processing is the controller's own (GDPR art. 30), not the public's. */
    private static final String INTERNAL = "processing-record.";

    private final NoticeHistory history;
    private final Sites sites;
    private final Clock clock;
    private final Served script;
    private volatile Map<String, Shelf> shelves = Map.of();

    public NoticeLibrary(NoticeHistory history, Sites sites, Clock clock) {
        this.history = history;
        this.sites = sites;
        this.clock = clock;
        this.script = Served.of(resource(SCRIPT), "text/javascript; charset=utf-8", null);
    }

    /** One site's notice in force. */
    private record Shelf(NoticeEdition edition, Map<String, Served> files) {
        List<String> languages() {
            return edition.model().languages();
        }
    }

    /** Whether something was written, or a day has come, since the last reading. */
    public synchronized boolean refresh() {
        Map<String, Shelf> fresh = new LinkedHashMap<>();
        boolean changed = false;
        for (Site site : sites.all()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), site.zone());
            Optional<NoticeEdition> edition = NoticeHistory.inForce(history.editions(site.name()), today);
            if (edition.isPresent()) {
                Shelf shelf = shelves.get(site.name());
                boolean same = shelf != null && shelf.edition().equals(edition.get());
                fresh.put(site.name(), same ? shelf : shelf(site.name(), edition.get()));
                changed |= !same;
            }
        }
        changed |= !fresh.keySet().equals(shelves.keySet());
        shelves = fresh;
        return changed;
    }

    private Shelf shelf(String site, NoticeEdition edition) {
        Map<String, Served> files = new LinkedHashMap<>();
        for (String name : history.names(site, edition.version())) {
            if (!name.startsWith(INTERNAL)) {
                history.file(site, edition.version(), name)
                        .ifPresent(
                                file -> files.put(name, Served.of(file.content(), file.mediaType(), file.language())));
            }
        }
        return new Shelf(edition, files);
    }

    /** Version in force of each site that has one. */
    public Map<String, Integer> versions() {
        Map<String, Integer> versions = new LinkedHashMap<>();
        shelves.forEach((site, shelf) -> versions.put(site, shelf.edition().version()));
        return versions;
    }

    /** First day of the newest notice in force; empty when there is none. */
    public Optional<LocalDate> newest() {
        return shelves.values().stream()
                .map(shelf -> shelf.edition().effectiveFrom())
                .max(LocalDate::compareTo);
    }

    /**
     * @param path below {@code /disclosure/}, decoded, without a slash at its start
     * @param acceptLanguage the header, null when there is none
     */
    public Optional<Served> at(String path, String acceptLanguage) {
        if (path.isEmpty()) {
            return Optional.of(index());
        }
        if (path.equals(SCRIPT)) {
            return Optional.of(script);
        }
        Matcher parts = PATH.matcher(path);
        if (!parts.matches() || !shelves.containsKey(parts.group(1))) {
            return Optional.empty();
        }
        String site = parts.group(1);
        String second = parts.group(2) == null ? "" : parts.group(2);
        String third = parts.group(3);
        Matcher version = VERSION.matcher(second);
        if (version.matches()) {
            return earlier(site, Integer.parseInt(version.group(1)), third == null ? "" : third, acceptLanguage);
        }
        return third == null || third.isEmpty()
                ? current(site, second, path.endsWith("/"), acceptLanguage)
                : Optional.empty();
    }

    private Optional<Served> current(String site, String name, boolean slash, String acceptLanguage) {
        Shelf shelf = shelves.get(site);
        if (name.isEmpty()) {
            String file = PAGE + Languages.choose(acceptLanguage, shelf.languages()) + HTML;
            return Optional.ofNullable(shelf.files().get(file))
                    .map(page -> slash ? page : below(page, site))
                    .map(page -> page.negotiatedTo(site + "/" + file));
        }
        if (shelf.languages().contains(name)) {
            return Optional.ofNullable(shelf.files().get(PAGE + name + HTML));
        }
        Served named = shelf.files().get(name);
        if (named != null) {
            return Optional.of(named);
        }
        // privacy-section.html: the language that the reader asks for.
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String language = Languages.choose(acceptLanguage, shelf.languages());
        String file = name.substring(0, dot) + "." + language + name.substring(dot);
        return Optional.ofNullable(shelf.files().get(file)).map(found -> found.negotiatedTo(site + "/" + file));
    }

    /** The page's links are relative to its folder; without a slash at its end the path is not that folder. */
    private static Served below(Served page, String site) {
        String html = new String(page.content(), StandardCharsets.UTF_8);
        byte[] moved = html.replace("href=\"" + PAGE, "href=\"" + site + "/" + PAGE)
                .replace("href=\"dpv.jsonld\"", "href=\"" + site + "/dpv.jsonld\"")
                .getBytes(StandardCharsets.UTF_8);
        return Served.of(moved, page.mediaType(), page.language());
    }

    private Optional<Served> earlier(String site, int version, String name, String acceptLanguage) {
        Optional<NoticeEdition> edition = history.editions(site).stream()
                .filter(each -> each.version() == version)
                .findFirst();
        if (edition.isEmpty() || name.startsWith(INTERNAL)) {
            return Optional.empty();
        }
        if (!name.isEmpty()) {
            return history.file(site, version, name)
                    .map(file -> Served.of(file.content(), file.mediaType(), file.language())
                            .keptForEver());
        }
        String file =
                PAGE + Languages.choose(acceptLanguage, edition.get().model().languages()) + HTML;
        return history.file(site, version, file)
                .map(page -> Served.of(page.content(), page.mediaType(), page.language())
                        .negotiatedTo(site + "/v" + version + "/" + file));
    }

    /** The sites and what there is of each. */
    private Served index() {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta"
                + " name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Privacy notices</title>"
                + "<style>" + style() + "</style></head><body><header><h1>Privacy notices</h1></header><main>");
        if (shelves.isEmpty()) {
            html.append("<p>None was written yet.</p>");
        }
        List<String> names = new ArrayList<>(shelves.keySet());
        for (String site : names) {
            Shelf shelf = shelves.get(site);
            String base = "/disclosure/" + site + "/";
            html.append("<section><h2>")
                    .append(escaped(shelf.edition().model().controller().name()))
                    .append("</h2><p>Version ")
                    .append(shelf.edition().version())
                    .append(", in force from ")
                    .append(shelf.edition().effectiveFrom())
                    .append("</p><ul>");
            shelf.files().keySet().stream().sorted().forEach(file -> html.append("<li><a href=\"")
                    .append(escaped(base + file))
                    .append("\">")
                    .append(escaped(file))
                    .append("</a></li>"));
            html.append("</ul></section>");
        }
        html.append("</main></body></html>");
        return Served.of(html.toString().getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", "en");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String style() {
        return PageRendering.style();
    }

    /**
     * What a page may do: show the style that stands in itself, which for an earlier version is that of its own day.
     * Nothing is loaded, framed, sent.
     */
    public static String contentSecurityPolicy(byte[] page) {
        String styles = STYLE.matcher(new String(page, StandardCharsets.UTF_8))
                .results()
                .map(style -> Served.cspHash(style.group(1)))
                .collect(Collectors.joining(" "));
        return "default-src 'none'; style-src " + (styles.isEmpty() ? "'none'" : styles)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static byte[] resource(String name) {
        try (InputStream in = NoticeLibrary.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
