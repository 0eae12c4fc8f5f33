package io.consentgate.standin;

import static io.consentgate.standin.Quirk.COOKIES;
import static io.consentgate.standin.Quirk.ERRORS_LABELLED_TEXT_PLAIN;
import static io.consentgate.standin.Quirk.WRONG_TOKEN_HTML_LOGIN;
import static io.consentgate.standin.Quirk.WRONG_TOKEN_WITHOUT_CONTENT_TYPE;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Who answers a call: the event host or the account of its token, behind faults and limits. Everything is recorded. */
final class Desk implements Function<Call, Answer> {

    private static final Set<Integer> SOMETIMES_TEXT = Set.of(403, 404, 422);

    private final Map<String, StandInAccount> accounts;
    private final Switches switches;
    private final Faults faults;
    private final EventHost eventHost;
    private final ControlApi control;
    private final Recorder recorder;

    Desk(
            Map<String, StandInAccount> accounts,
            Switches switches,
            Faults faults,
            ControlApi control,
            Recorder recorder) {
        this.accounts = accounts;
        this.switches = switches;
        this.faults = faults;
        this.eventHost = new EventHost(switches, accounts.values());
        this.control = control;
        this.recorder = recorder;
    }

    @Override
    public Answer apply(Call call) {
        if (call.path().startsWith(ControlApi.PREFIX)) {
            return control.answer(call);
        }
        String token = call.header("Api-Token");
        StandInAccount account = token == null ? null : accounts.get(token);
        Answer answer = faults.around(call.withoutPrefix(), () -> real(call, account));
        recorder.record(new RecordedRequest(
                call.receivedNanos(),
                call.receivedAt(),
                account == null ? 0 : account.number(),
                call.method(),
                call.path(),
                call.rawQuery(),
                call.headers(),
                call.body(),
                answer.status()));
        return dressed(answer);
    }

    private Answer real(Call call, StandInAccount account) {
        if (call.path().equals(EventHost.PATH) && call.method().equals("POST")) {
            return eventHost.answer(call);
        }
        if (!call.path().startsWith(Call.PREFIX + "/")) {
            return Answer.text(404, "text/html; charset=UTF-8", "<html><body>Not Found</body></html>");
        }
        if (account == null) {
            return wrongToken();
        }
        Call inner = call.withoutPrefix();
        Answer answer = account.limits().admit(inner)
                ? account.answer(inner)
                : account.limits().tooFast();
        return account.limits().labelled(answer, call.receivedNanos());
    }

    private Answer wrongToken() {
        if (switches.isOn(WRONG_TOKEN_HTML_LOGIN)) {
            return FaultAnswers.loginPage();
        }
        return switches.isOn(WRONG_TOKEN_WITHOUT_CONTENT_TYPE)
                ? FaultAnswers.forbiddenWithoutContentType()
                : Refusal.message(403, "Forbidden").answer();
    }

    /** The headers that every recorded answer has (1). */
    private Answer dressed(Answer answer) {
        if (answer.cut()) {
            return answer;
        }
        boolean text = switches.isOn(ERRORS_LABELLED_TEXT_PLAIN)
                && answer.json() != null
                && SOMETIMES_TEXT.contains(answer.status());
        Answer dressed = (text ? answer.labelled("text/plain") : answer)
                .with("Cache-Control", "no-store, no-cache, must-revalidate")
                .with("Pragma", "no-cache")
                .with("Expires", "Thu, 19 Nov 1981 08:52:00 GMT");
        if (!switches.isOn(COOKIES)) {
            return dressed;
        }
        return dressed.with(
                "Set-Cookie",
                "PHPSESSID=0123456789abcdef; path=/; HttpOnly",
                "em_acp_globalauth_cookie=0123456789abcdef; path=/; httponly",
                "em_acp_globalauth_cookie=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/");
    }
}
