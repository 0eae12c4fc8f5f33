package io.consentgate.disclosure;

import java.util.List;

/** One format of the notice. Pure: equal editions and texts give equal bytes. */
public interface Rendering {

    List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts);
}
