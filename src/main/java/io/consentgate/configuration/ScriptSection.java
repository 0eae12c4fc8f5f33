package io.consentgate.configuration;

import io.consentgate.site.Site;
import java.net.URI;

/** Reads what a site's file says about ActiveCampaign's site tracking in its pages. */
final class ScriptSection {

    private static final int LONGEST = 32_000;

    private ScriptSection() {}

    /** Null when the file has no such section. */
    static Site.Script read(Section file) {
        return file.section("site_tracking")
                .map(section -> script(file, section))
                .orElse(null);
    }

    private static Site.Script script(Section file, Section section) {
        String account = section.textOr("account_id", null);
        if (account != null && !account.matches("\\d{1,20}")) {
            section.wrong(
                    "account_id", "is no account number", "the number in Settings > Tracking > Site tracking", null);
        }
        if (!file.has("banner")) {
            section.wrong(
                    "account_id",
                    "has no banner beside it: nothing could ever start",
                    "a banner section with the consent tool of the pages",
                    "add banner: or remove site_tracking:");
        }
        Site.Script script = new Site.Script(
                account, section.textOr("shop", null), vendor(section), section.flag("reload_on_withdrawal", false));
        section.refuseOthers();
        return script;
    }

    /** http only for a stand-in on this machine. */
    private static URI vendor(Section section) {
        String written = section.textOr("script", null);
        if (written == null) {
            return null;
        }
        try {
            URI uri = URI.create(written);
            if (written.length() < LONGEST
                    && uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || Urls.loopback(uri))) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // Said below.
        }
        section.wrong("script", "is no address of a script", "an https address", "remove it for ActiveCampaign's own");
        return null;
    }
}
