package io.consentgate.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Purpose;
import io.consentgate.event.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row about a person becomes canonical events: the contact, and one consent for each column that says something.
 * A row with any problem gives no event at all, but for one case: a no is never lost to somebody else's mistake.
 */
final class CsvPeople implements RowReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Layout layout;
    private final CanonicalEvents events;
    private final EventReader reader;
    private final Contradictions contradictions;

    CsvPeople(Layout layout, CanonicalEvents events, EventReader reader, Contradictions contradictions) {
        this.layout = layout;
        this.events = events;
        this.reader = reader;
        this.contradictions = contradictions;
    }

    @Override
    public List<Reading> read(CsvRow row) {
        Map<String, String> columns = new HashMap<>();
        ObjectNode contact = contact(row, columns);
        ObjectNode person = person(contact);
        if (person.isEmpty() && row.problems().isEmpty()) {
            row.refuse(mainColumn(), "nothing that says who it is; expected an e-mail address, a phone or an id");
        }
        List<ObjectNode> consents = consents(row, person);
        List<Reading> readings = new ArrayList<>();
        if (row.problems().isEmpty()) {
            readings.add(reader.read(events.event("contact", contact)));
            consents.forEach(consent -> readings.add(reader.read(events.event("consent", consent))));
        } else if (!person.isEmpty()) {
            consents.forEach(consent -> readings.add(reader.read(events.event("consent", consent))));
        }
        List<Problem> problems = new ArrayList<>(row.problems());
        readings.removeIf(reading -> {
            if (reading instanceof Reading.Refused refused) {
                refused.problems().forEach(problem -> problems.add(inFile(problem, columns)));
                return true;
            }
            return false;
        });
        if (!problems.isEmpty()) {
            readings.removeIf(reading -> !saysNo(reading));
            readings.add(new Reading.Refused(null, problems.stream().distinct().toList()));
        }
        return readings;
    }

    /** A refused row will come again corrected; until then its noes already count. */
    private static boolean saysNo(Reading reading) {
        return ((Reading.Accepted) reading).event() instanceof InboundEvent.Consent consent
                && consent.status() != ConsentStatus.GIVEN;
    }

    private ObjectNode contact(CsvRow row, Map<String, String> columns) {
        ObjectNode contact = JSON.objectNode();
        layout.members().forEach((member, candidates) -> {
            for (int column : candidates) {
                String value = value(row, member, column);
                if (value != null) {
                    columns.put(member, layout.name(column));
                    if (member.equals("tags")) {
                        Tags.of(value).forEach(contact.withArray("tags")::add);
                    } else {
                        contact.put(member, value);
                    }
                    return;
                }
            }
        });
        return contact;
    }

    private static String value(CsvRow row, String member, int column) {
        return switch (member) {
            case "email" -> row.email(column);
            case "phone" -> row.phone(column);
            case "birth_date" -> row.day(column);
            case "created_at", "updated_at" -> row.instant(column);
            case "country_code" -> row.country(column);
            case "locale" -> row.language(column);
            default -> row.text(column);
        };
    }

    private static ObjectNode person(ObjectNode contact) {
        ObjectNode person = JSON.objectNode();
        for (String member : List.of("external_id", "email", "phone")) {
            if (contact.has(member)) {
                person.set(member, contact.get(member));
            }
        }
        return person;
    }

    private List<ObjectNode> consents(CsvRow row, ObjectNode person) {
        List<ObjectNode> consents = new ArrayList<>();
        for (Layout.Consent column : layout.consents()) {
            Answer answer = row.answer(column.column());
            if (answer == Answer.UNKNOWN) {
                continue;
            }
            ObjectNode evidence = JSON.objectNode();
            evidence(evidence, row, column.column());
            String decidedAt = decidedAt(row, column.purpose(), evidence);
            if (answer == Answer.YES
                    && decidedAt == null
                    && contradictions.saysNo(person.path("email").asText(null), column.column())) {
                row.refuse(
                        column.column(),
                        "a yes without date, and a no for the same person in another row: the no counts;"
                                + " expected one of them, or a date for the yes");
                continue;
            }
            consents.add(consent(
                    person,
                    column.purpose(),
                    column.channel(),
                    answer == Answer.YES ? "given" : "refused",
                    decidedAt,
                    evidence));
        }
        stateOfFile(row, person, consents);
        left(row, person, consents);
        return consents;
    }

    /** Beside it nothing in the row is a yes to the same mails: whichever is newer, the row contradicts itself. */
    private void left(CsvRow row, ObjectNode person, List<ObjectNode> consents) {
        for (int column : layout.left()) {
            if (row.answer(column) == Answer.YES) {
                consents.removeIf(CsvPeople::isAboutMails);
                ObjectNode evidence = JSON.objectNode();
                evidence(evidence, row, column);
                int dated = layout.withdrawnAt();
                String withdrawn = dated < 0 ? null : row.date(dated);
                if (withdrawn != null) {
                    evidence(evidence, row, dated);
                }
                consents.add(
                        consent(person, Purpose.DIRECT_MARKETING, Channel.EMAIL, "withdrawn", withdrawn, evidence));
                return;
            }
        }
    }

    private static boolean isAboutMails(ObjectNode consent) {
        return consent.path("purpose").asText().equals(Purpose.DIRECT_MARKETING.wire())
                && consent.path("channel").asText().equals(Channel.EMAIL.wire());
    }

    private String decidedAt(CsvRow row, Purpose purpose, ObjectNode evidence) {
        String decided = null;
        for (int column : layout.decidedAt(purpose)) {
            evidence(evidence, row, column);
            String date = row.date(column);
            decided = decided == null ? date : decided;
        }
        return decided;
    }

    /** The state of everybody stands in the file's name; or a column holds only dates of unsubscribing (MailUp). */
    private void stateOfFile(CsvRow row, ObjectNode person, List<ObjectNode> consents) {
        ObjectNode evidence = JSON.objectNode();
        int withdrawnAt = layout.withdrawnAt();
        String withdrawn = withdrawnAt < 0 ? null : row.date(withdrawnAt);
        boolean dated = withdrawnAt >= 0 && !DateColumn.none(Cells.unshielded(row.raw(withdrawnAt)));
        if (layout.audience() == Layout.Audience.UNSUBSCRIBED
                || layout.audience() == Layout.Audience.NOT_MAILCHIMP && dated) {
            if (layout.audience() == Layout.Audience.UNSUBSCRIBED) {
                evidence.put("file", "unsubscribed");
            }
            if (withdrawnAt >= 0) {
                evidence(evidence, row, withdrawnAt);
            }
            consents.add(consent(person, Purpose.DIRECT_MARKETING, Channel.EMAIL, "withdrawn", withdrawn, evidence));
        } else if (layout.audience() == Layout.Audience.SUBSCRIBED) {
            consents.add(subscribed(row, person, evidence));
        }
    }

    private ObjectNode subscribed(CsvRow row, ObjectNode person, ObjectNode evidence) {
        evidence.put("file", "subscribed");
        String optedIn = decidedAt(row, Purpose.DIRECT_MARKETING, evidence);
        String confirmed = null;
        if (layout.confirmedAt() >= 0) {
            evidence(evidence, row, layout.confirmedAt());
            confirmed = row.date(layout.confirmedAt());
        }
        ObjectNode consent = consent(
                person,
                Purpose.DIRECT_MARKETING,
                Channel.EMAIL,
                "given",
                confirmed == null ? optedIn : confirmed,
                evidence);
        if (confirmed != null && !confirmed.equals(optedIn)) {
            consent.put("opt_in_level", "confirmed_opt_in");
        }
        for (int column : layout.addresses()) {
            String address = row.text(column);
            if (address != null) {
                evidence(evidence, row, column);
                consent.put("ip_address", address);
                break;
            }
        }
        return consent;
    }

    private void evidence(ObjectNode evidence, CsvRow row, int column) {
        evidence.put(layout.name(column), row.raw(column));
    }

    private static ObjectNode consent(
            ObjectNode person,
            Purpose purpose,
            Channel channel,
            String status,
            String recordedAt,
            ObjectNode evidence) {
        ObjectNode consent = JSON.objectNode();
        consent.set("person", named(person, channel));
        consent.put("purpose", purpose.wire());
        if (channel != null) {
            consent.put("channel", channel.wire());
        }
        consent.put("status", status);
        consent.put("recorded_at", recordedAt);
        consent.put("collected_from", "import");
        consent.set("evidence", evidence);
        return consent;
    }

    /** A phone belongs to the channels that use it; elsewhere it only stands in where nothing else says who it is. */
    private static ObjectNode named(ObjectNode person, Channel channel) {
        boolean byPhone = channel != null && channel != Channel.EMAIL || person.size() == 1;
        return byPhone ? person : person.deepCopy().without("phone");
    }

    private int mainColumn() {
        return layout.members().values().iterator().next().get(0);
    }

    /** A problem of the canonical event, under the name of the column that it came from. */
    private Problem inFile(Problem problem, Map<String, String> columns) {
        String member = problem.field().substring(problem.field().lastIndexOf('/') + 1);
        return new Problem(columns.getOrDefault(member, problem.field()), problem.problem());
    }
}
