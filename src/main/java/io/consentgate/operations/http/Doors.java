package io.consentgate.operations.http;

import io.consentgate.access.Door;
import io.consentgate.access.FrontDoor;
import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.site.Chatbot;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every way in (DESIGN 1.3); what is not listed here does not exist. */
public final class Doors {
    private static final long QUESTION_BYTES = 4096;
    private static final String CONFIRM = "/confirm/*";

    /** What anybody may read, and so also ask about without reading it (RFC 9110 9.3.2). */
    private static final List<String> PUBLIC =
            List.of(SiteScripts.PATH, "/openapi.yaml", FollowLink.PATH, Notices.PATH + "/*", Notices.GPC, CONFIRM);

    private Doors() {}

    /** @param webhookSecret what the address of ActiveCampaign's webhook ends in */
    public static FrontDoor of(Keys keys, Predicate<String> webhookSecret, TrustedProxies proxies, Clock clock) {
        return new FrontDoor(all(webhookSecret), keys, proxies, clock);
    }

    static List<Door> all(Predicate<String> webhookSecret) {
        return Stream.concat(
                        PUBLIC.stream().flatMap(path -> Stream.of(Door.open("GET", path), Door.open("HEAD", path))),
                        others(webhookSecret))
                .toList();
    }

    private static Stream<Door> others(Predicate<String> webhookSecret) {
        return Stream.of(
                Door.keyed("POST", "/v1/events", Role.SITE)
                        .taking(Long.MAX_VALUE, PushEvents.EITHER, PushEvents.ONE, PushEvents.BATCH, PushEvents.NDJSON),
                Door.keyed("POST", "/v1/people/decision", Role.MARKETER, Role.OPERATOR, Role.DPO)
                        .taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.keyed("POST", "/v1/people/consents", Role.SITE).taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.secret("POST", WebhookSecret.PATH + "*", webhookSecret)
                        .taking(ActiveCampaignWebhook.FORM_BYTES, ActiveCampaignWebhook.FORM),
                Door.keyed("GET", "/v1/triggers", Role.MARKETER, Role.OPERATOR, Role.DPO),
                Door.keyed("POST", "/v1/triggers/preview", Role.MARKETER, Role.OPERATOR, Role.DPO)
                        .taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.keyed("POST", "/v1/triggers/pause", Role.MARKETER, Role.OPERATOR)
                        .taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.keyed("POST", "/v1/triggers/resume", Role.MARKETER, Role.OPERATOR)
                        .taking(QUESTION_BYTES, PushEvents.EITHER),
                Door.open("POST", CONFIRM).taking(ConfirmPage.FORM_BYTES, ConfirmPage.FORM),
                Door.open("POST", "/v1/banner").taking(BannerMessage.MAX_BYTES, PushEvents.EITHER, TellBanner.PLAIN),
                Door.open("POST", "/v1/banner/person").taking(TellPerson.MAX_BYTES, TellBanner.PLAIN),
                Door.open("OPTIONS", "/v1/banner"),
                lead(Chatbot.Source.SMARTSUPP),
                lead(Chatbot.Source.CHATBOT));
    }

    /** Its lock is the signature over the body, which only the one who reads the body can try. */
    private static Door lead(Chatbot.Source source) {
        return Door.open("POST", ReceiveLead.PATH + source.wire()).taking(ReceiveLead.LEAD_BYTES, PushEvents.EITHER);
    }
}
