package io.consentgate.mapping;

import io.consentgate.event.Purpose;
import java.util.Set;

/**
 * One line of the mapping.
 *
 * @param purposes any of them, allowed, lets the field through (in addition to the gate's own table,
 *     consent.md 3.12); never empty
 */
public record MappedField(Source source, Target target, Set<Purpose> purposes) {}
