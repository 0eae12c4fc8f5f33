package io.consentgate.gate;

/**
 * A behaviour event that may go to the event endpoint.
 *
 * @param name at most 32 characters
 * @param value null when none
 */
public record TrackedEvent(String email, String name, String value) {

    @Override
    public String toString() {
        return "TrackedEvent[" + name + "]";
    }
}
