package io.consentgate.standin;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** WireMock's side of the door: turns its requests into calls and answers into its responses. */
final class Reception implements ResponseDefinitionTransformerV2 {

    private final Function<Call, Answer> desk;
    private final Switches switches;
    private final int latencyMillis;

    Reception(Function<Call, Answer> desk, Switches switches, int latencyMillis) {
        this.desk = desk;
        this.switches = switches;
        this.latencyMillis = latencyMillis;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Instant receivedAt = Instant.now();
        Request request = event.getRequest();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.values());
        }
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody();
        return response(
                desk.apply(Call.of(request.getMethod().getName(), request.getUrl(), headers, body, receivedAt)));
    }

    private ResponseDefinition response(Answer answer) {
        ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition();
        if (latencyMillis + answer.delayMillis() > 0) {
            response.withFixedDelay(latencyMillis + answer.delayMillis());
        }
        if (answer.cut()) {
            return response.withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
                    .build();
        }
        response.withStatus(answer.status());
        if (answer.contentType() != null) {
            response.withHeader("Content-Type", answer.contentType());
        }
        answer.headers().forEach((name, values) -> response.withHeader(name, values.toArray(new String[0])));
        if (answer.status() != 204) {
            response.withBody(answer.bytes(switches.isOn(Quirk.ESCAPED_ANSWERS)));
        }
        return response.build();
    }

    @Override
    public String getName() {
        return "stand-in-activecampaign";
    }
}
