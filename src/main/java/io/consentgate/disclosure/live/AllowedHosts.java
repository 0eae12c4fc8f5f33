package io.consentgate.disclosure.live;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the live check may go: scheme, host and port of the pages that the site's file names, nothing else. A redirect
 * is measured by the same rule as the first address. This machine is reached only when the file writes it out as
 * {@code localhost} or a loopback address, which is what tests and the demo do.
 */
final class AllowedHosts {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Set<String> origins;

    private AllowedHosts(Set<String> origins) {
        this.origins = origins;
    }

    static AllowedHosts of(Collection<URI> pages) {
        return new AllowedHosts(
                pages.stream().map(AllowedHosts::origin).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Why this address must not be asked; empty when it may. */
    Optional<String> refusal(URI address) {
        if (address.getHost() == null || address.getScheme() == null) {
            return Optional.of("is no complete address");
        }
        if (address.getUserInfo() != null) {
            return Optional.of("carries a user name");
        }
        boolean https = address.getScheme().equalsIgnoreCase("https");
        if (!https && !(address.getScheme().equalsIgnoreCase("http") && loopback(host(address)))) {
            return Optional.of("is not https");
        }
        if (!origins.contains(origin(address))) {
            return Optional.of("is on " + shown(address) + ", which the site's file does not name");
        }
        return Optional.empty();
    }

    /**
     * The addresses of a host, each of them checked. The connection is made to exactly these, so that a name that
     * answers differently the next time gains nothing.
     *
     * @throws UnknownHostException also when one of them must not be reached
     */
    static List<InetAddress> reachable(String host, InetAddress[] resolved) throws UnknownHostException {
        boolean here = loopback(host);
        for (InetAddress address : resolved) {
            if (here ? !address.isLoopbackAddress() : !PublicAddress.isPublic(address)) {
                throw new Forbidden(host);
            }
        }
        return List.of(resolved);
    }

    /** The host is known, and leads where the live check must not go. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Forbidden(String host) {
            super(host + " leads to an address that is not public");
        }
    }

    static boolean loopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches() || host.equals("::1");
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private static String shown(URI address) {
        return host(address) + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static String origin(URI address) {
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : https ? 443 : 80;
        return (https ? "https" : "http") + "://" + host(address) + ":" + port;
    }
}
