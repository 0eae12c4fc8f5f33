package io.consentgate.mapping;

import io.consentgate.event.Purpose;
import java.util.Set;

/**
 * One line of the mapping.
 *
 * @param source where the value comes from: {@code contact.first_name}, {@code contact.loyalty.points},
 *     {@code contact.attributes.<name>}, {@code consent.<purpose>.<channel>.state|date|notice_version}
 * @param purposes any of them, allowed, lets the field through (in addition to the gate's own table,
 *     consent.md 3.12); never empty
 */
public record MappedField(String source, Target target, Set<Purpose> purposes) {}
