package io.consentgate.intake;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.intake.Synonyms.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What each column of one file is for. */
final class Layout {

    private static final Set<String> DATES = Set.of("birth_date", "created_at", "updated_at");

    /** What the name of a Mailchimp file says about everybody in it (shop-sources.md 4.3). */
    enum Audience {
        SUBSCRIBED,
        UNSUBSCRIBED,
        CLEANED,
        NON_SUBSCRIBED,
        NOT_SAID,
        NOT_MAILCHIMP
    }

    record Consent(int column, Purpose purpose, Channel channel) {}

    record DecidedAt(int column, Purpose purpose) {}

    private final List<String> names;
    private final Map<String, List<Integer>> members = new LinkedHashMap<>();
    private final List<Consent> consents = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private final List<DecidedAt> decidedAt = new ArrayList<>();
    private final List<Integer> addresses = new ArrayList<>();
    private final Set<Integer> secrets = new TreeSet<>();
    private final Set<Integer> dates = new TreeSet<>();
    private final List<String> remarks = new ArrayList<>();
    private final Audience audience;
    private int confirmedAt = -1;
    private int withdrawnAt = -1;

    Layout(List<String> header, String fileName) throws UnusableFile {
        names = header.stream().map(Cells::trim).toList();
        Set<String> keys = names.stream().map(Cells::key).collect(Collectors.toSet());
        audience =
                keys.contains("member rating") || keys.contains("leid") ? audience(fileName) : Audience.NOT_MAILCHIMP;
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Role role = Synonyms.of(names.get(i), keys);
            if (role == null
                    && !names.get(i).equals(Wrapped.FIELD)
                    && !names.get(i).equals(Wrapped.PROBLEM)) {
                unread.add(names.get(i));
            } else if (role != null) {
                take(i, role);
            }
        }
        byRank(keys);
        List<String> ordered = keys();
        if (PasswebCarts.describedBy(ordered)) {
            dates.add(PasswebCarts.date(ordered));
        } else if (PasswebCarts.onlyArticles(ordered)) {
            throw new UnusableFile(
                    "the articles of carts (Elenco Righe); expected the list of carts (Elenco Carrelli)");
        }
        if (!members.containsKey("email") && !members.containsKey("phone") && !members.containsKey("external_id")) {
            throw new UnusableFile("no column that says who somebody is; expected a first line with column names, among"
                    + " them one such as email, e-mail, phone, telefono, customer id");
        }
        if (PasswebCarts.describedBy(ordered)) {
            remarks.add("abandoned carts of Passweb, without their articles");
        } else {
            describe(unread);
        }
    }

    private void take(int column, Role role) {
        if (role instanceof Role.Member member) {
            members.computeIfAbsent(member.name(), name -> new ArrayList<>()).add(column);
            if (DATES.contains(member.name())) {
                dates.add(column);
            }
        } else if (role instanceof Role.Consent consent) {
            consents.add(new Consent(column, consent.purpose(), consent.channel()));
        } else if (role instanceof Role.Left) {
            left.add(column);
        } else if (role instanceof Role.DecidedAt decided) {
            decidedAt.add(new DecidedAt(column, decided.purpose()));
            dates.add(column);
        } else if (role instanceof Role.ConfirmedAt) {
            confirmedAt = column;
            dates.add(column);
        } else if (role instanceof Role.WithdrawnAt) {
            withdrawnAt = column;
            dates.add(column);
        } else if (role instanceof Role.IpAddress) {
            addresses.add(column);
        } else {
            secrets.add(column);
        }
    }

    private void byRank(Set<String> keys) {
        members.values()
                .forEach(columns -> columns.sort(Comparator.comparingInt(
                        column -> ((Role.Member) Synonyms.of(names.get(column), keys)).rank())));
        addresses.sort(
                Comparator.comparingInt(column -> ((Role.IpAddress) Synonyms.of(names.get(column), keys)).rank()));
    }

    private void describe(List<String> unread) {
        if (!unread.isEmpty()) {
            remarks.add("columns not read: " + String.join(", ", unread));
        }
        if (!secrets.isEmpty()) {
            remarks.add("secrets dropped: " + secrets.stream().map(names::get).collect(Collectors.joining(", ")));
        }
        if (audience == Audience.NOT_SAID) {
            remarks.add(
                    "no consent read: a Mailchimp file says in its name whether people are subscribed, unsubscribed,"
                            + " cleaned or nonsubscribed, and this name does not");
        } else if (consents.isEmpty() && left.isEmpty() && audience == Audience.NOT_MAILCHIMP && withdrawnAt < 0) {
            remarks.add("no consent read: no column says what people agreed to");
        }
    }

    private static Audience audience(String fileName) {
        String name = Cells.key(fileName).replace(" ", "");
        if (name.contains("nonsubscribed")) {
            return Audience.NON_SUBSCRIBED;
        }
        if (name.contains("unsubscribed")) {
            return Audience.UNSUBSCRIBED;
        }
        if (name.contains("cleaned")) {
            return Audience.CLEANED;
        }
        return name.contains("subscribed") ? Audience.SUBSCRIBED : Audience.NOT_SAID;
    }

    /** Normalised names, in the order of the file. */
    List<String> keys() {
        return names.stream().map(Cells::key).toList();
    }

    int width() {
        return names.size();
    }

    String name(int column) {
        String name = names.get(column);
        return name.isEmpty() ? String.format(Locale.ROOT, "column %d", column + 1) : name;
    }

    /** Columns of each member of a contact, the best one first. */
    Map<String, List<Integer>> members() {
        return members;
    }

    List<Consent> consents() {
        return consents;
    }

    /** Where a yes says that somebody wants no marketing mail any more. */
    List<Integer> left() {
        return left;
    }

    /** Where the date of a consent stands: columns about this purpose before those about all. */
    List<Integer> decidedAt(Purpose purpose) {
        List<Integer> columns = new ArrayList<>();
        decidedAt.stream().filter(date -> date.purpose() == purpose).forEach(date -> columns.add(date.column()));
        decidedAt.stream().filter(date -> date.purpose() == null).forEach(date -> columns.add(date.column()));
        return columns;
    }

    Set<Integer> dates() {
        return dates;
    }

    boolean isSecret(int column) {
        return secrets.contains(column);
    }

    List<Integer> addresses() {
        return addresses;
    }

    Audience audience() {
        return audience;
    }

    /** -1 when there is none, as for the next. */
    int confirmedAt() {
        return confirmedAt;
    }

    int withdrawnAt() {
        return withdrawnAt;
    }

    List<String> remarks() {
        return remarks;
    }
}
