package io.consentgate.configuration;

import io.consentgate.site.Selling;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the part of a site's file about carts and orders: {@code orders}, {@code cart}, {@code sensitive_categories}. */
final class SellingReader {

    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+[a-z]{2,}");
    private static final int DAY = 24 * 60;
    private static final int IDLE = 60;
    private static final int PAUSE = 24;
    private static final int LINK = 7;

    private final Section file;

    SellingReader(Section file) {
        this.file = file;
    }

    Selling selling() {
        Set<String> sensitive = file.texts("sensitive_categories").stream()
                .map(category -> category.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        Selling.Orders orders =
                file.section("orders").map(SellingReader::orders).orElse(null);
        Selling.Carts carts = file.section("cart").map(SellingReader::carts).orElse(null);
        return new Selling(orders, carts, sensitive, domains());
    }

    private Set<String> domains() {
        Set<String> domains = file.texts("tracking_domains");
        domains.stream()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .forEach(domain -> file.wrong(
                        "tracking_domains", "\"" + domain + "\" is no domain", "a name like shop.example.com", null));
        return domains;
    }

    private static Selling.Orders orders(Section section) {
        boolean send = section.flag("send", true);
        Selling.Orders orders = new Selling.Orders(page(section, "page"), page(section, "logo"));
        section.refuseOthers();
        return send ? orders : null;
    }

    private static Selling.Carts carts(Section section) {
        boolean send = section.flag("send", true);
        LocalTime from = null;
        LocalTime until = null;
        Section quiet = section.section("quiet_hours").orElse(null);
        if (quiet != null) {
            from = time(quiet, "from");
            until = time(quiet, "until");
            if (from != null && from.equals(until)) {
                quiet.wrong("until", "is the same as from", "another time of the day", "leave quiet_hours out");
            }
            quiet.refuseOthers();
        }
        Selling.Carts carts = new Selling.Carts(
                Duration.ofMinutes(section.has("idle_minutes") ? section.number("idle_minutes", 10, 30 * DAY) : IDLE),
                from == null || until == null ? null : from,
                from == null || until == null ? null : until,
                amount(section, "minimum_total"),
                Duration.ofHours(section.has("pause_hours") ? section.number("pause_hours", 0, 8760) : PAUSE),
                Duration.ofDays(section.has("link_days") ? section.number("link_days", 1, 365) : LINK),
                template(section, "recovery_page"),
                section.flag("own_customers", false),
                reminder(section));
        section.refuseOthers();
        return send ? carts : null;
    }

    private static Selling.Reminder reminder(Section section) {
        boolean on = section.flag("informative_reminder", false);
        String disclosedIn = section.textOr("reminder_disclosed_in", null);
        String assessment = section.textOr("reminder_assessment", null);
        if (on && disclosedIn == null) {
            section.wrong(
                    "reminder_disclosed_in",
                    "is missing",
                    "the version of your notice that tells of the reminder",
                    "or write informative_reminder: false");
        }
        if (on && assessment == null) {
            section.wrong(
                    "reminder_assessment",
                    "is missing",
                    "the id of your legitimate-interest assessment",
                    "or write informative_reminder: false");
        }
        return on && disclosedIn != null && assessment != null ? new Selling.Reminder(disclosedIn, assessment) : null;
    }

    private static URI page(Section section, String key) {
        String written = section.textOr(key, null);
        URI page = written == null ? null : Urls.web(written).orElse(null);
        if (written != null && page == null) {
            section.wrong(key, "is no usable address", "https://... without user, query or fragment", null);
        }
        return page;
    }

    /** The query may say which cart; where it leads to is written here and nowhere else. */
    private static URI template(Section section, String key) {
        String written = section.textOr(key, null);
        if (written == null) {
            return null;
        }
        String expected =
                "the shop's own page with {cart} in its path or query, https://shop.example.com/cart?id={cart}";
        try {
            URI page = URI.create(written.replace("{cart}", "%7Bcart%7D"));
            boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme()) && Urls.loopback(page);
            boolean fine = web
                    && page.getHost() != null
                    && page.getRawUserInfo() == null
                    && page.getRawFragment() == null
                    && !page.getRawAuthority().contains("%");
            if (fine && written.contains("{cart}")) {
                return page;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below.
        }
        section.wrong(key, "is no usable page", expected, null);
        return null;
    }

    private static LocalTime time(Section section, String key) {
        String written = section.text(key);
        try {
            return written == null ? null : LocalTime.parse(written);
        } catch (DateTimeException notATime) {
            section.wrong(key, "is no time", "a time of the day like '22:00'", null);
            return null;
        }
    }

    private static BigDecimal amount(Section section, String key) {
        String written = section.textOr(key, null);
        try {
            if (written == null || new BigDecimal(written).signum() >= 0) {
                return written == null ? null : new BigDecimal(written);
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        section.wrong(key, "is no amount", "an amount like '10.00', in the cart's own currency", null);
        return null;
    }
}
