package io.consentgate.event;

import java.util.Optional;

/** What came of bringing an address, a phone or a date into its one form; refused values are no exceptions. */
public sealed interface Normalised {

    /** The one form. */
    record Value(String text) implements Normalised {}

    /** @param found what kind of value it was, in words; never the value */
    record Refused(String found) implements Normalised {}

    default Optional<String> value() {
        return this instanceof Value value ? Optional.of(value.text) : Optional.empty();
    }
}
