package io.consentgate.activecampaign;

import java.util.Map;
import java.util.Optional;

/**
 * Remote ids by name, as {@code setup} found or made them.
 *
 * @param lists by list name
 * @param fields by custom field title
 * @param tags by tag name
 * @param connections shops' connections by their name
 */
public record Directory(
        Map<String, String> lists,
        Map<String, String> fields,
        Map<String, String> tags,
        Map<String, String> connections) {

    public static final Directory EMPTY = new Directory(Map.of(), Map.of(), Map.of());

    public Directory(Map<String, String> lists, Map<String, String> fields, Map<String, String> tags) {
        this(lists, fields, tags, Map.of());
    }

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
