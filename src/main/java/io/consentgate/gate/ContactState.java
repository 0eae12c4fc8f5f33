package io.consentgate.gate;

import io.consentgate.mapping.Target;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What ActiveCampaign should hold for one address on one account, composed from every site that permits something.
 *
 * @param email normalised address
 * @param fields value per target, the address itself not among them; only what an allowed purpose covers
 * @param lists names of the lists on which the person is to be active
 * @param tags names of the tags that the person is to carry
 */
public record ContactState(
        String email, SortedMap<Target, String> fields, SortedSet<String> lists, SortedSet<String> tags) {

    @Override
    public String toString() {
        return "ContactState[" + fields.size() + " fields, lists " + lists + "]";
    }
}
