package io.consentgate.standin;

/** Which requests a fault meets; null means any. Paths are without {@code /api/3}, a "*" stands for one part. */
public record Where(String method, String path, String mentioning) {

    public static Where everywhere() {
        return new Where(null, null, null);
    }

    public static Where endpoint(String method, String path) {
        return new Where(method, path, null);
    }

    /** Only requests of the event host; {@link #everywhere()} means only the account's API. */
    public static Where eventHost() {
        return new Where("POST", EventHost.PATH, null);
    }

    /** Only when the body contains that text, for one poisonous record. */
    public Where mentioning(String text) {
        return new Where(method, path, text);
    }

    boolean matches(Call call) {
        boolean event = call.path().equals(EventHost.PATH);
        return (method == null || method.equals(call.method()))
                && (path == null ? !event : matches(path.split("/"), call.path().split("/")))
                && (mentioning == null || call.bodyText().contains(mentioning));
    }

    private static boolean matches(String[] pattern, String[] path) {
        boolean same = pattern.length == path.length;
        for (int i = 0; same && i < pattern.length; i++) {
            same = pattern[i].equals("*") || pattern[i].equals(path[i]);
        }
        return same;
    }
}
