package io.consentgate.disclosure;

import java.nio.file.Path;

/** The texts as shipped. */
public final class ShippedTexts {

    private static final NoticeTexts TEXTS =
            NoticeTextFiles.read(Path.of("config/notice/texts"), "config/notice/texts");

    private ShippedTexts() {}

    public static NoticeTexts all() {
        return TEXTS;
    }
}
