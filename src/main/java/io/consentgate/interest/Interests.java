package io.consentgate.interest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Document;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Laws;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Puts a legitimate interest, and the notice sent for it, into the register; each in one transaction. */
public final class Interests {

    /** A phone's photograph of a card has 4 MB. */
    public static final int LARGEST = 10 << 20;

    private final Transactions transactions;
    private final People people;
    private final ConsentRegister register;
    private final ChangedPeople changed;
    private final FactsReader facts;
    private final Laws laws;
    private final Gate gate;
    private final Clock clock;

    public Interests(
            Transactions transactions,
            People people,
            ConsentRegister register,
            ChangedPeople changed,
            FactsReader facts,
            Laws laws,
            Gate gate,
            Clock clock) {
        this.transactions = transactions;
        this.people = people;
        this.register = register;
        this.changed = changed;
        this.facts = facts;
        this.laws = laws;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * What an interest rests on.
     *
     * @param reason in words: a card handed over at a fair, a customer of old
     * @param assessmentId the written balance of interests, necessity and rights (EDPB 1/2024)
     * @param messageId of the mail that shows it; null when a document does
     * @param document the scan or mail itself; null when it lies elsewhere
     * @param recordedAt when the contact came about; null = now
     * @param noticeVersion the notice that the person was given then; null when it is still owed
     */
    public record Interest(
            Purpose purpose,
            Channel channel,
            String reason,
            String assessmentId,
            String messageId,
            byte[] document,
            When recordedAt,
            String noticeVersion) {}

    /** @param record row of the register; @param decision what the gate makes of it */
    public record Noted(String record, CellDecision decision, String sha256) {}

    /**
     * @throws Refused when the law leaves that purpose and channel to consent, or the document is none
     * @param email normalised address
     */
    public Noted add(Site site, String email, Interest interest) {
        Document document = document(interest);
        return transactions.write(tx -> {
            Instant now = clock.instant();
            requireChannel(tx, site, email, interest, now);
            long person = person(tx, site, email, now);
            When recordedAt = interest.recordedAt() == null ? When.at(now) : interest.recordedAt();
            Statement statement = new Statement.Choice(
                    interest.purpose(),
                    interest.channel(),
                    ConsentStatus.GIVEN,
                    LegalBasis.LEGITIMATE_INTEREST,
                    OptInLevel.UNKNOWN,
                    null,
                    null,
                    recordedAt,
                    now,
                    "admin",
                    interest.noticeVersion(),
                    true,
                    null,
                    false,
                    true,
                    true,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "site");
            RegisterEntry row = append(tx, site, person, statement, evidence(interest, document), now);
            if (document != null) {
                register.attach(tx, row, document);
            }
            changed.mark(tx, site.account(), List.of(email), Lane.CONTACT, now, now);
            Facts known = facts.read(tx, site, email, false).orElseThrow().facts();
            CellDecision decision = gate.decide(site, known, now)
                    .cell(interest.purpose(), interest.channel())
                    .orElseThrow();
            return new Noted(row.recordId(), decision, document == null ? null : document.sha256());
        });
    }

    /**
     * The person was sent the notice (GDPR 14).
     *
     * @param at when; null = now
     * @return row of the register
     * @throws Refused when nobody has heard of the address, or the day lies ahead
     */
    public String told(Site site, String email, String noticeVersion, When at) {
        return transactions.write(tx -> {
            Instant now = clock.instant();
            Identity identity = Identity.email(email);
            Person person = people.find(tx, site.name(), List.of(identity)).get(identity);
            if (person == null) {
                throw new Refused("site " + site.name() + " knows nothing of this address");
            }
            Instant sent = at == null ? now : at.first(site.zone());
            if (sent.isAfter(now)) {
                throw new Refused("the day on which the notice was sent lies ahead");
            }
            RegisterEntry row = append(
                    tx,
                    site,
                    person.id(),
                    new Statement.Informed(noticeVersion, sent),
                    json(new JsonMapper().createObjectNode().put("entered_by", "command")),
                    now);
            changed.mark(tx, site.account(), List.of(email), Lane.CONTACT, now, now);
            return row.recordId();
        });
    }

    private void requireChannel(Transaction tx, Site site, String email, Interest interest, Instant now) {
        String country = facts.read(tx, site, email, false)
                .map(known -> Gate.country(site, known.facts()))
                .orElse(site.country());
        List<Channel> open = laws.interestChannels(country, interest.purpose(), now);
        if (!open.contains(interest.channel())) {
            String left =
                    open.isEmpty() ? "none" : open.stream().map(Channel::wire).collect(Collectors.joining(", "));
            throw new Refused("for " + interest.purpose().wire() + " by "
                    + interest.channel().wire() + " the law of " + country
                    + " asks for consent; left to legitimate interest: " + left);
        }
    }

    private static Document document(Interest interest) {
        if ((interest.document() == null) == (interest.messageId() == null)) {
            throw new Refused("an interest is shown by a document or by the id of a message, one of the two");
        }
        if (interest.document() == null) {
            return null;
        }
        if (interest.document().length > LARGEST) {
            throw new Refused("the document is larger than " + (LARGEST >> 20) + " MB");
        }
        FileKind kind = FileKind.of(interest.document())
                .orElseThrow(() -> new Refused("the document is none by its content; accepted: " + FileKind.ACCEPTED));
        return new Document(kind.mediaType(), interest.document());
    }

    private long person(Transaction tx, Site site, String email, Instant now) {
        Identity identity = Identity.email(email);
        return people.findOrCreate(tx, site.name(), List.of(identity), now).get(identity);
    }

    private RegisterEntry append(
            Transaction tx, Site site, long person, Statement statement, String evidence, Instant now) {
        register.append(tx, site.name(), List.of(new NewEntry(person, now, statement, evidence)));
        return register.entriesOf(tx, List.of(person)).stream()
                .max(Comparator.comparing(RegisterEntry::seq))
                .orElseThrow();
    }

    private static String evidence(Interest interest, Document document) {
        ObjectNode evidence = new JsonMapper().createObjectNode();
        evidence.put("entered_by", "command");
        evidence.put("reason", interest.reason());
        evidence.put("assessment_id", interest.assessmentId());
        if (document == null) {
            evidence.put("document_ref", interest.messageId());
        } else {
            evidence.put("document_ref", "sha256:" + document.sha256());
            evidence.put("document_type", document.type());
            evidence.put("document_size", document.content().length);
        }
        return json(evidence);
    }

    private static String json(ObjectNode node) {
        try {
            return new JsonMapper().writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("evidence of our own cannot be written as JSON", impossible);
        }
    }
}
