package io.consentgate.activecampaign;

import java.util.Map;
import java.util.Optional;

/**
 * Remote ids by name, as {@code setup} found or made them.
 *
 * @param lists by list name
 * @param fields by custom field title
 * @param tags by tag name
 */
public record Directory(Map<String, String> lists, Map<String, String> fields, Map<String, String> tags) {

    public static final Directory EMPTY = new Directory(Map.of(), Map.of(), Map.of());

    public boolean isEmpty() {
        return lists.isEmpty() && fields.isEmpty();
    }

    public Optional<String> listNamed(String id) {
        return lists.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
