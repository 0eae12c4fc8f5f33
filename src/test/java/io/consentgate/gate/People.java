package io.consentgate.gate;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.site.Site;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Made-up people and the shipped site, rules and agreement. */
final class People {

    static final Configuration CONFIGURATION = Configuration.load(Map.of(), Path.of(""));
    static final Site SITE = CONFIGURATION.sites().all().get(0);
    static final Gate GATE = new Gate(CONFIGURATION.laws(), CONFIGURATION.transfer());
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** A person in the making. */
    static final class Person {
        final List<RegisterEntry> own = new ArrayList<>();
        final List<RegisterEntry> carried = new ArrayList<>();
        final List<RegisterEntry> phone = new ArrayList<>();
        final List<Facts.Sale> sales = new ArrayList<>();
        final List<Facts.Opposition> oppositions = new ArrayList<>();
        final Map<String, String> profile = new HashMap<>();
        String phoneKey;
        Instant movedAwayAt;
        Instant erasedAt;
        boolean knownRemote;

        Person says(Statement statement, Instant receivedAt) {
            own.add(entry(own.size() + 1, statement, receivedAt));
            return this;
        }

        Facts facts() {
            return new Facts(
                    SITE.name(),
                    "giulia.bianchi@example.com",
                    Map.copyOf(profile),
                    phoneKey,
                    new History(List.copyOf(own), List.copyOf(carried), movedAwayAt),
                    List.copyOf(phone),
                    List.copyOf(sales),
                    List.copyOf(oppositions),
                    erasedAt,
                    NOW.minusSeconds(86_400),
                    knownRemote);
        }
    }

    private People() {}

    static RegisterEntry entry(long seq, Statement statement, Instant receivedAt) {
        return new RegisterEntry(SITE.name(), seq, 7, receivedAt, statement);
    }

    static Choice choice(Purpose purpose, Channel channel, ConsentStatus status, Instant recordedAt) {
        return new ChoiceOf(purpose, channel, status, recordedAt).done();
    }

    /** A choice with complete evidence and a confirmed address, to be spoilt member by member. */
    static final class ChoiceOf {
        final Purpose purpose;
        final Channel channel;
        final ConsentStatus status;
        When recordedAt;
        Instant eventTime;
        LegalBasis basis = LegalBasis.CONSENT;
        OptInLevel level = OptInLevel.CONFIRMED_OPT_IN;
        Boolean restriction;
        Boolean objection;
        String collectedFrom;
        String notice = "2026-01";
        boolean evidenced = true;
        Boolean preTicked;
        boolean bundled;
        boolean documented;
        boolean assessed;
        String sale;
        Boolean optOutOffered;
        Instant requestedAt;
        Instant confirmedAt;
        String phoneKey;

        ChoiceOf(Purpose purpose, Channel channel, ConsentStatus status, Instant recordedAt) {
            this.purpose = purpose;
            this.channel = channel;
            this.status = status;
            this.recordedAt = recordedAt == null ? null : When.at(recordedAt);
        }

        Choice done() {
            return new Choice(
                    purpose,
                    channel,
                    status,
                    basis,
                    level,
                    restriction,
                    objection,
                    recordedAt,
                    eventTime,
                    collectedFrom,
                    notice,
                    evidenced,
                    preTicked,
                    bundled,
                    documented,
                    assessed,
                    sale,
                    optOutOffered,
                    requestedAt,
                    confirmedAt,
                    phoneKey,
                    "site");
        }
    }
}
