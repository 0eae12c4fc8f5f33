package io.consentgate.access;

import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.TrustedProxies;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands ahead of every route and refuses by default: an interceptor in the routes could match nothing and fail open
 * (camel-stack.md 6.4). Also puts the security headers on every answer and shapes what no route answers.
 */
public final class FrontDoor {
    private static final int AHEAD_OF_EVERYTHING = -1_000_000;
    private static final String BEARER = "bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final List<Door> doors;
    private final Keys keys;
    private final FailedAttempts failures;
    private final TrustedProxies proxies;
    private volatile State state = State.OPEN;

    /** @param proxies in front, whose word counts about who tries wrong keys */
    public FrontDoor(List<Door> doors, Keys keys, TrustedProxies proxies, Clock clock) {
        this.doors = List.copyOf(doors);
        this.keys = keys;
        this.proxies = proxies;
        this.failures = new FailedAttempts(clock);
    }

    private enum State {
        STARTING("1", "The connector is starting; come again."),
        OPEN(null, null),
        STOPPING("10", "The connector is stopping; come again.");

        private final String retryAfter;
        private final String problem;

        State(String retryAfter, String problem) {
            this.retryAfter = retryAfter;
            this.problem = problem;
        }
    }

    /** Nobody is let in before {@link #open}: without its routes a path would seem not to exist. */
    public void keepShut() {
        state = State.STARTING;
    }

    public void open() {
        state = State.OPEN;
    }

    /** From now on nobody is let in; whoever is inside goes on. */
    public void close() {
        state = State.STOPPING;
    }

    public void guard(Router router) {
        router.route().order(AHEAD_OF_EVERYTHING).handler(this::receive).failureHandler(this::fail);
        router.route().last().handler(this::nobodyHome);
    }

    /** Who was let in, as the routes see it; a header of that name from outside is never taken over. */
    public static Caller callerOf(User user) {
        JsonObject principal = user.principal();
        Set<String> shops =
                principal.getJsonArray("shops").stream().map(String.class::cast).collect(Collectors.toSet());
        return new Caller(Role.valueOf(principal.getString("role")), shops);
    }

    private static void secure(HttpServerResponse response) {
        response.putHeader("X-Request-Id", UUID.randomUUID().toString())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Cache-Control", "no-store");
    }

    private void receive(RoutingContext request) {
        secure(request.response());
        State now = state;
        if (now != State.OPEN) {
            request.response().putHeader("Retry-After", now.retryAfter).putHeader("Connection", "close");
            new Refusal(503, "Service Unavailable", now.problem).answer(request);
            return;
        }
        if (!readable(request.request())) {
            unreadable().answer(request);
            return;
        }
        List<Door> here = doors.stream()
                .filter(door -> door.covers(request.normalizedPath()))
                .toList();
        Door door = here.stream()
                .filter(candidate ->
                        candidate.method().equals(request.request().method().name()))
                .findFirst()
                .orElse(null);
        Refusal refusal = refusalFor(request, door, here);
        if (refusal == null) {
            request.next();
        } else {
            refusal.answer(request);
        }
    }

    private Refusal refusalFor(RoutingContext request, Door door, List<Door> here) {
        if (door == null) {
            return refusalWithoutDoor(request, here);
        }
        Refusal unlocked = unlock(request, door);
        return unlocked != null ? unlocked : refusalOfBody(request.request(), door);
    }

    /** Which paths exist is told only to those who have a key, or where anybody may look. */
    private Refusal refusalWithoutDoor(RoutingContext request, List<Door> here) {
        boolean open = here.stream().anyMatch(door -> door.lock() instanceof Door.Open);
        if (!open) {
            Identified identified = identify(request);
            if (identified.refusal() != null) {
                return identified.refusal();
            }
        }
        if (here.isEmpty()) {
            return new Refusal(404, "Not Found", "There is nothing at this path.");
        }
        Set<String> methods = here.stream().map(Door::method).collect(Collectors.toCollection(TreeSet::new));
        request.response().putHeader("Allow", String.join(", ", methods));
        return new Refusal(405, "Method Not Allowed", "This path takes " + String.join(", ", methods) + ".");
    }

