package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.configuration.Secret;
import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.intake.Lead;
import io.consentgate.operations.EventDesk;
import io.consentgate.site.Chatbot;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code POST /webhooks/smartsupp} and {@code /webhooks/chatbot}: signed over the raw bytes, or, where the sender cannot
 * sign, with the secret in the address. A lead without consent is answered 422 and leaves no trace but a count.
 */
public final class ReceiveLead {

    public static final String PATH = "/webhooks/";
    static final int LEAD_BYTES = 128 * 1024;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Map<Chatbot.Source, String> SIGNATURE =
            Map.of(Chatbot.Source.SMARTSUPP, "X-Smartsupp-Hmac", Chatbot.Source.CHATBOT, "X-Chatbot-Hmac");

    private final Sites sites;
    private final Map<Chatbot.Source, Secret> secrets;
    private final EventReader reader;
    private final EventDesk desk;
    private final Clock clock;

    public ReceiveLead(
            Sites sites, Map<Chatbot.Source, Secret> secrets, EventReader reader, EventDesk desk, Clock clock) {
        this.sites = sites;
        this.secrets = secrets;
        this.reader = reader;
        this.desk = desk;
        this.clock = clock;
    }

    public Reply smartsupp(
            @Body byte[] body, @Header("X-Smartsupp-Hmac") String signature, @Header("CamelHttpQuery") String query) {
        return receive(body, signature, query, Chatbot.Source.SMARTSUPP);
    }

    public Reply chatbot(
            @Body byte[] body, @Header("X-Chatbot-Hmac") String signature, @Header("CamelHttpQuery") String query) {
        return receive(body, signature, query, Chatbot.Source.CHATBOT);
    }

    /** The whole body, of at most the length that the door lets in: whoever has no key yet holds no worker with it. */
    private Reply receive(byte[] body, String signature, String query, Chatbot.Source source) {
        byte[] raw = body == null ? new byte[0] : body;
        if (!genuine(source, signature, secret(query), raw)) {
            return Reply.problem(
                    401,
                    "Unauthorized",
                    SIGNATURE.get(source) + ", or ?secret= where nothing is signed, is missing or wrong.");
        }
        for (Site site : sites.all()) {
            for (Chatbot chatbot : site.chatbots()) {
                if (chatbot.source() == source) {
                    return take(chatbot, site, raw);
                }
            }
        }
        return Reply.problem(404, "Not Found", "No site declares this chatbot (chatbots).");
    }

    /** Of the address alone: a header of that name is nobody's secret. */
    private static String secret(String query) {
        return query == null
                ? null
                : new QueryStringDecoder(query, false)
                        .parameters().getOrDefault("secret", List.of()).stream()
                                .findFirst()
                                .orElse(null);
    }

    /** In constant time, before anything is read. */
    private boolean genuine(Chatbot.Source source, String signature, String presented, byte[] raw) {
        Secret secret = secrets.get(source);
        if (secret == null) {
            return false;
        }
        byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return signature != null
                ? same(hmac(key, raw), signature.toLowerCase(Locale.ROOT))
                : presented != null && MessageDigest.isEqual(key, presented.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean same(byte[] expected, String presented) {
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII),
                presented.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] raw) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(raw);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }

    private Reply take(Chatbot chatbot, Site site, byte[] raw) {
        JsonNode message;
        try {
            message = Json.read(raw);
        } catch (IOException notJson) {
            return Reply.problem(400, "Bad Request", "The body is not one JSON value with each member once.");
        }
        Lead lead = Lead.of(chatbot, site, message, clock.instant());
        if (lead instanceof Lead.Refused refused) {
            return refused(List.of(refused.problem()));
        }
        return lead instanceof Lead.Taken taken ? hand(taken) : Reply.json(200, Map.of("status", "nobody"));
    }

    private Reply hand(Lead.Taken lead) {
        List<InboundEvent> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        lead.events().forEach(event -> {
            Reading reading = reader.read(event);
            if (reading instanceof Reading.Accepted accepted) {
                events.add(accepted.event());
            } else {
                problems.addAll(((Reading.Refused) reading).problems());
            }
        });
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        List<Problem> wrong = new ArrayList<>();
        boolean fresh = false;
        for (EventDesk.Outcome outcome : desk.accept(events)) {
            fresh |= outcome instanceof EventDesk.Outcome.Accepted;
            if (outcome instanceof EventDesk.Outcome.Refused refused) {
                wrong.addAll(refused.problems());
            }
        }
        return wrong.isEmpty() ? Reply.json(200, Map.of("status", fresh ? "taken" : "duplicate")) : refused(wrong);
    }

    /** Nothing of it is kept: not among the rejects, not in the log. */
    private Reply refused(List<Problem> problems) {
        desk.refused("consent");
        return Reply.problem(
                422,
                "Unprocessable Content",
                "The lead was refused, and nothing of it is kept.",
                Map.of("field", problems.get(0).field(), "problems", problems));
    }
}
