package io.consentgate.standin;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code filters[name]=x} (contains) and {@code filters[name][eq]=x} with the operators of chapter 10. */
final class TextFilter implements Predicate<String> {

    private final Predicate<String> condition;

    private TextFilter(Predicate<String> condition) {
        this.condition = condition;
    }

    static TextFilter of(Query query, String field) {
        Predicate<String> all = text -> true;
        String prefix = "filters[" + field + "]";
        for (String name : query.names()) {
            if (name.startsWith(prefix)) {
                String operator = name.substring(prefix.length()).replaceAll("[\\[\\]]", "");
                all = all.and(condition(operator, query.value(name).orElse("")));
            }
        }
        return new TextFilter(all);
    }

    static TextFilter containing(Optional<String> part) {
        return new TextFilter(part.map(wanted -> condition("contains", wanted)).orElse(text -> true));
    }

    private static Predicate<String> condition(String operator, String value) {
        String wanted = value.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "eq" -> text -> text.equals(wanted);
            case "neq" -> text -> !text.equals(wanted);
            case "lt" -> text -> text.compareTo(wanted) < 0;
            case "lte" -> text -> text.compareTo(wanted) <= 0;
            case "gt" -> text -> text.compareTo(wanted) > 0;
            case "gte" -> text -> text.compareTo(wanted) >= 0;
            case "starts_with" -> text -> text.startsWith(wanted);
            default -> text -> text.contains(wanted);
        };
    }

    @Override
    public boolean test(String text) {
        return condition.test(text.toLowerCase(Locale.ROOT));
    }
}
