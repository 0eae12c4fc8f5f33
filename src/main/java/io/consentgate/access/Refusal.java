package io.consentgate.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A problem (RFC 9457) as an answer to a request that got no further than the door. */
record Refusal(int status, String title, String detail) {
    static final String PROBLEM_JSON = "application/problem+json";

    void answer(RoutingContext request) {
        if (request.response().headWritten()) {
            request.request().connection().close();
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", PROBLEM_JSON)
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
