package io.consentgate.site;

import io.consentgate.event.Channel;
import io.consentgate.mapping.FieldMapping;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One site: one controller's shops, whose consents are held together in one chain.
 *
 * @param name the file's name without {@code .yaml}
 * @param account the ActiveCampaign account it sends to
 * @param shops the {@code shop} values that it owns; {@code *} = every one no other site owns
 * @param controller id of the controller in {@code config/notice/}
 * @param country ISO code; the country of people whose own is unknown
 * @param phoneRegion ISO code for phones written without a country prefix (files)
 * @param zone of bare dates
 * @param doubleOptIn whether e-mail marketing needs a confirmed address (default: yes in IT and DE)
 * @param trackingOnlyContacts whether tracking consent alone may create a contact (READINGS 12: never by default)
 * @param justifying channels on which direct marketing justifies a contact: e-mail, and sms when the site adds it
 * @param forms declarations per {@code collected_from}; {@code *} for all
 * @param noticeVersions versions that count; empty = every version
 * @param attributes the site's own contact fields that its mapping declares
 * @param confirmationMails whether addresses are confirmed from here; false where the shop asks by itself
 * @param customerTag tag of a contact that an order of this site created (carts and orders), null when none
 */
public record Site(
        String name,
        String account,
        Set<String> shops,
        String controller,
        String country,
        String phoneRegion,
        ZoneId zone,
        boolean doubleOptIn,
        boolean trackingOnlyContacts,
        Set<Channel> justifying,
        List<Form> forms,
        Set<String> noticeVersions,
        Set<String> attributes,
        FieldMapping mapping,
        String customerTag,
        boolean confirmationMails) {

    /** What the site declares about a form: it completes the evidence (READINGS 3). */
    public record Form(String collectedFrom, String noticeVersion, String wording, boolean boxesStartEmpty) {}
}
