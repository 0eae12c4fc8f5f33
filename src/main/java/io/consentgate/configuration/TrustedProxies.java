package io.consentgate.configuration;

import io.consentgate.event.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word counts about who calls. Each adds the address that it saw at the end of
 * {@code X-Forwarded-For} (RFC 7239 5.2), so the caller is the last one that is no such proxy; what stands before it
 * anybody may have written.
 */
public final class TrustedProxies {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Some proxies write the port too: 192.0.2.1:4711, [2001:db8::1]:4711. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::\\d{1,5})?|([^:]+):\\d{1,5}");

    private final List<Network> networks;

    TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** @param bits how many of the address' first bits are the network's */
    record Network(InetAddress address, int bits) {

        /** Empty for what is neither an address nor a network, and for the one that holds everybody. */
        static Optional<Network> of(String text) {
            String[] parts = text.split("/", -1);
            Optional<InetAddress> address = parts.length > 2 ? Optional.empty() : literal(parts[0]);
            int most = address.map(one -> one.getAddress().length * 8).orElse(0);
            if (most == 0 || parts.length == 1) {
                return address.map(one -> new Network(one, most));
            }
            boolean fits = parts[1].matches("[1-9]\\d{0,2}") && Integer.parseInt(parts[1]) <= most;
            return fits ? address.map(one -> new Network(one, Integer.parseInt(parts[1]))) : Optional.empty();
        }

        boolean holds(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The address of the caller, as far as somebody trusted says it.
     *
     * @param direct who is connected to us
     * @param forwarded the fields {@code X-Forwarded-For} in their order
     */
    public String caller(String direct, List<String> forwarded) {
        InetAddress caller = literal(direct).orElse(null);
        String[] hops = String.join(",", forwarded).split(",");
        for (int hop = hops.length - 1; caller != null && trusts(caller) && hop >= 0; hop--) {
            InetAddress said = literal(withoutPort(hops[hop].strip())).orElse(null);
            if (said == null) {
                break;
            }
            caller = said;
        }
        return caller == null ? direct : caller.getHostAddress();
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        if (!matcher.matches()) {
            return hop;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** Without asking a name server: only what is written as an address. An IPv4 address in IPv6 clothes is the same. */
    private static Optional<InetAddress> literal(String text) {
        String bare = text.split("%", 2)[0];
        if (!IpAddress.valid(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "TrustedProxies[" + networks.size() + "]";
    }
}
