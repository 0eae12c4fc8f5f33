package io.consentgate.disclosure.live;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A place that {@code disclosure.js} fills in a reader's browser. The check loads what that script would load and reads
 * it in its place: the words decide here too, no attribute does (decision 130).
 *
 * @param number of the place in the page
 * @param fragment what the script loads
 * @param link whether whoever blocks scripts finds a link there
 */
record ScriptedPlace(int number, URI fragment, boolean link) {

    private static final String PLACE = "[data-disclosure]";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+/(privacy|cookie)-section");

    /** Empty when the page has no such place for this section, or no script that fills it. */
    static Optional<ScriptedPlace> in(Document page, SitePage wanted) {
        String name = wanted.site() + "/" + wanted.sectionName() + "-section";
        Element script = page.selectFirst("script[src~=/disclosure/disclosure\\.js(\\?.*)?$]");
        var places = page.select(PLACE);
        for (int i = 0; i < places.size(); i++) {
            Element place = places.get(i);
            if (script != null
                    && place.attr("data-disclosure").equals(name)
                    && NAME.matcher(name).matches()) {
                String language = NoticeText.languageOf(place);
                String file = name + (language.isEmpty() ? "" : "." + language) + ".html";
                String base = script.absUrl("src").replaceFirst("[^/]*$", "");
                return Optional.of(new ScriptedPlace(i, URI.create(base + file), place.selectFirst("a[href]") != null));
            }
        }
        return Optional.empty();
    }

    /** What a reader sees there; the page itself when no script of ours fills it. */
    static Fetched fill(Fetched seen, SitePage wanted, Pages pages, AllowedHosts allowed) {
        return seen instanceof Fetched.Page page
                ? in(page.document(), wanted)
                        .map(place -> place.filled(page, pages, allowed))
                        .orElse(page)
                : seen;
    }

    private Fetched filled(Fetched.Page page, Pages pages, AllowedHosts allowed) {
        String refusal = link
                ? allowed.refusal(fragment).map(why -> "what it loads " + why).orElse(null)
                : "whoever blocks scripts finds no link in its place";
        if (refusal != null) {
            return new Fetched.Page(page.at(), page.document(), "disclosure.js is to fill it, and " + refusal);
        }
        Fetched loaded = pages.fetch(fragment, allowed);
        if (loaded instanceof Fetched.Page notice) {
            Document filled = page.document().clone();
            filled.select(PLACE).get(number).html(notice.document().body().html());
            return new Fetched.Page(page.at(), filled, page.remark(), "filled by disclosure.js");
        }
        String why = loaded instanceof Fetched.Gone gone ? gone.why() : ((Fetched.Failed) loaded).why();
        return new Fetched.Failed("leaves its place to disclosure.js, and what that loads: " + why);
    }
}
