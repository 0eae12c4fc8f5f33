package io.consentgate.operations.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.consent.banner.BannerFormat;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page sends about its banner; the members of a {@code cookie-consent} event that a page can know.
 *
 * @param visitorId a UUID: nobody else can guess it
 * @param raw the cookie or storage value as the browser holds it
 * @param pageUrl origin and path, null when not told
 * @param noticeVersion null when not told
 */
record BannerMessage(
        String shop, String visitorId, String format, String raw, String pageUrl, boolean gpc, String noticeVersion) {

    static final int MAX_BYTES = 24 * 1024;

    private static final int LONGEST_RAW = 16_384;
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final List<String> REQUIRED = List.of("shop", "visitor_id", "format", "raw");
    private static final Set<String> MEMBERS =
            Set.of("shop", "visitor_id", "format", "raw", "page_url", "gpc", "notice_version");
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** @param expected what the member would have to be; never the value, which may lead to a person */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String member, String expected) {
            super(member + ": expected " + expected, null, false, false);
        }
    }

    static BannerMessage of(byte[] body) throws Wrong {
        JsonNode json = json(body);
        for (String required : REQUIRED) {
            if (!json.has(required)) {
                throw new Wrong("/" + required, "this member");
            }
        }
        if (!Stream.generate(json.fieldNames()::next).limit(json.size()).allMatch(MEMBERS::contains)) {
            throw new Wrong(
                    "the body",
                    "no members but "
                            + String.join(", ", MEMBERS.stream().sorted().toList()));
        }
        String visitor = text(json, "visitor_id", LONGEST_TEXT);
        if (!UUID.matcher(visitor).matches()) {
            throw new Wrong("/visitor_id", "a UUID");
        }
        String format = text(json, "format", LONGEST_TEXT);
        if (BannerFormat.of(format).isEmpty()) {
            throw new Wrong(
                    "/format",
                    "one of "
                            + String.join(
                                    ", ",
                                    Stream.of(BannerFormat.values())
                                            .map(BannerFormat::wire)
                                            .toList()));
        }
        String shop = text(json, "shop", LONGEST_TEXT);
        if (shop.isBlank()) {
            throw new Wrong("/shop", "the shop as it stands in events");
        }
        return new BannerMessage(
                shop,
                visitor,
                format,
                text(json, "raw", LONGEST_RAW),
                page(json),
                flag(json, "gpc"),
                json.has("notice_version") ? text(json, "notice_version", LONGEST_TEXT) : null);
    }

    private static JsonNode json(byte[] body) throws Wrong {
        try {
            JsonNode json = READER.readValue(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException | StackOverflowError notJson) {
            // Answered below: what it holds is not for a log.
        }
        throw new Wrong("the body", "one JSON object, each member once");
    }

    private static String text(JsonNode json, String member, int longest) throws Wrong {
        JsonNode value = json.get(member);
        if (!value.isTextual() || value.textValue().length() > longest || isBroken(value.textValue())) {
            throw new Wrong("/" + member, "text of at most " + longest + " characters");
        }
        return value.textValue();
    }

    /** A NUL or half a surrogate pair: no database can hold it. */
    private static boolean isBroken(String text) {
        return text.indexOf(0) >= 0
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean flag(JsonNode json, String member) throws Wrong {
        if (json.has(member) && !json.get(member).isBoolean()) {
            throw new Wrong("/" + member, "true or false");
        }
        return json.path(member).booleanValue();
    }

    /** Queries and fragments hold addresses and tokens: they are not kept. */
    private static String page(JsonNode json) throws Wrong {
        if (!json.has("page_url")) {
            return null;
        }
        String written = text(json, "page_url", LONGEST_URL);
        try {
            String bare = written.split("[?#]", 2)[0];
            URI uri = URI.create(bare);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return bare;
            }
        } catch (IllegalArgumentException notAUri) {
            // Answered below.
        }
        throw new Wrong("/page_url", "the page's origin and path, like https://www.shop.example/cart");
    }

    @Override
    public String toString() {
        return "BannerMessage[" + format + "]";
    }
}
