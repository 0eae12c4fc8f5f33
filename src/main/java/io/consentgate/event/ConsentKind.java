package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

final class ConsentKind implements Kind {

    private static final Pattern ANY_NAME = Pattern.compile("(?s).*");
    private static final Set<String> BY_CHANNEL =
            Set.of("direct_marketing", "direct_marketing_own_similar", "retargeting");
    private static final Predicate<JsonNode> GIVEN =
            data -> "given".equals(data.path("status").textValue());
    private static final Predicate<JsonNode> NEEDS_CHANNEL =
            data -> (GIVEN.test(data) || "pending".equals(data.path("status").textValue()))
                    && data.path("purpose").isTextual()
                    && BY_CHANNEL.contains(data.path("purpose").textValue());

    private final People people;
    private final Shape shape;

    ConsentKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .required("person", people.person)
                .required("purpose", Shapes.oneOf(Purpose.values()))
                .required("status", Shapes.oneOf(ConsentStatus.values()))
                .optional("channel", Shapes.oneOf(Channel.values()))
                .optional("legal_basis", Shapes.oneOf(LegalBasis.values()))
                .optional("opt_in_level", Shapes.oneOf(OptInLevel.values()))
                .optional("restriction", Shapes.BOOLEAN)
                .optional("objection", Shapes.BOOLEAN)
                .optional("recorded_at", Shapes.DATE_OR_TIMESTAMP_OR_NULL)
                .optional(
                        "collected_from",
                        Shapes.oneOf(
                                "checkout",
                                "registration",
                                "profile",
                                "newsletter_form",
                                "chat",
                                "pos",
                                "import",
                                "admin",
                                "api",
                                "link",
                                "other",
                                "unknown"))
                .optional("source_url", Shapes.URL)
                .optional("ip_address", Shapes.IP_ADDRESS)
                .optional("notice_version", Shapes.TEXT)
                .optional("wording", Shapes.text(0, 2000))
                .optional("evidence", Shapes.map(20, ANY_NAME, Shapes.SCALAR))
                .optional("pre_ticked", Shapes.BOOLEAN)
                .optional(
                        "bundled_with",
                        Shapes.list(Shapes.oneOf("loyalty_enrolment", "terms", "contract", "account"), 4, true))
                .optional("language", Shapes.LANGUAGE)
                .optional("notice_url", Shapes.URL)
                .optional("document_ref", Shapes.text(0, 500))
                .optional("assessment_id", Shapes.text(0, 100))
                .optional("sale_order_external_id", Shapes.ID)
                .optional("opt_out_offered", Shapes.BOOLEAN)
                .optional("double_opt_in", doubleOptIn())
                .requiredWhen(NEEDS_CHANNEL, "channel", "a given or pending consent to advertising names its channel")
                .requiredWhen(GIVEN, "recorded_at", "a given consent says when it was given")
                .requiredWhen(GIVEN, "evidence", "a given consent says from which values it was read");
    }

    private static Shape doubleOptIn() {
        return new ObjectShape().optional("requested_at", Shapes.TIMESTAMP).optional("confirmed_at", Shapes.TIMESTAMP);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        JsonNode doubleOptIn = data.path("double_opt_in");
        String recordedAt = Members.text(data, "recorded_at");
        return new InboundEvent.Consent(
                envelope,
                people.in(data),
                Members.wire(data, "purpose", Purpose::of, null),
                Members.wire(data, "channel", Channel::of, null),
                Members.wire(data, "status", ConsentStatus::of, null),
                Members.wire(data, "legal_basis", LegalBasis::of, LegalBasis.CONSENT),
                Members.wire(data, "opt_in_level", OptInLevel::of, OptInLevel.UNKNOWN),
                Members.bool(data, "restriction"),
                Members.bool(data, "objection"),
                recordedAt == null ? null : When.parse(recordedAt),
                Members.text(data, "collected_from"),
                Members.text(data, "notice_version"),
                !data.path("evidence").isEmpty(),
                Members.bool(data, "pre_ticked"),
                Members.texts(data, "bundled_with"),
                Members.text(data, "document_ref"),
                Members.text(data, "assessment_id"),
                Members.text(data, "sale_order_external_id"),
                Members.bool(data, "opt_out_offered"),
                Members.instant(doubleOptIn, "requested_at"),
                Members.instant(doubleOptIn, "confirmed_at"),
                data);
    }
}
