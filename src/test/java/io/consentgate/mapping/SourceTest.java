package io.consentgate.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @Test
    void a_member_of_the_contact_or_the_state_of_a_consent_may_be_mapped() {
        assertThat(Source.of("contact.first_name")).contains(new Source.Contact("first_name", Source.Group.IDENTITY));
        assertThat(Source.of("contact.attributes.shoe_size"))
                .contains(new Source.Contact("attributes.shoe_size", Source.Group.ATTRIBUTE));
        assertThat(Source.of("consent.direct_marketing.email.date"))
                .contains(new Source.Consent(Purpose.DIRECT_MARKETING, Channel.EMAIL, Source.Part.DATE));
        assertThat(Source.of("consent.site_tracking.state"))
                .contains(new Source.Consent(Purpose.SITE_TRACKING, Channel.NONE, Source.Part.STATE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contact.attributes.health_note",
                "contact.attributes.intolleranze",
                "contact.attributes.",
                "contact.email",
                "contact.tax_id",
                "consent.direct_marketing.date",
                "consent.site_tracking.web.state",
                "consent",
                "order.total"
            })
    void a_special_category_and_whatever_else_is_not_listed_may_not(String source) {
        assertThat(Source.of(source)).isEmpty();
    }
}
