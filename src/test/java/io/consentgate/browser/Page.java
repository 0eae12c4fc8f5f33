package io.consentgate.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** One tab: goes to pages, runs scripts in them, and knows what the browser asked for and keeps. */
public final class Page {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the browser asked for; preflights too. */
    public record Request(String method, String url, String body) {}

    private final Chromium browser;
    private final String session;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Page(Chromium browser, String session) {
        this.browser = browser;
        this.session = session;
        browser.listen(session, this::hear);
        call("Network.enable", JSON.createObjectNode());
        call("Page.enable", JSON.createObjectNode());
        call("Log.enable", JSON.createObjectNode());
        call("Runtime.enable", JSON.createObjectNode());
    }

    private void hear(String event, JsonNode told) {
        switch (event) {
            case "Network.requestWillBeSent" -> {
                JsonNode request = told.get("request");
                requests.add(new Request(
                        request.get("method").asText(),
                        request.get("url").asText(),
                        request.path("postData").asText("")));
            }
            case "Log.entryAdded" -> complaints.add(told.at("/entry/text").asText());
            case "Runtime.exceptionThrown" ->
                complaints.add(
                        told.at("/exceptionDetails/exception/description").asText());
            default -> {
                // Of no interest here.
            }
        }
    }

    /** Run in every page before its own scripts. */
    public void before(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", JSON.createObjectNode().put("source", script));
    }

    /** The browser sends Global Privacy Control, as a header and to scripts. */
    public void sendGlobalPrivacyControl() {
        ObjectNode headers = JSON.createObjectNode();
        headers.putObject("headers").put("Sec-GPC", "1");
        call("Network.setExtraHTTPHeaders", headers);
        before("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
    }

    public void open(String url) {
        call("Page.navigate", JSON.createObjectNode().put("url", url));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> run("location.href !== 'about:blank' && document.readyState === 'complete'")
                        .asBoolean());
    }

    /** @return the value of an expression; promises are waited for */
    public JsonNode run(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    answer.at("/exceptionDetails/exception/description").asText("the script failed"));
        }
        return answer.at("/result/value");
    }

    /** All cookies of this visitor, of whatever site. */
    public Map<String, String> cookies() {
        Map<String, String> cookies = new TreeMap<>();
        call("Network.getAllCookies", JSON.createObjectNode())
                .get("cookies")
                .forEach(cookie -> cookies.put(
                        cookie.get("name").asText(), cookie.get("value").asText()));
        return cookies;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requestsTo(String host) {
        return requests.stream()
                .filter(request -> request.url().startsWith(host))
                .toList();
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** What the browser wrote on its console: errors of scripts, of the content security policy, of the network. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return browser.call(session, method, parameters);
    }
}
