package io.consentgate.tracking;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the script of one site has to know; all of it is public.
 *
 * @param shop the {@code shop} value that pages tell their banner's state for, unless their tag names another
 * @param account ActiveCampaign's number of the account ({@code actid})
 * @param vendor where ActiveCampaign's own script lies
 * @param banners the tools whose state counts; several must agree
 * @param validityMonths how long a yes counts
 * @param reloadOnWithdrawal whether a page that was being tracked is loaded anew when consent is taken back
 */
public record ScriptSettings(
        String shop,
        String account,
        URI vendor,
        Map<BannerFormat, BannerSettings> banners,
        int validityMonths,
        boolean reloadOnWithdrawal) {

    /** ActiveCampaign's own address of its script (activecampaign-api.md 15.3). */
    public static final URI VENDOR = URI.create("https://diffuser-cdn.app-us1.com/diffuser/diffuser.js");

    public ScriptSettings {
        banners = Map.copyOf(banners);
        if (banners.isEmpty()) {
            throw new IllegalArgumentException("a site script without a banner could never start anything");
        }
    }

    /** As the script reads it; the order is always the same, or its hash would change from start to start. */
    Map<String, Object> wire() {
        Map<String, Object> tools = new TreeMap<>();
        banners.forEach((format, settings) -> tools.put(format.wire(), tool(format, settings)));
        Map<String, Object> wire = new TreeMap<>();
        wire.put("shop", shop);
        wire.put("account", account);
        wire.put("script", vendor.toString());
        wire.put("banners", tools);
        wire.put("reload", reloadOnWithdrawal);
        return wire;
    }

    private Map<String, Object> tool(BannerFormat format, BannerSettings settings) {
        Map<String, Object> tool = new TreeMap<>();
        tool.put("names", settings.trackingNames(format).stream().sorted().toList());
        tool.put(
                "services",
                format.asksPerService() ? settings.services().stream().sorted().toList() : List.of());
        tool.put("months", validityMonths);
        if (settings.expected() != null) {
            tool.put("expected", settings.expected());
        }
        if (format.readsTcStrings()) {
            tool.put("vendor", settings.tcfVendor() == null ? 0 : settings.tcfVendor());
            tool.put(
                    "publisher",
                    settings.tcfPublisherPurposes().stream().sorted().toList());
        }
        return tool;
    }
}
