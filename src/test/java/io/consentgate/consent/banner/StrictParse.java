package io.consentgate.consent.banner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The oracle of the fuzzing: whether a value, read by other means than the decoders', is an explicit, proven yes to site
 * tracking. Slow, plain, and no to everything it does not know.
 */
final class StrictParse {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String TOKEN = "[ +]*(?:'([^']*)'|\"([^\"]*)\"|([A-Za-z0-9_-]+))[ +]*";
    private static final Pattern PAIR = Pattern.compile(TOKEN + ":" + TOKEN + "(,|\\}$)");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MMM dd uuuu HH:mm:ss 'GMT'xx", Locale.ENGLISH);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("dd MMM uuuu HH:mm:ss 'GMT'X", Locale.ENGLISH);

    private final BannerFormat format;
    private final BannerSettings settings;
    private final Instant now;
    private final Set<String> names;

    private StrictParse(BannerFormat format, BannerSettings settings, Instant now) {
        this.format = format;
        this.settings = settings;
        this.now = now;
        this.names = settings.siteTracking(format);
    }

    /** Whether it is an explicit yes. */
    static boolean grants(String format, String raw, BannerSettings settings, Instant now) {
        try {
            BannerFormat known = BannerFormat.of(format).orElseThrow();
            return new StrictParse(known, settings, now).grants(raw);
        } catch (RuntimeException | JsonProcessingException no) {
            return false;
        }
    }

    private boolean grants(String raw) throws JsonProcessingException {
        return switch (format) {
            case COOKIEBOT -> cookiebot(decoded(raw));
            case IUBENDA -> iubenda(json(raw));
            case ONETRUST -> oneTrust(raw);
            case COOKIEYES -> cookieYes(raw.contains(":") ? raw : decoded(raw));
            case COMPLIANZ -> complianz(cookies(raw));
            case KLARO -> all(settings.services(), json(raw));
            case USERCENTRICS -> usercentrics(json(raw));
            case DIDOMI -> didomi(raw);
            case ORESTBIDA -> orestbida(json(raw));
            case OSANO -> osano(cookies(raw));
            case GOOGLE_CONSENT_MODE -> false;
            case IAB_TCF -> tcf(raw);
            case IAB_GPP -> gpp(raw);
            case CONSENTGATE -> own(json(raw));
        };
    }

    private static String decoded(String raw) {
        String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        check(decoded.indexOf('\uFFFD') < 0);
        return decoded;
    }

