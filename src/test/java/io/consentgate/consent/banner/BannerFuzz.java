package io.consentgate.consent.banner;

import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerState.Unreadable;
import io.consentgate.consent.banner.Vectors.Vector;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Mutates every value of {@code banner/vectors.json} and asks after each: did the reader answer, and if it says yes, does
 * {@link StrictParse} find an explicit yes in the mutated value too? Run by hand for a million:
 * {@code BannerFuzz COUNT [SEED]}; the same with a small count is part of the tests.
 */
public final class BannerFuzz {

    private static final String[][] WORDS = {
        {"false", "true"},
        {"no", "yes"},
        {":0", ":1"},
        {"%3A0", "%3A1"},
        {"deny", "allow"},
        {"DENY", "ALLOW"},
        {"implied", "explicit"},
        {"implicit", "explicit"},
        {"disabled", "enabled"},
        {"show", "dismissed"},
        {"dismiss", "allow"},
        {"null", "2"},
        {"DISMISS", "ALLOW"}
    };

    private final List<Vector> seeds = Vectors.all();
    private final Random random;

    long mutations;
    long yeses;

    BannerFuzz(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] arguments) {
        BannerFuzz fuzz = new BannerFuzz(arguments.length > 1 ? Long.parseLong(arguments[1]) : 3);
        fuzz.run(Long.parseLong(arguments[0]));
        System.out.printf(
                Locale.ROOT, "%,d mutations, %,d still an explicit yes, none wrong%n", fuzz.mutations, fuzz.yeses);
    }

    /** A mutated value, and whether a second, stricter reading finds a yes in it for a site with the usual settings. */
    public record Mutation(String format, String raw) {

        public boolean grants(Instant now) {
            return StrictParse.grants(format, raw, BannerSettings.DEFAULT, now);
        }
    }

    public static List<Mutation> mutations(long seed, int count) {
        BannerFuzz fuzz = new BannerFuzz(seed);
        List<Mutation> mutations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Vector vector = fuzz.seeds.get(i % fuzz.seeds.size());
            // Now and then the value itself, so that there is something to say yes to.
            String raw = i % 7 == 0 ? vector.raw() : fuzz.mutate(vector, vector.raw());
            mutations.add(new Mutation(vector.format(), raw));
        }
        return mutations;
    }

    void run(long count) {
        for (long i = 0; i < count; i++) {
            Vector vector = seeds.get((int) (i % seeds.size()));
            String mutated = vector.raw();
            for (int more = 1 + random.nextInt(3); more > 0; more--) {
                mutated = mutate(vector, mutated);
            }
            examine(vector, mutated);
        }
    }

    private void examine(Vector vector, String mutated) {
        mutations++;
        try {
            BannerState state = vector.read(mutated);
            List<Statement> statements =
                    BannerStatements.of(state, vector.format(), Vectors.NOW, Vectors.NOW, "2026-03", null);
            if (state.equals(new Unreadable(BannerReason.UNPARSABLE))) {
                unforeseen(vector, mutated);
            }
            boolean given = state.activeCampaignTracking();
            boolean stated = statements.stream()
                    .anyMatch(statement -> statement instanceof Statement.Choice choice
                            && choice.purpose() == Purpose.SITE_TRACKING
                            && choice.status() == ConsentStatus.GIVEN);
            if ((given || stated) && !StrictParse.grants(vector.format(), mutated, vector.settings(), Vectors.NOW)) {
                throw new AssertionError("a yes out of nothing");
            }
            if (stated && !given) {
                throw new AssertionError("states a yes that was not read");
            }
            yeses += given ? 1 : 0;
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError(
                    "mutation " + mutations + " of " + vector.id() + " as Java: \"" + escaped(mutated) + "\"", wrong);
        }
    }

    /** The reader's last net must stay empty: decoders refuse by code, and nothing else. */
    private static void unforeseen(Vector vector, String mutated) {
        try {
            BannerFormat.of(vector.format()).orElseThrow().decoder.read(mutated, vector.settings(), Vectors.NOW);
        } catch (BadValue foreseen) {
            return;
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < 0x20 || c > 0x7E ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    private String mutate(Vector vector, String value) {
        if (value.isEmpty()) {
            return insert(value);
        }
        int at = random.nextInt(value.length());
        int end = at + random.nextInt(Math.min(12, value.length() - at) + 1);
        return switch (random.nextInt(14)) {
            case 0 -> value.substring(0, at);
            case 1 -> value.substring(0, at) + value.substring(end);
            case 2 -> insert(value);
            case 3 -> value.substring(0, end) + value.substring(at);
            case 4 -> replaced(value, at, (char) (value.charAt(at) ^ 1 << random.nextInt(8)));
            case 5 -> replaced(value, at, (char) (0x20 + random.nextInt(0x5F)));
            case 6 ->
                value.substring(0, at)
                        + String.format("%%%02X", (int) value.charAt(at) & 0xFF)
                        + value.substring(at + 1);
            case 7 ->
                Character.isUpperCase(value.charAt(at))
                        ? replaced(value, at, Character.toLowerCase(value.charAt(at)))
                        : replaced(value, at, Character.toUpperCase(value.charAt(at)));
            case 8 -> random.nextBoolean() ? value.toLowerCase(Locale.ROOT) : value.toUpperCase(Locale.ROOT);
            case 9, 10 -> words(value);
            case 11 -> spliced(vector, value, at);
            case 12 -> inside(value);
            default -> value.substring(at) + value.substring(0, at);
        };
    }

    private static String replaced(String value, int at, char c) {
        return value.substring(0, at) + c + value.substring(at + 1);
    }

    private String insert(String value) {
        int at = random.nextInt(value.length() + 1);
        String[] odd = {
            "%", "%00", "%C3", "%2C", "%22", "\"", "'", ",", ";", "=", "&", "{", "}", ".", "~", "\u0000", "\uFFFD",
            "\uD83D", "0", "1", "true", " ", "+", "\n", "é", "null", "[", "]", "-1"
        };
        return value.substring(0, at) + odd[random.nextInt(odd.length)] + value.substring(at);
    }

    /** Changes what is said, now and then everywhere: then a yes is right, and only then. */
    private String words(String value) {
        String[] pair = WORDS[random.nextInt(WORDS.length)];
        int from = random.nextInt(2);
        if (random.nextInt(4) == 0) {
            return value.replace(pair[from], pair[1 - from]);
        }
        int at = value.indexOf(pair[from], random.nextInt(value.length()));
        return at < 0 ? value : value.substring(0, at) + pair[1 - from] + value.substring(at + pair[from].length());
    }

    /** The head of one value, the tail of another of the same format. */
    private String spliced(Vector vector, String value, int at) {
        Vector other = seeds.get(random.nextInt(seeds.size()));
        if (!other.format().equals(vector.format()) || other.raw().isEmpty()) {
            return words(value);
        }
        return value.substring(0, at)
                + other.raw().substring(random.nextInt(other.raw().length()));
    }

    /** Within base64, where a changed letter changes several bits: what is written in it. */
    private String inside(String value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value);
            String changed = words(new String(bytes, StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException noBase64) {
            return words(value);
        }
    }
}
