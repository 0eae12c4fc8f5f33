package io.consentgate.consent;

import io.consentgate.consent.Statement.Choice;
import io.consentgate.event.ConsentStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since when a yes stands that a tool without dates keeps (consent.md 2.7, 2.8). A page that reads the same answers
 * again tells nothing new, or every page view would renew the consent: the yes is dated by the first reading since the
 * same browser last held other answers. A no needs none of this: it counts from each time that it was read. Depends on
 * what was read when, not on the order in which it was learnt.
 */
public final class BannerDates {

    private record Browser(long personId, String format) {}

    private record Reading(Browser browser, Instant at, String said) {}

    /** What was read of one tool at one instant. @param shown answers that stood without privacy control beside them */
    private record Answers(Set<String> all, Set<String> shown) {

        Answers() {
            this(new HashSet<>(2), new HashSet<>(2));
        }
    }

    private final Map<Reading, Instant> since = new HashMap<>();

    private BannerDates() {}

    /** @param entries all that the browsers concerned ever told, whoever was identified there */
    @SafeVarargs
    public static BannerDates of(Collection<RegisterEntry>... entries) {
        Map<Browser, SortedMap<Instant, Answers>> read = new HashMap<>();
        for (Collection<RegisterEntry> some : entries) {
            for (RegisterEntry entry : some) {
                if (isUndated(entry.statement())) {
                    Reading reading = reading(entry);
                    Answers answers = read.computeIfAbsent(reading.browser(), first -> new TreeMap<>())
                            .computeIfAbsent(reading.at(), first -> new Answers());
                    answers.all().add(reading.said());
                    if (!isPrivacyControl(entry.statement())) {
                        answers.shown().add(reading.said());
                    }
                }
            }
        }
        BannerDates dates = new BannerDates();
        read.forEach(dates::follow);
        return dates;
    }

    /** Whether the statement holds answers of a tool that does not date them. */
    public static boolean isUndated(Statement statement) {
        return statement instanceof Choice choice
                && choice.banner() != null
                && !choice.banner().dated()
                && choice.status() != ConsentStatus.UNKNOWN;
    }

    /** The browser's own no, whatever the tool holds: it ends no answer there, so that the next yes is not a new one. */
    private static boolean isPrivacyControl(Statement statement) {
        return statement instanceof Choice choice
                && Statement.Banner.PRIVACY_CONTROL.equals(choice.banner().code());
    }

    private static Reading reading(RegisterEntry entry) {
        Choice choice = (Choice) entry.statement();
        return new Reading(
                new Browser(entry.personId(), choice.banner().format()),
                choice.recordedAt().instant(),
                choice.banner().said());
    }

    private void follow(Browser browser, SortedMap<Instant, Answers> readings) {
        Map<String, Instant> standing = new HashMap<>();
        readings.forEach((at, answers) -> {
            for (String said : answers.all()) {
                since.put(new Reading(browser, at, said), standing.computeIfAbsent(said, first -> at));
            }
            if (answers.shown().size() == 1) {
                standing.keySet().retainAll(answers.shown());
            } else if (answers.shown().size() > 1) {
                standing.clear();
            }
        });
    }

    /** @param entry one of those given, which {@link #isUndated} */
    public Instant since(RegisterEntry entry) {
        return since.get(reading(entry));
    }
}
