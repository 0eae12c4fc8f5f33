package io.consentgate.operations;

import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/** Camel keeps {@code Cache-Control} back; what our answers say about caching is theirs to say. */
final class AnswerHeaders extends HttpHeaderFilterStrategy {

    AnswerHeaders() {
        getOutFilter().remove("cache-control");
    }
}
