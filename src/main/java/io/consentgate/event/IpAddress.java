package io.consentgate.event;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Literal addresses only; a host name would be looked up. */
public final class IpAddress {

    private static final String PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(PART + "(\\." + PART + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]{2,45}|[0-9A-Fa-f:]{2,30}:(" + V4.pattern() + ")");

    private IpAddress() {}

    public static boolean valid(String text) {
        if (V4.matcher(text).matches()) {
            return true;
        }
        if (text.indexOf(':') < 0 || !V6.matcher(text).matches() || text.length() > 45) {
            return false;
        }
        try {
            // With a colon and only these characters the JDK parses a literal and asks no name server.
            InetAddress.getByName("[" + text + "]");
            return true;
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
