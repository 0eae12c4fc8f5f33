package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Settings.Account;
import java.util.List;
import picocli.CommandLine.Option;

/** Which of the configured accounts a command is about. */
final class AccountOption {

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account; otherwise every one.")
    private String wanted;

    /**
     * Their names, {@code main} first.
     *
     * @throws Commands.UsageProblem when there is none, or none of that name
     */
    List<String> of(Configuration configuration) {
        List<String> all =
                configuration.settings().accounts().stream().map(Account::name).toList();
        if (all.isEmpty()) {
            throw new Commands.UsageProblem("no account is configured: set ACTIVECAMPAIGN_URL and"
                    + " ACTIVECAMPAIGN_API_TOKEN, both from Settings > Developer in ActiveCampaign");
        }
        if (wanted != null && !all.contains(wanted)) {
            throw new Commands.UsageProblem(
                    "no account is called \"" + wanted + "\"; there is " + String.join(", ", all));
        }
        return wanted == null ? all : List.of(wanted);
    }

    /** Whether something of an account is meant; it may be one that is no longer configured. */
    boolean means(String account) {
        return wanted == null || wanted.equals(account);
    }
}
