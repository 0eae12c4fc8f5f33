package io.consentgate.gate;

/**
 * Somebody's start in an automation.
 *
 * @param remoteId of the contact
 * @param automation its name in the account
 */
public record Enrolment(String email, String remoteId, String automation) {

    @Override
    public String toString() {
        return "Enrolment[" + automation + "]";
    }
}
