package io.consentgate.intake;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.event.EventKey;
import io.consentgate.event.InboundEvent;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes readable events in: key, identity, register, profile and mark in one transaction per call, so that "accepted"
 * means on disk. The same events in any order, any number of times, come to the same.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Of the 32 bytes of a keyed hash: rows stay small, and two of a billion keys meet with a chance of 10^-11. */
    private static final int KEPT_OF_KEY = 12;

    /** Compared only between two events of one key. */
    private static final int KEPT_OF_CONTENT = 8;

    private final Transactions transactions;
    private final Sites sites;
    private final InboundKeys keys;
    private final SiteIntake siteIntake;
    private final KeyedHash hashes;

    public Intake(
            Transactions transactions, Sites sites, SqlInboundKeys keys, SiteIntake siteIntake, KeyedHash hashes) {
        this.transactions = transactions;
        this.sites = sites;
        this.keys = keys;
        this.siteIntake = siteIntake;
        this.hashes = hashes;
    }

    /**
     * @param events readable, of shops that a site owns; up to a few thousand at once
     * @return one outcome each, in their order
     */
    public List<IntakeOutcome> accept(List<InboundEvent> events, Instant now) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Told> told = events.stream().map(this::told).toList();
        List<InboundKeys.Claim> claims = transactions.write(tx -> accept(tx, told, now));
        List<IntakeOutcome> outcomes = new ArrayList<>(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i) == InboundKeys.Claim.CONTRADICTED) {
                LOG.warn(
                        "event {} came again with other content; the first one stays",
                        HexFormat.of().formatHex(told.get(i).key().hash()));
            }
            outcomes.add(claims.get(i) == InboundKeys.Claim.FRESH ? IntakeOutcome.ACCEPTED : IntakeOutcome.DUPLICATE);
        }
        return outcomes;
    }

    /** An event with its data as text, made once: it is hashed, and kept as evidence. */
    record Told(Site site, InboundEvent event, String data, InboundKeys.Key key) {}

    private Told told(InboundEvent event) {
        EventKey key = event.envelope().key();
        Site site = sites.owning(key.shop())
                .orElseThrow(() -> new IllegalArgumentException("no site owns the shop of the event"));
        String data = event.raw().toString();
        String named = key.shop().length() + ":" + key.source().length() + ":" + key.shop() + key.source() + key.id();
        String said = event.getClass().getSimpleName() + event.envelope().time() + data;
        return new Told(
                site,
                event,
                data,
                new InboundKeys.Key(
                        Arrays.copyOf(hashes.of("inbound", named), KEPT_OF_KEY),
                        Arrays.copyOf(hashes.of("content", said), KEPT_OF_CONTENT)));
    }

    private List<InboundKeys.Claim> accept(Transaction tx, List<Told> told, Instant now) {
        List<InboundKeys.Claim> claims =
                keys.claim(tx, told.stream().map(Told::key).toList(), now);
        Map<Site, List<Told>> fresh = new LinkedHashMap<>();
        for (int i = 0; i < told.size(); i++) {
            if (claims.get(i) == InboundKeys.Claim.FRESH) {
                fresh.computeIfAbsent(told.get(i).site(), site -> new ArrayList<>())
                        .add(told.get(i));
            }
        }
        // In one order for all: each site's chain is a lock.
        fresh.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Site::name)))
                .forEach(entry -> siteIntake.take(tx, entry.getKey(), entry.getValue(), now));
        return claims;
    }
}
