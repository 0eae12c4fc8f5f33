package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;

final class CookieConsentKind implements Kind {

    private final People people;
    private final Shape shape;

    CookieConsentKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .optional("person", people.person)
                .optional("visitor_id", Shapes.text(8, 100))
                .required(
                        "format",
                        Shapes.oneOf(
                                "cookiebot",
                                "iubenda",
                                "onetrust",
                                "cookieyes",
                                "complianz",
                                "klaro",
                                "usercentrics",
                                "didomi",
                                "orestbida",
                                "osano",
                                "google_consent_mode",
                                "iab_tcf",
                                "iab_gpp",
                                "consentgate"))
                .required("raw", Shapes.text(0, 16_384))
                .required("recorded_at", Shapes.TIMESTAMP)
                .optional("gpc", Shapes.BOOLEAN)
                .optional("page_url", Shapes.URL)
                .optional("notice_version", Shapes.TEXT)
                .anyOf("person", "visitor_id");
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        return new InboundEvent.CookieConsent(
                envelope,
                people.in(data),
                Members.text(data, "visitor_id"),
                Members.text(data, "format"),
                Members.text(data, "raw"),
                Boolean.TRUE.equals(Members.bool(data, "gpc")),
                Members.instant(data, "recorded_at"),
                Members.text(data, "notice_version"),
                data);
    }
}
