package io.consentgate.standin;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A contact as the account holds it. {@code lists} is status by list id, {@code tags} are names, {@code fieldValues} are
 * by field id without empty ones, {@code automations} are the ids of running ones.
 */
public record ContactState(
        String id,
        String email,
        String firstName,
        String lastName,
        String phone,
        String organization,
        Map<String, Integer> lists,
        Set<String> tags,
        Map<String, String> fieldValues,
        Set<String> automations,
        boolean bouncedHard,
        Instant created,
        Instant updated,
        Instant deletedAt) {}
