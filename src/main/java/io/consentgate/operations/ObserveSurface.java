package io.consentgate.operations;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /observe/health}: 200 while the connector works, 503 when it is DOWN. */
final class ObserveSurface {
    private final Health health;

    ObserveSurface(Health health) {
        this.health = health;
    }

    void show(Router router) {
        router.route(HttpMethod.GET, "/observe/health").blockingHandler(this::tell, false);
    }

    private void tell(RoutingContext request) {
        Health.Report report = health.report();
        request.response()
                .setStatusCode(report.status() == HealthPart.Status.DOWN ? 503 : 200)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject(report.wire()).toBuffer());
    }
}
