package io.consentgate.activecampaign;

/**
 * The public event endpoint and its own credentials (15.2).
 *
 * @param key the event key; not the API token
 */
public record EventHost(AccountUrl url, String account, String key) {

    @Override
    public String toString() {
        return "EventHost[" + account + "]";
    }
}
