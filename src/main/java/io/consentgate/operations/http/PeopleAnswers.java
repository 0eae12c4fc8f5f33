package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.access.Caller;
import io.consentgate.access.FrontDoor;
import io.consentgate.gate.Explanation;
import io.consentgate.operations.Explaining;
import io.consentgate.site.Sites;
import io.consentgate.tracking.PersonTokens;
import io.vertx.ext.auth.User;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code POST /v1/people/decision} and {@code /v1/people/consents}: questions about one address, which stands in the
 * body, because a URL is logged by everything on its way.
 */
public final class PeopleAnswers {
    private final Explaining explaining;
    private final Sites sites;
    private final PersonTokens tokens;
    private final Clock clock;

    /** @param tokens for the pages of people whom a shop asks about */
    public PeopleAnswers(Explaining explaining, Sites sites, PersonTokens tokens, Clock clock) {
        this.explaining = explaining;
        this.sites = sites;
        this.tokens = tokens;
        this.clock = clock;
    }

    public Reply decision(@Body byte[] body, @Header("Accept-Language") String language) {
        return answer(body, language, explanation -> explanation);
    }

    /** What a profile page shows: state and date per purpose and channel, of the sites whose shops the key is for. */
    public Reply consents(
            @Body byte[] body,
            @Header("Accept-Language") String language,
            @Header("CamelVertxPlatformHttpAuthenticatedUser") User user) {
        Caller caller = FrontDoor.callerOf(user);
        return answer(
                body,
                language,
                explanation -> Map.of(
                        "email",
                        explanation.email(),
                        "person_tokens",
                        tokens(caller, explanation.email()),
                        "consents",
                        explanation.decisions().stream()
                                .filter(cell -> may(caller, cell.site()))
                                .map(PeopleAnswers::consent)
                                .toList()));
    }

    /** For the site script's tag; only where a site tracks in its pages. */
    private List<Map<String, String>> tokens(Caller caller, String email) {
        Instant now = clock.instant();
        return sites.all().stream()
                .filter(site -> site.script() != null && may(caller, site.name()))
                .map(site -> Map.of(
                        "site", site.name(),
                        "token", tokens.issue(site.name(), email, now),
                        "valid_until", now.plus(PersonTokens.LIFE).toString()))
                .toList();
    }

    private boolean may(Caller caller, String site) {
        return caller.shops().contains(Caller.EVERY_SHOP)
                || caller.shops().stream()
                        .flatMap(shop -> sites.owning(shop).stream())
                        .anyMatch(owner -> owner.name().equals(site));
    }

    private static Map<String, Object> consent(Explanation.Cell cell) {
        Map<String, Object> consent = new LinkedHashMap<>();
        consent.put("site", cell.site());
        consent.put("purpose", cell.purpose());
        consent.put("channel", cell.channel());
        consent.put("state", cell.state());
        consent.put("since", cell.stateAt());
        consent.put("notice_version", cell.noticeVersion());
        consent.put("decision", cell.decision());
        consent.values().removeIf(value -> value == null);
        return consent;
    }

    private Reply answer(byte[] body, String language, Function<Explanation, Object> shape) {
        Locale locale = language != null && language.toLowerCase(Locale.ROOT).startsWith("it")
                ? Locale.ITALIAN
                : Locale.ENGLISH;
        return email(body)
                .flatMap(email -> explaining.of(email, locale))
                .map(explanation -> Reply.json(200, shape.apply(explanation)))
                .orElseGet(() -> Reply.problem(
                        400, "Bad Request", "The body is {\"email\":\"...\"} with one e-mail address, nothing else."));
    }

    private static Optional<String> email(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            return json != null && json.isObject() && json.size() == 1
                    ? Optional.ofNullable(json.path("email").textValue())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
