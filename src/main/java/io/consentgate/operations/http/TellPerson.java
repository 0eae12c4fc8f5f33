package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.access.Rate;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.operations.PersonDesk;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code POST /v1/banner/person}: the page of somebody logged in asks whether ActiveCampaign may be told who that is.
 * The answer is yes or no; without the shop's own token it is no, whoever is asked about, so nothing can be learnt.
 */
public final class TellPerson {

    static final int MAX_BYTES = 4 * 1024;

    private static final int PER_ADDRESS = 240;
    private static final Set<String> MEMBERS = Set.of("shop", "visitor_id", "email", "person_token");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Sites sites;
    private final PersonDesk desk;
    private final TrustedProxies proxies;
    private final Clock clock;
    private final Rate addresses;

    public TellPerson(Sites sites, PersonDesk desk, TrustedProxies proxies, Clock clock) {
        this.sites = sites;
        this.desk = desk;
        this.proxies = proxies;
        this.clock = clock;
        this.addresses = new Rate(PER_ADDRESS, TellBanner.A_MINUTE, clock);
    }

    public Reply receive(
            @Body byte[] body,
            @Header("Origin") String origin,
            @Header("X-Forwarded-For") Object forwarded,
            @Header("CamelVertxPlatformHttpRemoteAddress") SocketAddress remote) {
        if (!addresses.allows(proxies.caller(remote.hostAddress(), TellBanner.fields(forwarded)))) {
            return TellBanner.tooMany("Too many from this address; wait a minute.");
        }
        if (sites.all().stream().noneMatch(site -> TellBanner.lists(site, origin))) {
            return TellBanner.foreign();
        }
        return read(body == null ? new byte[0] : body, origin)
                .with("Access-Control-Allow-Origin", origin)
                .with("Vary", "Origin");
    }

    private Reply read(byte[] body, String origin) {
        try {
            return answer(Json.read(body), origin);
        } catch (IOException noJson) {
            return malformed();
        }
    }

    private Reply answer(JsonNode json, String origin) {
        if (json == null || !json.isObject() || !names(json).equals(MEMBERS)) {
            return malformed();
        }
        String visitor = json.path("visitor_id").asText().toLowerCase(Locale.ROOT);
        Optional<String> email = EmailAddress.parse(json.path("email").asText()).value();
        if (!UUID.matcher(visitor).matches() || email.isEmpty()) {
            return malformed();
        }
        Optional<Site> site = sites.owning(json.path("shop").asText()).filter(owner -> TellBanner.lists(owner, origin));
        if (site.isEmpty()) {
            return TellBanner.foreign();
        }
        boolean allowed = desk.mayBeTold(
                site.get(), visitor, email.get(), json.path("person_token").asText(), clock.instant());
        return Reply.json(200, Map.of("identify", allowed ? "allowed" : "denied"));
    }

    private static Set<String> names(JsonNode json) {
        Iterable<String> names = json::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).collect(Collectors.toSet());
    }

    private static Reply malformed() {
        return Reply.problem(
                400,
                "Bad Request",
                "The body is one JSON object with shop, visitor_id (a UUID), email and person_token, nothing else.");
    }
}
