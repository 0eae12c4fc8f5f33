package io.consentgate.access;

import io.consentgate.configuration.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One way in. What is not listed as a door does not exist.
 *
 * @param path exact; one that ends in {@code /*} covers everything below it
 * @param contentTypes accepted types of a body; empty = the request has none
 * @param maxBytes limit of the declared body length
 */
public record Door(String method, String path, Lock lock, Set<String> contentTypes, long maxBytes) {

    /** What opens a door. */
    public sealed interface Lock {}

    /** Anybody. */
    public record Open() implements Lock {}

    /** A key of one of these roles, as {@code Authorization: Bearer}. */
    public record Keyed(Set<Role> roles) implements Lock {}

    /** A secret of the sender's own, as the rest of the path or as {@code ?secret=}. */
    public record Secret(Predicate<String> accepts) implements Lock {}

    public static Door open(String method, String path) {
        return new Door(method, path, new Open(), Set.of(), 0);
    }

    public static Door keyed(String method, String path, Role first, Role... more) {
        return new Door(method, path, new Keyed(EnumSet.of(first, more)), Set.of(), 0);
    }

    public static Door secret(String method, String path, Predicate<String> accepts) {
        return new Door(method, path, new Secret(accepts), Set.of(), 0);
    }

    public Door taking(long maxBytes, String... contentTypes) {
        return new Door(method, path, lock, Set.of(contentTypes), maxBytes);
    }

    boolean covers(String requested) {
        return path.endsWith("/*")
                ? requested.startsWith(path.substring(0, path.length() - 1))
                        || requested.equals(path.substring(0, path.length() - 2))
                : path.equals(requested);
    }
}