    private Refusal unlock(RoutingContext request, Door door) {
        if (door.lock() instanceof Door.Open) {
            return null;
        }
        if (door.lock() instanceof Door.Secret secret) {
            String presented = presentedSecret(request, door);
            return presented != null && secret.accepts().test(presented)
                    ? null
                    : wrongKey(request, "The secret in the URL is missing or wrong.");
        }
        Identified identified = identify(request);
        if (identified.refusal() != null) {
            return identified.refusal();
        }
        Set<Role> roles = ((Door.Keyed) door.lock()).roles();
        Caller caller = identified.caller();
        if (!roles.contains(caller.role())) {
            String accepted = roles.stream().map(Role::wire).collect(Collectors.joining(" or "));
            return new Refusal(
                    403,
                    "Forbidden",
                    "This needs a key of role " + accepted + "; yours is of role "
                            + caller.role().wire() + ".");
        }
        request.setUser(User.create(new JsonObject()
                .put("role", caller.role().name())
                .put("shops", new JsonArray(List.copyOf(caller.shops())))));
        return null;
    }

    private record Identified(Caller caller, Refusal refusal) {}

    private Identified identify(RoutingContext request) {
        String authorization = request.request().getHeader("Authorization");
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            return new Identified(
                    null, new Refusal(401, "Unauthorized", "Send your key as 'Authorization: Bearer <key>'."));
        }
        return keys.holder(authorization.substring(BEARER.length()).trim())
                .map(entry -> new Identified(new Caller(entry.role(), entry.shops()), null))
                .orElseGet(() -> new Identified(null, wrongKey(request, "This key is not known here.")));
    }

    private Refusal wrongKey(RoutingContext request, String detail) {
        String caller = proxies.caller(
                request.request().remoteAddress().hostAddress(),
                request.request().headers().getAll("X-Forwarded-For"));
        if (failures.exceeded(caller)) {
            request.response().putHeader("Retry-After", String.valueOf(FailedAttempts.WINDOW.toSeconds()));
            return new Refusal(429, "Too Many Requests", "Too many wrong keys from this address; wait a minute.");
        }
        request.response().putHeader("WWW-Authenticate", "Bearer");
        return new Refusal(401, "Unauthorized", detail);
    }

    private static String presentedSecret(RoutingContext request, Door door) {
        String base = door.path().substring(0, door.path().length() - 1);
        String path = request.normalizedPath();
        if (path.length() > base.length()) {
            return path.substring(base.length());
        }
        return request.queryParams().get("secret");
    }

    private static Refusal refusalOfBody(HttpServerRequest request, Door door) {
        if (door.contentTypes().isEmpty()) {
            return null;
        }
        String type = request.getHeader("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!door.contentTypes().contains(bare)) {
            String accepted = String.join(", ", new TreeSet<>(door.contentTypes()));
            return new Refusal(415, "Unsupported Media Type", "This path takes " + accepted + ".");
        }
        String length = request.getHeader("Content-Length");
        if (length == null && door.lock() instanceof Door.Open) {
            // Whoever needs no key cannot hold a place for as long as they like.
            return new Refusal(411, "Length Required", "Say how long the body is (Content-Length).");
        }
        if (length != null && longer(length, door.maxBytes())) {
            return new Refusal(413, "Content Too Large", "This path takes at most " + door.maxBytes() + " bytes.");
        }
        return null;
    }

    private static boolean longer(String length, long limit) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void nobodyHome(RoutingContext request) {
        new Refusal(404, "Not Found", "There is nothing at this path.").answer(request);
    }

    /** The log is told the kind of failure only: its message may quote the URL, and a secret with it. */
    private void fail(RoutingContext failed) {
        if (!failed.response().headWritten()) {
            secure(failed.response());
        }
        Refusal refusal = refusalOf(failed);
        boolean wentAway = failed.response().closed() || failed.failure() instanceof HttpClosedException;
        if (refusal.status() == 500 && !wentAway) {
            LOG.error(
                    "A request failed ahead of its route: {}",
                    failed.failure() == null
                            ? failed.statusCode()
                            : failed.failure().getClass().getName());
        }
        refusal.answer(failed);
    }

    private static Refusal refusalOf(RoutingContext failed) {
        if (!readable(failed.request())) {
            return unreadable();
        }
        return switch (failed.statusCode()) {
            case 400 -> unreadable();
            case 413 -> new Refusal(413, "Content Too Large", "The body is longer than this path takes.");
            default -> new Refusal(500, "Internal Server Error", "Something failed here; the log says what.");
        };
    }

    /** Whether the URL is a path, and what stands in it can be decoded. */
    private static boolean readable(HttpServerRequest request) {
        try {
            request.params();
            return request.path() != null && request.path().startsWith("/");
        } catch (IllegalArgumentException undecodable) {
            return false;
        }
    }

    private static Refusal unreadable() {
        return new Refusal(400, "Bad Request", "The request could not be read.");
    }
}
