package io.consentgate.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Query or form parameters; as in PHP a "+" is a blank, so an address with "+" has to be percent-encoded. */
record Query(Map<String, List<String>> parameters) {

    static Query parse(String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                parameters.merge(name, List.of(value), (a, b) -> Stream.concat(a.stream(), b.stream())
                        .toList());
            }
        }
        return new Query(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The last value, which is the one PHP keeps. */
    Optional<String> value(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    Optional<String> filter(String field) {
        return value("filters[" + field + "]");
    }

    Set<String> names() {
        return parameters.keySet();
    }

    int limit() {
        long limit = value("limit").map(Json::number).orElse(20L);
        return limit < 1 ? 20 : (int) Math.min(limit, 100);
    }

    int offset() {
        return (int) Math.max(0, Math.min(value("offset").map(Json::number).orElse(0L), Integer.MAX_VALUE));
    }
}
