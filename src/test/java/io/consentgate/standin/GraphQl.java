package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** As much of GraphQL as the e-commerce endpoint is asked for: fields with aliases, arguments, and what they select. */
public final class GraphQl {

    /** More are not parsed (14). */
    public static final int MOST_TOKENS = 15_000;

    /** @param alias the name in the answer; enumeration values in the arguments begin with {@code $} */
    public record Field(String alias, String name, ObjectNode arguments, List<String> selected) {}

    /** It cannot be understood; the message is the service's. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private GraphQl(String text) {
        lex(text);
        if (tokens.size() > MOST_TOKENS) {
            throw new Malformed(
                    "Invalid syntax : More than 15,000 'grammar' tokens have been presented. To prevent Denial"
                            + " Of Service attacks, parsing has been cancelled.");
        }
    }

    public static List<Field> parsed(String text) {
        return new GraphQl(text).document();
    }

    public static int tokens(String text) {
        return new GraphQl(text).tokens.size();
    }

    private void lex(String text) {
        int from = 0;
        while (from < text.length()) {
            char character = text.charAt(from);
            int to = from + 1;
            if (Character.isWhitespace(character) || character == ',') {
                from = to;
                continue;
            }
            if (character == '"') {
                while (to < text.length() && text.charAt(to) != '"') {
                    to += text.charAt(to) == '\\' ? 2 : 1;
                }
                to++;
            } else if (word(character)) {
                while (to < text.length() && word(text.charAt(to))) {
                    to++;
                }
            } else if ("{}[]():".indexOf(character) < 0) {
                throw new Malformed("Invalid syntax with offending token '" + character + "'");
            }
            if (to > text.length()) {
                throw new Malformed("Invalid syntax: a text has no end");
            }
            tokens.add(text.substring(from, to));
            from = to;
        }
    }

    private static boolean word(char character) {
        return Character.isLetterOrDigit(character) || "_.-+".indexOf(character) >= 0;
    }

    private List<Field> document() {
        if (peek().equals("mutation") || peek().equals("query")) {
            next();
        }
        expect("{");
        List<Field> fields = new ArrayList<>();
        while (!peek().equals("}")) {
            fields.add(field());
        }
        expect("}");
        if (at < tokens.size()) {
            throw new Malformed("Invalid syntax with offending token '" + tokens.get(at) + "'");
        }
        return fields;
    }

    private Field field() {
        String alias = next();
        String name = alias;
        if (peek().equals(":")) {
            next();
            name = next();
        }
        ObjectNode arguments = Json.object();
        if (peek().equals("(")) {
            arguments = members("(", ")");
        }
        List<String> selected = new ArrayList<>();
        expect("{");
        while (!peek().equals("}")) {
            selected.add(next());
        }
        expect("}");
        return new Field(alias, name, arguments, selected);
    }

    private ObjectNode members(String begin, String end) {
        expect(begin);
        ObjectNode members = Json.object();
        while (!peek().equals(end)) {
            String name = next();
            expect(":");
            members.set(name, value());
        }
        expect(end);
        return members;
    }

    private JsonNode value() {
        String token = peek();
        if (token.equals("{")) {
            return members("{", "}");
        }
        if (token.equals("[")) {
            next();
            ArrayNode values = Json.array();
            while (!peek().equals("]")) {
                values.add(value());
            }
            next();
            return values;
        }
        return scalar(next());
    }

    private static JsonNode scalar(String token) {
        try {
            if (token.startsWith("\"") || token.equals("true") || token.equals("false")) {
                return Json.PLAIN.readTree(token);
            }
            return Character.isLetter(token.charAt(0))
                    ? Json.object().textNode("$" + token)
                    : Json.object().numberNode(new BigDecimal(token));
        } catch (java.io.IOException | NumberFormatException unreadable) {
            throw new Malformed("Invalid syntax with offending token '" + token + "'");
        }
    }

    private String peek() {
        if (at >= tokens.size()) {
            throw new Malformed("Invalid syntax: the text ends early");
        }
        return tokens.get(at);
    }

    private String next() {
        String token = peek();
        at++;
        return token;
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new Malformed("Invalid syntax with offending token '" + tokens.get(at - 1) + "'");
        }
    }
}
