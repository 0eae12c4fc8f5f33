package io.consentgate.mapping;

import io.consentgate.event.Purpose;
import java.util.Set;

/** A tag that a person carries in ActiveCampaign while any of the purposes is allowed. */
public record MappedTag(String name, Set<Purpose> purposes) {}
