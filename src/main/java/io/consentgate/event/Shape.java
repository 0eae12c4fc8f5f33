package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a value of an event must look like: the schema's word, with a message for people. */
interface Shape {

    /** What would be accepted, in words. */
    String expected();

    /** Adds one problem per cause, none when the value fits. */
    void check(JsonNode value, Pointer at, List<Problem> found);

    default void refuse(String what, Pointer at, List<Problem> found) {
        found.add(new Problem(at.toString(), what + "; expected " + expected()));
    }

    default void missing(Pointer at, List<Problem> found) {
        refuse("missing", at, found);
    }

    /** The class of a value, in words, without the value. */
    static String classOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING ->
                value.textValue().isEmpty()
                        ? "empty text"
                        : "text of "
                                + value.textValue()
                                        .codePointCount(0, value.textValue().length()) + " characters";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> "something else";
        };
    }
}
