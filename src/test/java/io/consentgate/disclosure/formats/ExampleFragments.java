package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Two sections with everything that a fragment may hold. */
final class ExampleFragments implements Rendering {

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        return edition.model().languages().stream()
                .flatMap(language -> List.of(section("privacy", language), section("cookie", language)).stream())
                .toList();
    }

    private static NoticeFile section(String name, String language) {
        String html = """
                <section lang="%2$s" id="%1$s-activecampaign" aria-labelledby="%1$s-title">
                <h2 id="%1$s-title">ActiveCampaign: %1$s in %2$s</h2>
                <section id="%1$s-1" aria-labelledby="%1$s-1-title"><h3 id="%1$s-1-title">Finalità &amp; basi</h3>
                <p>Perché no? Größe, façade, año: <a href="https://bottega.example.org/it/privacy">bottega</a>, dal
                <time datetime="2026-12-01">1 dicembre 2026</time>, <code>prism_*</code>.</p>
                <ul><li>Accesso</li><li>Opposizione</li></ul>
                <table><caption>Dati per finalità</caption>
                <thead><tr><th scope="col">Finalità</th><th scope="col">Dati</th></tr></thead>
                <tbody><tr><th scope="row">Newsletter</th><td>indirizzo e-mail</td></tr></tbody></table>
                </section></section>
                """.formatted(name, language);
        return new NoticeFile(
                name + "-section." + language + ".html",
                "text/html; charset=UTF-8",
                language,
                html.getBytes(StandardCharsets.UTF_8));
    }
}
