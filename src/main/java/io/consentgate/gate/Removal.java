package io.consentgate.gate;

/**
 * Leave to take something away in ActiveCampaign from somebody who is known to be there: read, unsubscribe, untag,
 * clear, end automations, delete (READINGS 15, 16). It can never add or subscribe.
 *
 * @param email the address under which the person was delivered or seen
 * @param remoteId the contact's id in ActiveCampaign; null when it still has to be read by address
 */
public record Removal(String email, String remoteId) {

    public Removal {
        if (email == null && remoteId == null) {
            throw new IllegalArgumentException("a removal names a contact by id or by address");
        }
    }

    @Override
    public String toString() {
        return "Removal[remoteId=" + remoteId + "]";
    }
}
