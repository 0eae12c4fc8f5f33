package io.consentgate.activecampaign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An address under which ActiveCampaign is called: https, or http on this machine (READINGS 33). It is pasted from
 * the account, never built from a name (chapter 1).
 */
public final class AccountUrl {

    private static final String API = "/api/3";

    private final String text;

    private AccountUrl(String text) {
        this.text = text;
    }

    /**
     * The account's URL; may end in {@code /api/3}.
     *
     * @throws IllegalArgumentException says what is wrong and what would be accepted, without repeating a secret
     */
    public static AccountUrl account(String url) {
        URI uri = checked(url, "for example https://youraccount.api-us1.com");
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "has a query ('?...'); expected only the address that the account shows");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return new AccountUrl(origin(uri) + (path.endsWith(API) ? path : path + API));
    }

    /** The full address of the event endpoint. */
    public static AccountUrl events(String url) {
        URI uri = checked(url, "for example https://trackcmp.net/event");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new AccountUrl(origin(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath()) + query);
    }

    /** Whether it leads to this machine: the example texts are accepted only there (READINGS 30). */
    public boolean isLoopback() {
        return isLoopback(URI.create(text).getHost());
    }

    String text() {
        return text;
    }

    private static URI checked(String url, String example) {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("is empty; expected an address, " + example);
        }
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("is not a URL; expected an address, " + example);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("is not a web address; expected https://..., " + example);
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("holds a user name; credentials belong in ACTIVECAMPAIGN_API_TOKEN");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("has a fragment ('#...'); expected only the address");
        }
        if (scheme.equals("http") && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("is http; expected https (http only for this machine, 127.0.0.1)");
        }
        return uri;
    }

    private static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority();
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return text;
    }
}