    private static JsonNode json(String raw) throws JsonProcessingException {
        JsonNode node = JSON.readTree(raw.startsWith("{") && !raw.startsWith("{%") ? raw : decoded(raw));
        check(node.isObject());
        return node;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    private boolean credible(Instant at) {
        return at.isAfter(Instant.parse("2009-01-01T00:00:00Z")) && at.isBefore(now.plusSeconds(600));
    }

    private boolean credible(JsonNode text) {
        return credible(OffsetDateTime.parse(text.textValue()).toInstant());
    }

    private static boolean all(Set<String> names, JsonNode answers) {
        for (JsonNode answer : answers) {
            check(answer.isBoolean());
        }
        return !names.isEmpty()
                && names.stream()
                        .allMatch(name -> answers.path(name).isBoolean()
                                && answers.path(name).booleanValue());
    }

    private boolean cookiebot(String text) {
        check(text.replaceFirst("^[ +]+", "").startsWith("{"));
        Map<String, String> members = new HashMap<>();
        Matcher pair = PAIR.matcher(text).region(text.indexOf('{') + 1, text.length());
        boolean closed = false;
        while (!closed && pair.lookingAt()) {
            check(members.put(any(pair, 1), any(pair, 4)) == null);
            closed = pair.group(7).equals("}");
            pair.region(pair.end(), text.length());
        }
        String method = members.getOrDefault("method", "explicit");
        return closed
                && names.stream().allMatch(name -> "true".equals(members.get(name)))
                && method.equals("explicit")
                && members.get("stamp").matches("[A-Za-z0-9+/]{20,}={0,2}")
                && credible(Instant.ofEpochMilli(Long.parseLong(members.get("utc"))));
    }

    private static String any(Matcher matcher, int from) {
        for (int group = from; group < from + 3; group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        throw new IllegalStateException();
    }

    private boolean iubenda(JsonNode record) {
        return all(names, record.get("purposes"))
                && record.path("consent").asBoolean(true)
                && credible(record.get("timestamp"));
    }

    private boolean oneTrust(String raw) {
        if (!raw.startsWith("OptanonConsent=")) {
            return oneTrust(raw, null);
        }
        Map<String, String> cookies = cookies(raw);
        String answered = cookies.get("OptanonAlertBoxClosed");
        return oneTrust(
                cookies.get("OptanonConsent"),
                answered == null
                        ? null
                        : OffsetDateTime.parse(decoded(answered)).toInstant());
    }

    private boolean oneTrust(String form, Instant answered) {
        Map<String, String> fields = new HashMap<>();
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            if (equals >= 0) {
                check(fields.put(field.substring(0, equals), field.substring(equals + 1)) == null);
            }
        }
        Map<String, String> groups = new HashMap<>();
        for (String group : decoded(fields.get("groups")).split(",")) {
            int colon = group.indexOf(':');
            check(groups.put(group.substring(0, colon), group.substring(colon + 1)) == null);
        }
        check(List.of("0", "").contains(fields.getOrDefault("isGpcEnabled", "0")));
        check(List.of("0", "").contains(fields.getOrDefault("browserGpcFlag", "0")));
        check(fields.getOrDefault("AwaitingReconsent", "false").equals("false"));
        check(!fields.getOrDefault("interactionCount", "1").equals("0"));
        if (answered == null) {
            String id = fields.get("consentId");
            check(UUID.matcher(id).matches()
                    || fields.getOrDefault("isAnonUser", "1").equals("0"));
        }
        return names.stream().allMatch(name -> "1".equals(groups.get(name)))
                && credible(answered == null ? oneTrustDate(fields.get("datestamp")) : answered);
    }

    private static Instant oneTrustDate(String stamp) {
        String date = stamp.contains(" ") ? stamp : URLDecoder.decode(stamp, StandardCharsets.UTF_8);
        if (date.charAt(3) == ',') {
            return OffsetDateTime.parse(date.substring(5) + "Z", UTC).toInstant();
        }
        return OffsetDateTime.parse(date.substring(4, 33), LOCAL).toInstant();
    }

    private boolean cookieYes(String text) {
        Map<String, String> members = new HashMap<>();
        for (String pair : text.split(",")) {
            String[] keyAndValue = pair.split(":", 2);
            check(members.put(keyAndValue[0], keyAndValue[1]) == null);
        }
        return names.stream().allMatch(name -> "yes".equals(members.get(name)))
                && "yes".equals(members.get("action"))
                && members.getOrDefault("consent", "yes").equals("yes")
                && !members.get("consentid").isEmpty()
                && (settings.expected() == null || settings.expected().equals(members.get("tax")))
                && credible(Instant.ofEpochMilli(Long.parseLong(members.get("lastRenewedDate"))));
    }

    private static Map<String, String> cookies(String header) {
        Map<String, String> cookies = new HashMap<>();
        for (String cookie : header.split(";")) {
            int equals = cookie.indexOf('=');
            if (equals >= 0) {
                String value = cookie.substring(equals + 1).strip();
                String before = cookies.put(cookie.substring(0, equals).strip(), value);
                check(before == null || before.equals(value));
            }
        }
        return cookies;
    }

    private boolean complianz(Map<String, String> cookies) throws JsonProcessingException {
        String services = cookies.getOrDefault("cmplz_consented_services", "");
        if (!services.isEmpty()) {
            for (String service : settings.services()) {
                check(json(services).path(service).asBoolean(true));
            }
        }
        return names.stream().allMatch(name -> "allow".equals(cookies.get("cmplz_" + name)))
                && "dismissed".equals(cookies.get("cmplz_banner-status"))
                && cookies.getOrDefault("cmplz_consenttype", "optin").startsWith("optin")
                && (settings.expected() == null || settings.expected().equals(cookies.get("cmplz_policy_id")));
    }

    private boolean osano(Map<String, String> cookies) {
        return names.stream().allMatch(name -> "ALLOW".equals(cookies.get("cookieconsent_status_" + name)))
                && cookies.getOrDefault("cookieconsent_status", "allow").equals("allow");
    }

    private boolean usercentrics(JsonNode record) {
        JsonNode data = record.path("consent").path("services");
        Map<String, Boolean> granted = new HashMap<>();
        if (!data.isMissingNode()) {
            check(record.path("consent").path("type").asText("explicit").equalsIgnoreCase("explicit"));
            JsonNode writer = record.path("consent").path("updatedBy");
            check(writer.isMissingNode()
                    || writer.isNull()
                    || writer.asText().matches("on(AcceptAll|DenyAll|Update)Services"));
            data.properties().forEach(service -> {
                boolean answer = service.getValue().get("consent").booleanValue();
                granted.put(service.getKey(), answer);
                granted.merge(
                        service.getValue().path("name").asText().toLowerCase(Locale.ROOT), answer, Boolean::logicalAnd);
            });
        } else {
            for (JsonNode service : record.get("services")) {
                JsonNode last = null;
                for (JsonNode entry : service.path("history")) {
                    boolean newer = last == null
                            || entry.get("timestamp").longValue()
                                    >= last.get("timestamp").longValue();
                    last = newer ? entry : last;
                }
                boolean given = last != null
                        && service.get("status").booleanValue()
                        && last.get("status").booleanValue()
                        && last.path("type").asText().equals("explicit")
                        && credible(Instant.ofEpochMilli(last.get("timestamp").longValue()));
                check(granted.put(service.get("id").asText(), given) == null);
            }
        }
        return Stream.concat(settings.services().stream(), names.stream())
                .allMatch(service -> Boolean.TRUE.equals(granted.get(service)));
    }

    private boolean didomi(String raw) throws JsonProcessingException {
        String base64 =
                decoded(raw).replaceFirst("={0,2}$", "").replace('-', '+').replace('_', '/');
        JsonNode token = json(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        List<String> refused = texts(token.path("purposes").path("disabled"));
        List<String> agreed = texts(token.path("purposes").path("enabled"));
        for (List<String> purposes : List.of(refused, agreed)) {
            purposes.removeAll(List.of("geolocation_data", "device_characteristics"));
        }
        return (refused.isEmpty() || !agreed.isEmpty())
                && texts(token.path("vendors").path("enabled")).containsAll(settings.services())
                && texts(token.path("purposes").path("enabled")).containsAll(names)
                && texts(token.path("vendors").path("disabled")).stream().noneMatch(settings.services()::contains)
                && token.get("version").longValue() == 2
                && !token.get("user_id").textValue().isEmpty()
                && credible(token.get("updated"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private boolean orestbida(JsonNode record) {
        Set<String> services = new HashSet<>();
        List<String> categories = texts(record.get("categories"));
        categories.forEach(
                category -> services.addAll(texts(record.path("services").path(category))));
        String time = record.path("lastConsentTimestamp").isTextual() ? "lastConsentTimestamp" : "consentTimestamp";
        return categories.containsAll(names)
                && services.containsAll(settings.services())
                && (settings.expected() == null
                        || settings.expected().equals(record.path("revision").asText()))
                && !record.get("consentId").textValue().isEmpty()
                && credible(record.get(time));
    }

    private boolean own(JsonNode record) {
        return all(names, record.get("choices"))
                && record.get("version").longValue() == 1
                && (settings.expected() == null
                        || settings.expected()
                                .equals(record.path("notice_version").asText()))
                && !record.get("receipt_id").textValue().isEmpty()
                && credible(record.get("recorded_at"));
    }

    private boolean gpp(String raw) {
        for (String section : raw.split("~")) {
            if (section.startsWith("C") && grants("iab_tcf", section, settings, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean tcf(String raw) {
        String[] segments = raw.split("\\.", -1);
        Bits core = new Bits(segments[0]);
        long created = core.number(6, 36) * 100;
        long updated = core.number(42, 36) * 100;
        check(core.number(0, 6) == 2 && core.number(132, 6) >= 4 && core.number(132, 6) <= 5 && core.is(138));
        check(credible(Instant.ofEpochMilli(Math.max(created, updated))));
        Set<Long> kinds = new HashSet<>();
        Bits publisher = null;
        Bits disclosed = null;
        for (int i = 1; i < segments.length; i++) {
            Bits segment = new Bits(segments[i]);
            long kind = segment.number(0, 3);
            check(kind >= 1 && kind <= 3 && kinds.add(kind));
            publisher = kind == 3 ? segment : publisher;
            disclosed = kind == 1 ? segment : disclosed;
        }
        boolean granted =
                settings.tcfVendor() != null || !settings.tcfPublisherPurposes().isEmpty();
        for (String name : names) {
            int purpose = Integer.parseInt(name);
            granted &= core.is(152 + purpose - 1) && !(purpose == 1 && core.is(200));
        }
        if (settings.tcfVendor() != null) {
            granted &= core.vendors(213).contains(settings.tcfVendor());
            granted &= disclosed == null || disclosed.vendors(3).contains(settings.tcfVendor());
        }
        for (int purpose : settings.tcfPublisherPurposes()) {
            granted &= purpose <= publisher.number(51, 6) && publisher.is(57 + purpose - 1);
        }
        return granted;
    }

    /** Bits of a segment; beyond its end there is nothing to read. */
    private static final class Bits {

        private final byte[] bytes;

        Bits(String segment) {
            bytes = Base64.getUrlDecoder().decode(segment);
        }

        boolean is(int bit) {
            return (bytes[bit / 8] >> (7 - bit % 8) & 1) == 1;
        }

        long number(int from, int width) {
            long number = 0;
            for (int bit = from; bit < from + width; bit++) {
                number = number << 1 | (is(bit) ? 1 : 0);
            }
            return number;
        }

        Set<Integer> vendors(int from) {
            Set<Integer> vendors = new HashSet<>();
            int highest = (int) number(from, 16);
            if (!is(from + 16)) {
                for (int vendor = 1; vendor <= highest; vendor++) {
                    if (is(from + 16 + vendor)) {
                        vendors.add(vendor);
                    }
                }
                return vendors;
            }
            int at = from + 29;
            for (long entries = number(from + 17, 12); entries > 0; entries--) {
                boolean range = is(at);
                int first = (int) number(at + 1, 16);
                int last = range ? (int) number(at + 17, 16) : first;
                for (int vendor = first; vendor <= last; vendor++) {
                    vendors.add(vendor);
                }
                at += range ? 33 : 17;
            }
            return vendors;
        }
    }
}
