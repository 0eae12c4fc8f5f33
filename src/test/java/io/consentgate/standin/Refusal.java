package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ends the handling of a request with an error answer; bodies as in activecampaign-api.md 3. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** {@code {"message":"No Result found for Subscriber with id 7"}}, by the service's internal model names. */
    static Refusal noResult(int status, String model, Object id) {
        return message(status, "No Result found for " + model + " with id " + id);
    }

    static Refusal message(int status, String message) {
        return new Refusal(Answer.of(status, Json.object().put("message", message)));
    }

    static Refusal missing(String attribute) {
        ObjectNode error = Json.object().put("status", 422).put("title", "Missing attribute");
        error.putObject("source").put("pointer", "/data/attributes/" + attribute);
        return error(422, error);
    }

    static Refusal invalid(String title, String code, String attribute) {
        ObjectNode error = Json.object().put("title", title).put("code", code);
        error.putObject("source").put("pointer", "/data/attributes/" + attribute);
        return error(422, error);
    }

    static Refusal error(int status, ObjectNode... errors) {
        ObjectNode body = Json.object();
        for (ObjectNode error : errors) {
            body.withArray("errors").add(error);
        }
        return new Refusal(Answer.of(status, body));
    }
}
