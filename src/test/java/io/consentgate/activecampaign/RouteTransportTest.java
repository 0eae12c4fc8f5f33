package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Transport.Departure;
import io.consentgate.activecampaign.Transport.Response;
import io.consentgate.standin.Fault;
import io.consentgate.standin.Quirk;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped routes against the stand-in. */
class RouteTransportTest {

    private static final Departure GO = () -> true;

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start(StandInOptions.defaults());
    private final RouteHarness routes = new RouteHarness()
            .bean(RouteCall.BEAN, new RouteCall())
            .start("delivery/call-activecampaign.camel.yaml", "delivery/call-event-host.camel.yaml")
            .on("main", "call-activecampaign", "call-event-host");
    private final RouteTransport transport = new RouteTransport(
            routes.camel(),
            "main",
            AccountUrl.account(standIn.baseUrl()),
            standIn.apiToken(),
            AccountUrl.events(standIn.eventUrl()));

    @BeforeEach
    void asFastAsTheTestIs() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void close() {
        routes.close();
        standIn.close();
    }

    @Test
    void aRequestArrivesAsItIsAndItsAnswerComesBackWhole() {
        Response created = transport.send(sync("ana+shop@example.com"), GO);
        Response found = transport.send(Request.get("contacts", Map.of("email", "ana+shop@example.com")), GO);

        assertThat(status(created)).isEqualTo(201);
        assertThat(text(found)).contains("ana+shop@example.com");
        RecordedRequest first = standIn.history().get(0);
        assertThat(first.bodyText()).isEqualTo("{\"contact\":{\"email\":\"ana+shop@example.com\"}}");
        assertThat(header(first, "Api-Token")).containsExactly(standIn.apiToken());
        assertThat(header(first, "Content-Type")).containsExactly("application/json");
        assertThat(standIn.history().get(1).query()).isEqualTo("email=ana%2Bshop%40example.com");
        assertThat(((Response.Received) created).headers())
                .containsKey("ratelimit-limit")
                .doesNotContainKey("api-token");
    }

    @Test
    void cookiesAreNotKept() {
        IntStream.range(0, 3).forEach(i -> transport.send(Request.get("lists"), GO));

        assertThat(standIn.history())
                .allSatisfy(request -> assertThat(header(request, "Cookie")).isEmpty());
    }

    @Test
    void theEventHostGetsAFormAndNeverTheToken() {
        Response answer = transport.send(Request.event(Map.of("actid", "1")), GO);

        assertThat(status(answer)).isEqualTo(200);
        RecordedRequest request = standIn.history().get(0);
        assertThat(request.bodyText()).isEqualTo("actid=1");
        assertThat(header(request, "Content-Type")).containsExactly("application/x-www-form-urlencoded");
        assertThat(standIn.requestsMentioning(standIn.apiToken())).isEmpty();
    }

    @Test
    void nothingIsSentTwiceWhateverTheAnswer() {
        for (Fault fault : List.of(
                new Fault.TooManyRequests(1, true),
                new Fault.Unavailable503(1, false),
                new Fault.CutConnectionAfterTaking(),
                new Fault.CloudflareBadGateway())) {
            standIn.forgetHistory();
            inject(fault, 1);
            transport.send(sync("ana@example.com"), GO);
            assertThat(standIn.history()).as(fault.toString()).hasSize(1);
        }
    }

    @Test
    void faultsKeepStatusHeadersAndBody() {
        inject(new Fault.Unavailable503(120, true), 1);
        assertThat(((Response.Received) transport.send(Request.get("lists"), GO)).headers())
                .containsKey("retry-after");
        inject(new Fault.CloudflareBadGateway(), 1);
        assertThat(text(transport.send(Request.get("lists"), GO))).contains("cloudflare_error");
        inject(new Fault.ForbiddenWithoutContentType(), 1);
        Response.Received forbidden = (Response.Received) transport.send(sync("ana@example.com"), GO);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.headers()).doesNotContainKey("content-type");
    }

    @Test
    void aCutAfterSendingIsUnansweredAndNobodyListeningIsNotSent() {
        inject(new Fault.CutConnectionAfterTaking(), 1);
        assertThat(transport.send(sync("ana@example.com"), GO)).isInstanceOf(Response.Unanswered.class);

        RouteTransport nowhere = new RouteTransport(
                routes.camel(), "main", AccountUrl.account("http://127.0.0.1:1"), "secret-token", null);
        Response response = nowhere.send(Request.get("contacts", Map.of("email", "ana@example.com")), GO);
        assertThat(response).isInstanceOf(Response.NotSent.class);
        assertThat(response.toString()).doesNotContain("ana").doesNotContain("secret");
    }

    @Test
    void withoutDepartureNothingIsSentAndTheBreakerIsNotTroubled() {
        for (int i = 0; i < 30; i++) {
            assertThat(transport.send(sync("ana@example.com"), () -> false)).isInstanceOf(Response.NotSent.class);
        }
        assertThat(standIn.history()).isEmpty();
        assertThat(status(transport.send(Request.get("lists"), GO))).isEqualTo(200);
    }

    @Test
    void failuresOfTheServiceOpenTheBreakerOfTheirHostOnly() {
        inject(new Fault.ServerError(500), 10);
        for (int i = 0; i < 10; i++) {
            assertThat(status(transport.send(Request.get("lists"), GO))).isEqualTo(500);
        }

        assertThat(transport.send(Request.get("lists"), GO)).isEqualTo(new Response.BreakerOpen());
        assertThat(standIn.history()).hasSize(10);
        assertThat(status(transport.send(Request.event(Map.of("actid", "1")), GO)))
                .isEqualTo(200);
    }

    @Test
    void refusalsDoNotOpenTheBreaker() {
        inject(new Fault.TooManyRequests(1, false), 30);
        for (int i = 0; i < 30; i++) {
            assertThat(status(transport.send(Request.get("lists"), GO))).isEqualTo(429);
        }
        assertThat(status(transport.send(Request.get("lists"), GO))).isEqualTo(200);
    }

    private void inject(Fault fault, int times) {
        standIn.faults().inject(fault, Where.everywhere(), When.times(times));
    }

    private static Request sync(String email) {
        return Request.post(
                "contact/sync", Json.wrapped("contact", Json.object().put("email", email)));
    }

    private static int status(Response response) {
        return ((Response.Received) response).status();
    }

    private static String text(Response response) {
        return new String(((Response.Received) response).body(), StandardCharsets.UTF_8);
    }

    private static List<String> header(RecordedRequest request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }
}
