package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;

/** What a command says that has nobody to talk to. */
final class NeedsAccount {
    private NeedsAccount() {}

    static void check(Configuration configuration) {
        if (configuration.settings().account().isEmpty()) {
            throw new Commands.UsageProblem("no account is configured: set ACTIVECAMPAIGN_URL and"
                    + " ACTIVECAMPAIGN_API_TOKEN, both from Settings > Developer in ActiveCampaign");
        }
    }
}
