package io.consentgate.standin;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The stand-in server: API, event host and control on one port of 127.0.0.1. */
public final class StandInActiveCampaign implements AutoCloseable {

    private final WireMockServer server;
    private final Switches switches = new Switches();
    private final Faults faults = new Faults();
    private final Recorder recorder;
    private final Map<String, StandInAccount> accounts = new LinkedHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stand-in-imports");
        thread.setDaemon(true);
        return thread;
    });

    private StandInActiveCampaign(StandInOptions options) {
        this.recorder = new Recorder(options.historyBytes(), options.recordFile());
        Setting setting = new Setting(options.clock(), switches, this::baseUrl);
        for (String token : options.tokens()) {
            accounts.put(token, new StandInAccount(accounts.size() + 1, token, setting, options, worker));
        }
        Desk desk = new Desk(accounts, switches, faults, new ControlApi(this), recorder);
        this.server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .port(options.port())
                .disableRequestJournal()
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .containerThreads(64)
                .extensions(new Reception(desk, switches, options.latencyMillis())));
        server.stubFor(any(anyUrl()).willReturn(ok()));
        server.start();
    }

    public static StandInActiveCampaign start() {
        return start(StandInOptions.defaults());
    }

    public static StandInActiveCampaign start(StandInOptions options) {
        return new StandInActiveCampaign(options);
    }

    /** Without {@code /api/3}, as the account shows it. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    public String eventUrl() {
        return baseUrl() + EventHost.PATH;
    }

    /** The token of the first account. */
    public String apiToken() {
        return account().apiToken();
    }

    public StandInAccount account() {
        return accounts.values().iterator().next();
    }

    public StandInAccount account(String token) {
        return accounts.get(token);
    }

    public Switches switches() {
        return switches;
    }

    public Faults faults() {
        return faults;
    }

    /** Everything received so far in order of receipt, without what the bound of the history dropped. */
    public List<RecordedRequest> history() {
        return new ArrayList<>(recorder.history());
    }

    public void forgetHistory() {
        recorder.clear();
    }

    /** The most API requests of one account in any sliding second, refused ones included. */
    public int maximumRequestsInAnySecond() {
        return recorder.maximumInAnySecond();
    }

    /** Imports received, by minute since the epoch. */
    public Map<Long, Integer> importsByMinute() {
        return recorder.importsByMinute();
    }

    public int maximumImportsInAnyMinute() {
        return recorder.maximumImportsInAnyMinute();
    }

    /**
     * Requests that hold the text anywhere in URL, headers or body, plain, percent-encoded, JSON-escaped or in base64.
     *
     * @throws IllegalStateException when the history has dropped requests, because the answer would be incomplete
     */
    public List<RecordedRequest> requestsMentioning(String text) {
        return recorder.mentioning(text);
    }

    long requestCount() {
        return recorder.total();
    }

    StandInAccount account(int number) {
        return new ArrayList<>(accounts.values()).get(number - 1);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        server.stop();
        accounts.values().forEach(StandInAccount::close);
        recorder.close();
    }
}
