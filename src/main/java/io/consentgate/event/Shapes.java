package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The value shapes of {@code inbound.schema.json}, under the names of its {@code $defs}. Beyond the schema they refuse
 * what no store or header can carry: NUL, halves of a surrogate pair, control characters in ids and addresses.
 */
final class Shapes {

    static final Shape TEXT = text(0, 255);
    static final Shape ID = id(200);
    static final Shape BOOLEAN = new Leaf("true or false", value -> value.isBoolean() ? null : Shape.classOf(value));
    static final Shape OBJECT = new Leaf("an object", value -> value.isObject() ? null : Shape.classOf(value));
    static final Shape NUMBER = new Leaf("a number", value -> value.isNumber() ? null : Shape.classOf(value));
    static final Shape TIMESTAMP = formatted(Rfc3339.TIME, text -> Rfc3339.instant(text) != null);
    static final Shape DATE = formatted(Rfc3339.DATE, text -> Rfc3339.date(text) != null);
    static final Shape DATE_OR_TIMESTAMP_OR_NULL = new Leaf(
            Rfc3339.TIME + ", a bare date, or null when the shop keeps none",
            value -> value.isNull()
                            || value.isTextual()
                                    && (Rfc3339.instant(value.textValue()) != null
                                            || Rfc3339.date(value.textValue()) != null)
                    ? null
                    : Shape.classOf(value));
    static final Shape PHONE = pattern("\\+[1-9]\\d{5,14}", "an E.164 phone number, for example +393331234567");
    static final Shape MONEY =
            pattern("-?\\d{1,13}(\\.\\d{1,6})?", "an amount as text with a dot, for example \"44.80\"");
    static final Shape CURRENCY = pattern("[A-Z]{3}", "an ISO 4217 currency, for example EUR");
    static final Shape COUNTRY = pattern("[A-Z]{2}", "an ISO 3166 country, for example IT");
    static final Shape PLATFORM =
            pattern("[a-z0-9]{2,20}", "2 to 20 lower-case letters or digits, for example shopify");
    static final Shape LANGUAGE =
            pattern("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a BCP 47 language, for example it or it-IT");
    static final Shape URL = formatted(
            "a full http or https address of at most 2048 characters",
            text -> text.length() <= 2048
                    && (text.startsWith("http://") || text.startsWith("https://"))
                    && uri(text, true));
    static final Shape URI_REFERENCE =
            formatted("a URI reference without blanks, for example shop.example.com/orders", text -> uri(text, false));
    static final Shape SOURCE = formatted(
            "a URI reference without blanks, for example shop.example.com/orders",
            text -> !text.isEmpty() && uri(text, false));
    static final Shape IP_ADDRESS = formatted("an IPv4 or IPv6 address", IpAddress::valid);
    static final Shape SCALAR = new Leaf(
            "text, a number, true, false or null",
            value -> value.isContainerNode() ? Shape.classOf(value) : value.isTextual() ? storable(value) : null);

    /** RFC 3986 allows it, {@link URI} does not. */
    private static final Pattern EMPTY_AUTHORITY = Pattern.compile("([A-Za-z0-9+.-]*:)?//|[A-Za-z0-9+.-]+:");

    private Shapes() {}

    static Shape text(int min, int max) {
        return new Leaf("text of " + min + " to " + max + " characters", value -> {
            if (!value.isTextual()) {
                return Shape.classOf(value);
            }
            int length = value.textValue().codePointCount(0, value.textValue().length());
            return length < min || length > max ? Shape.classOf(value) : storable(value);
        });
    }

    static Shape id(int max) {
        Leaf text = (Leaf) text(1, max);
        return new Leaf("text of 1 to " + max + " characters without control characters", value -> {
            String wrong = text.wrong.apply(value);
            return wrong == null && value.textValue().chars().anyMatch(Character::isISOControl)
                    ? "text with a control character"
                    : wrong;
        });
    }

    static Shape email(Function<String, Normalised> normaliser) {
        return new Leaf("an e-mail address, for example anna@example.com", value -> {
            if (!value.isTextual() || value.textValue().length() > 1000) {
                return Shape.classOf(value);
            }
            return normaliser.apply(value.textValue()) instanceof Normalised.Refused refused ? refused.found() : null;
        });
    }

    static Shape constant(String only) {
        return formatted("\"" + only + "\"", only::equals);
    }

    static Shape oneOf(String... values) {
        Set<String> set = Set.of(values);
        return formatted("one of " + String.join(", ", values), set::contains);
    }

    static Shape oneOf(Enum<?>[] constants) {
        return oneOf(Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new));
    }

    static Shape list(Shape items, int max, boolean unique) {
        String limit = max == Integer.MAX_VALUE ? "a list" : "a list of at most " + max;
        return new ListShape(unique ? limit + " different values" : limit, items, max, unique);
    }

    /** An object with free member names. */
    static Shape map(int max, Pattern names, Shape values) {
        return new MapShape(max, names, values);
    }

    private static Shape pattern(String regex, String expected) {
        return formatted(expected, Pattern.compile(regex).asMatchPredicate());
    }

    private static Shape formatted(String expected, Predicate<String> accepts) {
        return new Leaf(
                expected, value -> value.isTextual() && accepts.test(value.textValue()) ? null : Shape.classOf(value));
    }

    private static boolean uri(String text, boolean absolute) {
        try {
            URI uri = new URI(text);
            return (!absolute || uri.isAbsolute()) && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        } catch (URISyntaxException notAUri) {
            return EMPTY_AUTHORITY.matcher(text).matches();
        }
    }

    /** Null when every database and every header can hold it. */
    private static String storable(JsonNode value) {
        return Unstorable.in(value.textValue()) ? Unstorable.FOUND : null;
    }

    private record Leaf(String expected, Function<JsonNode, String> wrong) implements Shape {
        @Override
        public void check(JsonNode value, Pointer at, List<Problem> found) {
            String what = wrong.apply(value);
            if (what != null) {
                refuse(what, at, found);
            }
        }
    }

    private record ListShape(String expected, Shape items, int max, boolean unique) implements Shape {
        @Override
        public void check(JsonNode value, Pointer at, List<Problem> found) {
            if (!value.isArray() || value.size() > max) {
                refuse(value.isArray() ? "a list of " + value.size() : Shape.classOf(value), at, found);
                return;
            }
            Set<JsonNode> seen = new HashSet<>();
            for (int i = 0; i < value.size(); i++) {
                items.check(value.get(i), at.to(Integer.toString(i)), found);
                if (unique && !seen.add(value.get(i))) {
                    refuse("a list with a value twice", at, found);
                }
            }
        }
    }

    private record MapShape(int max, Pattern names, Shape values) implements Shape {
        @Override
        public String expected() {
            return "an object of at most " + max + " members";
        }

        @Override
        public void check(JsonNode value, Pointer at, List<Problem> found) {
            if (!value.isObject() || value.size() > max) {
                refuse(value.isObject() ? "an object of " + value.size() : Shape.classOf(value), at, found);
                return;
            }
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Pointer here = at.to(field.getKey());
                if (Unstorable.in(field.getKey())) {
                    found.add(new Problem(here.toString(), Unstorable.FOUND + " as a member name"));
                } else if (!names.matcher(field.getKey()).matches()) {
                    found.add(new Problem(here.toString(), "a member name not of the form " + names));
                }
                values.check(field.getValue(), here, found);
            }
        }
    }
}
