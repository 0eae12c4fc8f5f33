package io.consentgate.operations.http;

import java.util.Arrays;
import java.util.regex.Pattern;

/** An IP address without what leads to one connection (consent.md 3.10): 203.0.113.0/24, 2001:db8:1::/48. */
final class Networks {

    private static final Pattern LOCAL = Pattern.compile("127\\..*|0*:.*:0*1|::1|localhost");

    private Networks() {}

    /** Null for this machine, where a proxy stands, and for what is no address. */
    static String of(String address) {
        if (address == null || LOCAL.matcher(address).matches()) {
            return null;
        }
        String[] four = address.split("\\.");
        if (four.length == 4) {
            return String.join(".", Arrays.copyOf(four, 3)) + ".0/24";
        }
        String[] groups = address.split("%")[0].split(":");
        return groups.length < 3 ? null : String.join(":", Arrays.copyOf(groups, 3)) + "::/48";
    }
}
