package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads members of data that fits its shape; absent ones are null. */
final class Members {

    private static final int LONGEST_PLAIN = 40;

    private Members() {}

    static String text(JsonNode data, String name) {
        JsonNode value = data.get(name);
        return value == null || value.isNull() ? null : scalar(value);
    }

    /** As the sender wrote it, short of an exponent where plain digits do. */
    static String scalar(JsonNode value) {
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            return Math.abs(number.scale()) <= LONGEST_PLAIN ? number.toPlainString() : number.toString();
        }
        return value.asText();
    }

    static Boolean bool(JsonNode data, String name) {
        JsonNode value = data.get(name);
        return value == null ? null : Boolean.valueOf(value.booleanValue());
    }

    static Instant instant(JsonNode data, String name) {
        JsonNode value = data.get(name);
        return value == null ? null : Rfc3339.instant(value.textValue());
    }

    static <E> E wire(JsonNode data, String name, Function<String, E> of, E absent) {
        JsonNode value = data.get(name);
        return value == null ? absent : of.apply(value.textValue());
    }

    static List<String> texts(JsonNode data, String name) {
        JsonNode list = data.get(name);
        if (list == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(item -> texts.add(item.textValue()));
        return List.copyOf(texts);
    }
}
