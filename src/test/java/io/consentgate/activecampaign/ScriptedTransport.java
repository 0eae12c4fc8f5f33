package io.consentgate.activecampaign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers from a script and writes down what was sent, one line a request: method, path?query, body. */
final class ScriptedTransport implements Transport {

    private final Deque<Response> script = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();

    ScriptedTransport answers(int status, String body) {
        script.add(ClassifierTest.received(status, null, body));
        return this;
    }

    ScriptedTransport answers(Response response) {
        script.add(response);
        return this;
    }

    List<String> sent() {
        return sent;
    }

    @Override
    public Response send(Request request, Departure departure) {
        if (!departure.granted()) {
            return new Response.NotSent("departure not granted");
        }
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        String body = request.body() == null ? "" : " " + new String(request.body(), StandardCharsets.UTF_8);
        String host = request.host() == Request.Host.EVENTS ? "EVENTS " : "";
        sent.add(host + request.method() + " " + request.path() + query + body);
        if (script.isEmpty()) {
            throw new AssertionError("no answer was scripted for " + sent.get(sent.size() - 1));
        }
        return script.remove();
    }
}
