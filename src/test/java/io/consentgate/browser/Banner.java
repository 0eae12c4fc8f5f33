package io.consentgate.browser;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import java.util.List;
import java.util.Set;

/**
 * Consent tools as pages have them: their markup, and what their own scripts do on a click, made up after their
 * documentation (consent.md chapter 2). {@code yes} and {@code no} are the names of functions in the page.
 *
 * @param script defines {@code yes()} and {@code no()}
 */
public record Banner(BannerFormat format, BannerSettings settings, String markup, String script) {

    private static final String HELPERS = """
            function put(name, value) { document.cookie = name + '=' + value + '; path=/; max-age=31536000'; }
            function fire(target, name, detail) { target.dispatchEvent(new CustomEvent(name, { detail: detail })); }
            """;

    @Override
    public String toString() {
        return format.wire();
    }

    public String html(String nonce) {
        return markup + "<script nonce='" + nonce + "'>" + HELPERS + script + "</script>";
    }

    public static Banner of(BannerFormat format) {
        return switch (format) {
            case COOKIEBOT ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='CybotCookiebotDialog' role='dialog'><button"
                                + " id='CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll'>Accetta</button></div>",
                        """
                        function cookiebot(all, event) {
                          put('CookieConsent', "{stamp:%27q7Hk3ZbT0yWcN5rVx1LmPd8sJ2fGa9QeUo4tIiYhBnCzKw6vMxRl+A==%27%2Cnecessary:true"
                            + '%2Cpreferences:' + all + '%2Cstatistics:' + all + '%2Cmarketing:' + all
                            + "%2Cmethod:%27explicit%27%2Cver:1%2Cutc:" + Date.now() + "%2Cregion:%27it%27}");
                          fire(window, event);
                        }
                        function yes() { cookiebot(true, 'CookiebotOnAccept'); }
                        function no() { cookiebot(false, 'CookiebotOnDecline'); }
                        """);
            case IUBENDA ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='iubenda-cs-banner' class='iubenda-cs-default'><button"
                                + " class='iubenda-cs-accept-btn'>Accetta</button></div>",
                        """
                        var _iub = { csConfiguration: { siteId: 123, callback: {} } };
                        function iubenda(marketing) {
                          put('_iub_cs-123', encodeURIComponent(JSON.stringify({ timestamp: new Date().toISOString(),
                            version: '1.75.1', purposes: { 1: true, 4: marketing, 5: marketing }, id: 123,
                            cons: { rand: 'r' + Math.random() } })));
                          var told = _iub.csConfiguration.callback.onPreferenceExpressed;
                          if (told) told({});
                        }
                        function yes() { iubenda(true); }
                        function no() { iubenda(false); }
                        """);
            case ONETRUST ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='onetrust-banner-sdk'><button id='onetrust-accept-btn-handler'>Accetta</button></div>",
                        """
                        function onetrust(on) {
                          put('OptanonConsent', 'isGpcEnabled=0&datestamp='
                            + encodeURIComponent(new Date().toString()).replace(/%20/g, '+')
                            + '&version=202506.1.0&hosts=&consentId=5b0c6f2e-7d41-4f7a-9b11-2f3a4c5d6e7f&interactionCount=1'
                            + '&groups=C0001%3A1%2CC0002%3A' + on + '%2CC0004%3A' + on + '&AwaitingReconsent=false');
                          put('OptanonAlertBoxClosed', new Date().toISOString());
                          fire(window, 'OneTrustGroupsUpdated', on ? ['C0001', 'C0004'] : ['C0001']);
                        }
                        function yes() { onetrust(1); }
                        function no() { onetrust(0); }
                        """);
            case COOKIEYES ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div class='cky-consent-container'><button class='cky-btn-accept'>Accetta</button></div>",
                        """
                        function cookieyes(word) {
                          put('cookieyes-consent', encodeURIComponent('consentid:QWxsZXMgR3V0ZQ,consent:yes,action:yes,'
                            + 'necessary:yes,functional:' + word + ',analytics:' + word + ',advertisement:' + word
                            + ',lastRenewedDate:' + Date.now()));
                          fire(document, 'cookieyes_consent_update', {});
                        }
                        function yes() { cookieyes('yes'); }
                        function no() { cookieyes('no'); }
                        """);
            case COMPLIANZ ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='cmplz-cookiebanner-container'><button class='cmplz-accept'>Accetta</button></div>",
                        """
                        function complianz(word) {
                          put('cmplz_functional', 'allow'); put('cmplz_statistics', word); put('cmplz_marketing', word);
                          put('cmplz_banner-status', 'dismissed'); put('cmplz_policy_id', '16');
                          fire(document, 'cmplz_status_change', { category: 'marketing', value: word });
                        }
                        function yes() { complianz('allow'); }
                        function no() { complianz('deny'); }
                        """);
            case KLARO ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='klaro' class='klaro'><button class='cm-btn-success'>Accetta</button></div>",
                        """
                        var watchers = [];
                        var klaro = { getManager: function () { return { watch: function (w) { watchers.push(w); } }; } };
                        function save(on) {
                          put('klaro', encodeURIComponent(JSON.stringify({ activecampaign: on, matomo: on })));
                          watchers.forEach(function (w) { w.update(null, 'saveConsents', {}); });
                        }
                        function yes() { save(true); }
                        function no() { save(false); }
                        """);
            case USERCENTRICS ->
                new Banner(
                        format, settings(Set.of("svc-ac"), null, Set.of()), "<div id='usercentrics-root'></div>", """
                        function usercentrics(on) {
                          localStorage.setItem('uc_settings', JSON.stringify({ controllerId: 'c0ffee', id: 'Set1', language: 'it',
                            services: [{ id: 'svc-ac', processorId: 'p1', status: on, history: [{ action: 'onUpdateServices',
                              language: 'it', status: on, timestamp: Date.now(), type: 'explicit', versions: {} }] }],
                            version: '7.0.2' }));
                          fire(window, 'UC_UI_CMP_EVENT', {});
                        }
                        function yes() { usercentrics(true); }
                        function no() { usercentrics(false); }
                        """);
            case DIDOMI ->
                new Banner(
                        format,
                        settings(Set.of("c:activecampaign-AbC"), null, Set.of()),
                        "<div id='didomi-host'></div>",
                        """
                        function didomi(list) {
                          put('didomi_token', btoa(JSON.stringify({ user_id: '5b0c6f2e', created: new Date().toISOString(),
                            updated: new Date().toISOString(), vendors: Object.fromEntries([[list, ['c:activecampaign-AbC']]]),
                            purposes: Object.fromEntries([[list, ['marketing-X']]]), version: 2 })));
                          (window.didomiEventListeners || []).forEach(function (l) {
                            if (l.event === 'consent.changed') l.listener({});
                          });
                        }
                        function yes() { didomi('enabled'); }
                        function no() { didomi('disabled'); }
                        """);
            case ORESTBIDA ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div id='cc-main'><button data-role='all'>Accetta</button></div>",
                        """
                        function orestbida(on) {
                          put('cc_cookie', encodeURIComponent(JSON.stringify({ categories: on ? ['necessary', 'marketing']
                            : ['necessary'], revision: 0, data: null, consentTimestamp: new Date().toISOString(),
                            consentId: '5b0c6f2e-7d41-4f7a-9b11-2f3a4c5d6e7f', services: { marketing: on ? ['activecampaign']
                            : [] }, languageCode: 'it', lastConsentTimestamp: new Date().toISOString(),
                            expirationTime: Date.now() + 15768000000 })));
                          fire(window, 'cc:onChange', {});
                        }
                        function yes() { orestbida(true); }
                        function no() { orestbida(false); }
                        """);
            case OSANO ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<div class='cc-window cc-banner'><a class='cc-btn cc-allow'>Accetta</a></div>",
                        """
                        function osano(word) {
                          put('cookieconsent_status_ANALYTICS', word); put('cookieconsent_status_MARKETING', word);
                        }
                        function yes() { osano('ALLOW'); }
                        function no() { osano('DENY'); }
                        """);
            case IAB_TCF -> new Banner(format, settings(null, null, Set.of(1)), "<div id='cmp'></div>", """
                        var listeners = [];
                        function __tcfapi(command, version, callback) {
                          listeners.push(callback);
                          callback({ eventStatus: 'cmpuishown', tcString: '' }, true);
                        }
                        function tell(string) {
                          listeners.forEach(function (l) { l({ eventStatus: 'useractioncomplete', tcString: string }, true); });
                        }
                        function yes() { tell('CQqiDoAQqiDoANwADBITC1FgAP_gAAAAABCYAAAAAAAA.IAOABAAB.YAAAAAAAAMA'); }
                        function no() { tell('CQqiDoAQqiDoANwADBITC1FgAAAAAAAAABCYAAAAAAAA.IAOABAAB'); }
                        """);
            case IAB_GPP -> new Banner(format, settings(null, null, Set.of(1)), "<div id='cmp'></div>", """
                        var listeners = [];
                        function __gpp(command, callback) { listeners.push(callback); }
                        function tell(string) {
                          listeners.forEach(function (l) { l({ eventName: 'signalStatus',
                            pingData: { signalStatus: 'ready', gppString: string } }, true); });
                        }
                        function yes() { tell('DBABMA~CQqiDoAQqiDoANwADBITC1FgAP_gAAAAABCYAAAAAAAA.IAOABAAB.YAAAAAAAAMA'); }
                        function no() { tell('DBABMA~CQqiDoAQqiDoANwADBITC1FgAAAAAAAAABCYAAAAAAAA.IAOABAAB'); }
                        """);
            case CONSENTGATE ->
                new Banner(
                        format,
                        BannerSettings.DEFAULT,
                        "<form id='cookie-choice'><button>Accetto</button></form>",
                        """
                        function own(on) {
                          put('consentgate_consent', encodeURIComponent(JSON.stringify({ version: 1, receipt_id: 'r-' + Date.now(),
                            recorded_at: new Date().toISOString(), choices: { site_tracking: on } })));
                          fire(window, 'consentgate:change');
                        }
                        function yes() { own(true); }
                        function no() { own(false); }
                        """);
            case GOOGLE_CONSENT_MODE -> new Banner(format, BannerSettings.DEFAULT, "", """
                        var dataLayer = [];
                        function gtag() { dataLayer.push(arguments); }
                        gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied' });
                        function yes() { gtag('consent', 'update', { ad_storage: 'granted', analytics_storage: 'granted' }); }
                        function no() { gtag('consent', 'update', { ad_storage: 'denied', analytics_storage: 'denied' }); }
                        """);
        };
    }

    /** Every tool that can open. */
    public static List<Banner> all() {
        return List.of(BannerFormat.values()).stream()
                .filter(format -> format != BannerFormat.GOOGLE_CONSENT_MODE)
                .map(Banner::of)
                .toList();
    }

    private static BannerSettings settings(Set<String> services, String expected, Set<Integer> publisherPurposes) {
        return new BannerSettings(null, Set.of(), services, expected, null, publisherPurposes);
    }
}
