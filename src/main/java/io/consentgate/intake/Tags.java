package io.consentgate.intake;

import java.util.Arrays;
import java.util.List;

/** Tags as exports write them: {@code a, b} or {@code "a","b"}. */
final class Tags {

    private static final int MOST = 50;

    private Tags() {}

    static List<String> of(String cell) {
        return Arrays.stream(cell.split(","))
                .map(tag -> Cells.trim(tag.replace("\"", "")))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .limit(MOST)
                .toList();
    }
}
