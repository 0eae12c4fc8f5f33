package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code notice.LANG.html}: the notice as a page of its own, with a small stylesheet and no script. */
public final class PageRendering implements Rendering {

    static final String STYLE = "notice.css";

    private final Rendering fragments;

    public PageRendering(Rendering fragments) {
        this.fragments = fragments;
    }

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        PageFrame frame = new PageFrame(edition, texts, fragments);
        return edition.model().languages().stream()
                .map(language -> new NoticeFile(
                        PageFrame.fileName(language, "html"),
                        "text/html; charset=UTF-8",
                        language,
                        frame.page(language, STYLE).outerHtml().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** The style that stands in every page, so that a content security policy can name its hash. */
    public static String style() {
        return PageFrame.resource(STYLE);
    }
}
