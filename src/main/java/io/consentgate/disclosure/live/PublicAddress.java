package io.consentgate.disclosure.live;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Whether an address is one of the public Internet: everything that the registries of special purpose addresses
 * (RFC 6890 and its successors) reserve is not, cloud metadata at 169.254.169.254 included. IPv6 is public only inside
 * 2000::/3 and without the blocks there that carry an IPv4 address, which may be a private one.
 */
final class PublicAddress {

    private static final int[][] RESERVED_V4 = {
        {0, 0, 8},
        {10, 0, 8},
        {100, 64, 10},
        {127, 0, 8},
        {169, 254, 16},
        {172, 16, 12},
        {192, 0, 24},
        {192, 168, 16},
        {198, 18, 15},
        {224, 0, 4},
        {240, 0, 4}
    };

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? publicV4(bytes) : publicV6(bytes);
    }

    private static boolean publicV4(byte[] bytes) {
        long number = number(bytes, 4);
        for (int[] block : RESERVED_V4) {
            long base = ((long) block[0] << 24) | ((long) block[1] << 16);
            if ((number ^ base) >>> (32 - block[2]) == 0) {
                return false;
            }
        }
        return !documentation(bytes);
    }

    private static boolean documentation(byte[] bytes) {
        long block = number(bytes, 3);
        return block == 0xC00002 || block == 0xC63364 || block == 0xCB0071;
    }

    private static boolean publicV6(byte[] bytes) {
        long start = number(bytes, 2);
        boolean global = start >>> 13 == 1;
        boolean protocols = start == 0x2001 && number(bytes, 4) - 0x20010000L < 0x200;
        boolean example = number(bytes, 4) == 0x20010DB8L || start == 0x3FFF;
        boolean sixToFour = start == 0x2002;
        return global && !protocols && !example && !sixToFour;
    }

    private static long number(byte[] bytes, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | (bytes[i] & 0xFF);
        }
        return number;
    }
}
