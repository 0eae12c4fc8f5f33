package io.consentgate.proof;

import io.consentgate.standin.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which recognisable values were in which requests: as they are, percent-encoded, JSON-escaped, in base64 or hex, as a
 * digest of an address, and any of these inside another up to three layers deep.
 */
final class Traffic {

    private static final Pattern TOKEN = Pattern.compile("[eflnst]q\\d{6}z");
    private static final Pattern PHONE = Pattern.compile("39347\\d{7}");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}");
    private static final Pattern HEX = Pattern.compile("(?i)\\b[0-9a-f]{24,}\\b");

    private final Map<String, Set<RecordedRequest>> found = new TreeMap<>();

    Traffic(Collection<RecordedRequest> requests) {
        for (RecordedRequest request : requests) {
            StringBuilder text = new StringBuilder(request.path()).append('?').append(request.query());
            request.headers().forEach((name, values) -> text.append('\n').append(values));
            text.append('\n').append(request.bodyText());
            look(request, text.toString(), 3);
        }
    }

    private void look(RecordedRequest request, String text, int layers) {
        String lower = text.toLowerCase(Locale.ROOT);
        keep(request, TOKEN.matcher(lower));
        keep(request, PHONE.matcher(lower));
        keep(request, HEX.matcher(lower));
        if (layers == 0) {
            return;
        }
        String percent = PERCENT.matcher(text).replaceAll(run -> Matcher.quoteReplacement(percentDecoded(run.group())));
        if (!percent.equals(text)) {
            look(request, percent, layers - 1);
        }
        String escaped = ESCAPE.matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(run.group(1), 16))));
        if (!escaped.equals(text)) {
            look(request, escaped, layers - 1);
        }
        BASE64.matcher(text).results().forEach(run -> decoded(run.group()).forEach(plain -> look(request, plain, 0)));
        HEX.matcher(text).results().forEach(run -> {
            String even = run.group().substring(run.group().length() % 2);
            look(request, new String(HexFormat.of().parseHex(even), StandardCharsets.ISO_8859_1), 0);
        });
    }

    private void keep(RecordedRequest request, Matcher matcher) {
        while (matcher.find()) {
            found.computeIfAbsent(matcher.group(), any -> new HashSet<>()).add(request);
        }
    }

    private static String percentDecoded(String escapes) {
        return URLDecoder.decode(escapes, StandardCharsets.ISO_8859_1);
    }

    /** At each of the four ways in which a run may begin. */
    private static List<String> decoded(String run) {
        Map<Integer, String> plain = new HashMap<>();
        String standard = run.replace('-', '+').replace('_', '/');
        for (int skip = 0; skip < 4; skip++) {
            String part = standard.substring(Math.min(skip, standard.length()));
            part = part.substring(0, part.length() - part.length() % 4);
            plain.put(skip, new String(Base64.getDecoder().decode(part), StandardCharsets.ISO_8859_1));
        }
        return List.copyOf(plain.values());
    }

    /** Requests that hold the value in any spelling. */
    Set<RecordedRequest> with(String value) {
        return found.getOrDefault(value.toLowerCase(Locale.ROOT), Set.of());
    }

    /** Requests that name the person by address, by a digest of the address, or by phone. */
    Set<RecordedRequest> about(Crowd.Member member) {
        Set<RecordedRequest> about = new HashSet<>(with(member.token('e')));
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            about.addAll(with(digest(algorithm, member.email())));
        }
        for (char kind : "flst".toCharArray()) {
            about.addAll(with(member.token(kind)));
        }
        about.addAll(with(member.phone().substring(1)));
        return about;
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
