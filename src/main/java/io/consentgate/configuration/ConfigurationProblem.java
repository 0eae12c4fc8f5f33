package io.consentgate.configuration;

/**
 * One thing that is wrong in the configuration.
 *
 * @param file path as the operator knows it, or "environment"
 * @param key property name or YAML path, for example {@code mapping.fields[2].purposes}
 * @param found what stands there, by its kind; never a secret
 * @param expected what would be accepted
 * @param suggestion what to do; null when {@code expected} says it all
 */
public record ConfigurationProblem(String file, String key, String found, String expected, String suggestion) {

    @Override
    public String toString() {
        String where = key.isEmpty() ? file : file + ": " + key;
        String text = where + ": " + found + "; expected " + expected;
        return suggestion == null ? text : text + "; " + suggestion;
    }
}
