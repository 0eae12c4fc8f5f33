package io.consentgate.disclosure;

/**
 * An item of the checklist that is missing, contradictory, expired, or soon will be.
 *
 * @param problem what is wrong, for the operator
 * @param key file and key, below the configuration's folder
 * @param remedy what to write there, or to do
 * @param stops whether nothing may be written; otherwise it is only said
 */
public record Gap(ChecklistItem item, String problem, String key, String remedy, boolean stops) {

    @Override
    public String toString() {
        return item + " " + problem + " (" + item.source() + "): " + key + ": " + remedy;
    }
}
