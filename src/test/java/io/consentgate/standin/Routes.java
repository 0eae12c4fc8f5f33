package io.consentgate.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which handler answers which endpoint; a "*" in a registered path stands for one part. */
final class Routes {

    private final Map<String, Function<Call, Answer>> handlers = new HashMap<>();

    Routes on(String endpoint, Function<Call, Answer> handler) {
        handlers.put(endpoint, handler);
        return this;
    }

    Answer answer(Call call) {
        try {
            return handler(call).apply(call);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Function<Call, Answer> handler(Call call) {
        String[] parts = call.path().substring(1).split("/");
        Function<Call, Answer> handler = handlers.get(endpoint(call, parts));
        if (handler == null && parts.length > 1) {
            handler = handlers.get(endpoint(call, replaced(parts, 1)));
        }
        if (handler == null && parts.length > 2) {
            handler = handlers.get(endpoint(call, replaced(parts, parts.length - 1)));
        }
        return handler == null ? this::unknown : handler;
    }

    private Answer unknown(Call call) {
        return Answer.of(404, Json.object().put("message", "No route found for " + call.method()));
    }

    private static String endpoint(Call call, String[] parts) {
        return call.method() + " /" + String.join("/", parts);
    }

    private static String[] replaced(String[] parts, int index) {
        String[] copy = parts.clone();
        copy[index] = "*";
        return copy;
    }
}
