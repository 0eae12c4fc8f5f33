package io.consentgate.operations.http;

import io.consentgate.feedback.Webhooks;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;

/**
 * {@code POST /webhooks/activecampaign/<secret>}. The body is read as it came: Camel would turn a form into headers
 * (camel-stack.md 6.1). Nothing that is wrong with a form is answered with an error, least of all with 410, which
 * would end the webhook for good (activecampaign-api.md chapter 16).
 */
public final class ActiveCampaignWebhook {

    static final int FORM_BYTES = 256 * 1024;
    static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Webhooks webhooks;
    private final Clock clock;

    public ActiveCampaignWebhook(Webhooks webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
    }

    public Reply receive(@Body HttpServerRequest request) {
        byte[] form;
        try (RequestStream body = new RequestStream(request, SILENCE)) {
            form = body.readNBytes(FORM_BYTES + 1);
            if (form.length > FORM_BYTES) {
                request.connection().close();
                return Reply.problem(413, "Content Too Large", "A webhook has at most " + FORM_BYTES + " bytes.");
            }
        } catch (IOException brokenOff) {
            return Reply.problem(408, "Request Timeout", "The body broke off.");
        }
        webhooks.accept(form, clock.instant());
        return Reply.json(200, Map.of("status", "taken"));
    }
}
