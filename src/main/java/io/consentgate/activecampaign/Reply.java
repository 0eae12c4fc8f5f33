package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;

/** A success: the status (200 or 201 make a difference) and the JSON, an empty object where there was no body. */
record Reply(int status, JsonNode json) {

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
