package io.consentgate.access;

import io.consentgate.configuration.Role;
import java.util.Set;

/**
 * Whoever was let in.
 *
 * @param shops the shops that a site's key is bound to; {@code *} = every shop of the installation (READINGS 29)
 */
public record Caller(Role role, Set<String> shops) {
    public static final String EVERY_SHOP = "*";

    public boolean speaksFor(String shop) {
        return shops.contains(EVERY_SHOP) || shops.contains(shop);
    }
}
