package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/** What each fault answers; bodies as in activecampaign-api.md 2 and 3. */
final class FaultAnswers {

    static final String LOGIN_PAGE =
            "<!DOCTYPE html><html><head><title>Login</title></head><body><form id=\"login\"></form></body></html>";

    Answer answer(Fault fault, Call call, Supplier<Answer> real) {
        if (fault instanceof Fault.TooManyRequests tooMany) {
            return tooMany(tooMany);
        } else if (fault instanceof Fault.Unavailable503 unavailable) {
            return unavailable(unavailable);
        } else if (fault instanceof Fault.HtmlLoginPage) {
            return loginPage();
        } else if (fault instanceof Fault.EmptyBodyWithErrorHeader) {
            return Answer.text(200, "application/json", "").with("X-Ac-Error", "Code 9001");
        } else if (fault instanceof Fault.ForbiddenWithoutContentType) {
            return forbiddenWithoutContentType();
        } else if (fault instanceof Fault.CloudflareBadGateway) {
            return badGateway();
        } else if (fault instanceof Fault.ServerError error) {
            return Answer.text(
                    error.status(),
                    "text/html; charset=UTF-8",
                    "<html><body>Error " + error.status() + "</body></html>");
        } else if (fault instanceof Fault.CutConnectionAfterTaking) {
            real.get();
            return Answer.closedConnection();
        } else if (fault instanceof Fault.CutConnectionBefore) {
            return Answer.closedConnection();
        } else if (fault instanceof Fault.MalformedJson) {
            return cutInHalf(real.get());
        } else if (fault instanceof Fault.RateLimit400) {
            return ImportValidation.tooMany();
        } else if (fault instanceof Fault.NoResultFound403) {
            return Refusal.noResult(403, "Subscriber", call.part(1)).answer();
        } else if (fault instanceof Fault.AfterTaking after) {
            real.get();
            return answer(after.answer(), call, real);
        }
        throw new IllegalArgumentException("No answer for fault " + fault);
    }

    static Answer loginPage() {
        return Answer.text(200, "text/html; charset=UTF-8", LOGIN_PAGE);
    }

    static Answer forbiddenWithoutContentType() {
        return Answer.text(403, null, "");
    }

    private static Answer tooMany(Fault.TooManyRequests fault) {
        Answer answer = Answer.of(429, Json.object().put("message", "Too Many Requests"))
                .with("Retry-After", String.valueOf(fault.retryAfterSeconds()));
        return fault.rateLimitHeaders() ? answer.with("RateLimit-Limit", "5").with("RateLimit-Remaining", "0") : answer;
    }

    private static Answer unavailable(Fault.Unavailable503 fault) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(fault.retryAfterSeconds()));
        return Answer.text(503, "text/html; charset=UTF-8", "<html><body>Service Unavailable</body></html>")
                .with("Retry-After", fault.asHttpDate() ? date : String.valueOf(fault.retryAfterSeconds()));
    }

    private static Answer badGateway() {
        ObjectNode body = Json.object()
                .put("type", "https://developers.cloudflare.com/support/troubleshooting/error-502/")
                .put("title", "Error 502: Bad gateway")
                .put("status", 502)
                .put("detail", "The origin web server returned an invalid or incomplete response to Cloudflare.")
                .put("error_code", 502)
                .put("error_name", "origin_bad_gateway")
                .put("error_category", "origin")
                .put("cloudflare_error", true)
                .put("retryable", true)
                .put("retry_after", 60)
                .put("owner_action_required", true);
        return Answer.of(502, body);
    }

    private static Answer cutInHalf(Answer whole) {
        String text = new String(whole.bytes(true), StandardCharsets.UTF_8);
        return Answer.text(whole.status(), whole.contentType(), text.substring(0, text.length() / 2));
    }
}
