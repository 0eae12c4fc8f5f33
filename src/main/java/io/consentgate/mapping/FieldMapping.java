package io.consentgate.mapping;

import java.util.List;

/** All that a site may put into ActiveCampaign. */
public record FieldMapping(List<MappedField> fields, List<MappedTag> tags, List<MappedList> lists) {}
