package io.consentgate.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that an operator pastes. */
final class Urls {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private Urls() {}

    /** An absolute http or https address without user, query or fragment; http only for loopback (READINGS 33). */
    static Optional<URI> web(String written) {
        try {
            URI uri = new URI(written.strip().replaceAll("/+$", ""));
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            return uri.getHost() != null && plain && (https || (http && loopback(uri)))
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    static boolean loopback(URI uri) {
        return uri.getHost() != null && loopback(uri.getHost());
    }

    static boolean loopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
