package io.consentgate.operations.http;

import io.consentgate.feedback.WebhookSecret;
import io.consentgate.feedback.Webhooks;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Body;

/**
 * {@code POST /webhooks/activecampaign/<secret>}; the secret says which account speaks. The body is read as it came:
 * Camel would turn a form into headers (camel-stack.md 6.1). Nothing that is wrong with a form is answered with an
 * error, least of all with 410, which would end the webhook for good (activecampaign-api.md chapter 16).
 */
public final class ActiveCampaignWebhook {

    static final int FORM_BYTES = 256 * 1024;
    static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final List<Listening> accounts = new CopyOnWriteArrayList<>();
    private final Clock clock;

    public ActiveCampaignWebhook(Clock clock) {
        this.clock = clock;
    }

    private record Listening(WebhookSecret secret, Webhooks webhooks) {}

    public void listen(WebhookSecret secret, Webhooks webhooks) {
        accounts.add(new Listening(secret, webhooks));
    }

    /** Whether any account's address ends so. Every one is tried, so that the time tells nothing. */
    public boolean accepts(String secret) {
        return speaking(secret).isPresent();
    }

    private Optional<Webhooks> speaking(String secret) {
        Webhooks found = null;
        for (Listening account : accounts) {
            if (account.secret().accepts(secret)) {
                found = account.webhooks();
            }
        }
        return Optional.ofNullable(found);
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
        Optional<Webhooks> account = speaking(secret(request));
        if (account.isEmpty()) {
            return Reply.problem(401, "Unauthorized", "The secret in the URL is missing or wrong.");
        }
        account.get().accept(form, clock.instant());
        return Reply.json(200, Map.of("status", "taken"));
    }

    /** Where the front door found it. */
    private static String secret(HttpServerRequest request) {
        String path = request.path();
        String presented = path.length() > WebhookSecret.PATH.length()
                ? path.substring(WebhookSecret.PATH.length())
                : request.getParam("secret");
        return presented == null ? "" : presented;
    }
}
