package io.consentgate.disclosure;

import static io.consentgate.disclosure.ChecklistItem.C12;
import static io.consentgate.disclosure.ChecklistItem.C13;
import static io.consentgate.disclosure.ChecklistItem.C14;
import static io.consentgate.disclosure.ChecklistItem.C19;
import static io.consentgate.disclosure.ChecklistItem.C20;
import static io.consentgate.disclosure.ChecklistItem.C21;
import static io.consentgate.disclosure.ChecklistItem.C22;
import static io.consentgate.disclosure.ChecklistItem.K11;
import static io.consentgate.disclosure.ChecklistItem.K7;
import static io.consentgate.disclosure.ChecklistItem.P2;

import io.consentgate.configuration.SiteNotice;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What the operator has to state: rights, links, sources, children, languages. */
final class StatementChecks {

    private final NoticeSource source;
    private final SiteNotice said;
    private final Gaps gaps;

    StatementChecks(NoticeSource source, Gaps gaps) {
        this.source = source;
        this.said = source.said();
        this.gaps = gaps;
    }

    void check() {
        languages();
        rights();
        preferences();
        collection();
        sources();
        gaps.said(
                C22,
                said.children(),
                "whether the shop addresses children",
                gaps.siteFile("addresses_children"),
                "write true or false");
    }

    private void languages() {
        String key = gaps.siteFile("languages");
        if (source.languages().isEmpty()) {
            gaps.stop(K11, "the languages are missing", key, "list those of the site, the master first");
        }
        for (String language : source.languages()) {
            if (!source.texts().contains(language)) {
                gaps.stop(
                        K11,
                        "there are no texts in " + language,
                        key,
                        "write them in notice/texts/" + language + "/, or remove the language");
            }
        }
        pages(said.privacy(), "the page of the privacy section", "pages.privacy");
        pages(said.cookie(), "the page of the cookie section", "pages.cookie");
    }

    private void pages(Map<String, URI> pages, String what, String key) {
        gaps.everyLanguage(K11, pages, what, gaps.siteFile(key));
        if (pages != null) {
            pages.forEach((language, page) -> {
                gaps.secure(K11, page, what, gaps.siteFile(key));
                if (!source.languages().isEmpty() && !source.languages().contains(language)) {
                    gaps.stop(
                            K11,
                            what + " exists in " + language + ", which is no language of the notice",
                            gaps.siteFile(key),
                            "add the language, or remove the page");
                }
            });
        }
    }

    private void rights() {
        gaps.said(
                C12,
                source.controller().rightsContact(),
                "the contact for rights",
                Gaps.controllerFile("rights_contact"),
                "write it");
        if (gaps.said(C12, said.rights(), "the page for rights", gaps.siteFile("pages.rights"), "write its address")) {
            gaps.secure(C12, said.rights(), "the page for rights", gaps.siteFile("pages.rights"));
        }
    }

    private void preferences() {
        String key = gaps.siteFile("pages.preferences");
        for (ChecklistItem item : List.of(C13, C14, K7, P2)) {
            if (gaps.said(item, said.preferences(), "the page where choices are changed", key, "write its address")) {
                gaps.secure(item, said.preferences(), "the page where choices are changed", key);
            }
        }
    }

    private void collection() {
        String key = gaps.siteFile("pages.collection");
        if (said.collection() == null || said.collection().isEmpty()) {
            gaps.stop(C21, "the pages where data are collected are missing", key, "list forms, checkout, chat");
            return;
        }
        for (URI page : said.collection()) {
            gaps.said(C21, page, "a page where data are collected", key, "write its address");
        }
    }

    private void sources() {
        String key = gaps.siteFile("sources");
        if (said.sources() == null) {
            gaps.stop(C19, "sources of data beside the person are not told", key, "list them; none: []");
            return;
        }
        for (SiteNotice.Source one : said.sources()) {
            String what = one.id() == null ? "a source" : "source " + one.id();
            gaps.said(C19, one.id(), "the id of " + what, key, "write id");
            gaps.everyLanguage(C19, one.name(), "the name of " + what, key);
            gaps.said(
                    C19,
                    one.publiclyAvailable(),
                    "whether " + what + " is public",
                    key,
                    "write publicly_available: true or false");
        }
        if (!said.sources().isEmpty() && !Boolean.TRUE.equals(said.firstContactNotice())) {
            gaps.warn(
                    C20,
                    "data come from elsewhere, and no first message is said to link the notice",
                    gaps.siteFile("first_contact_links_notice"),
                    "link it in the first message, then write true");
        }
    }
}
