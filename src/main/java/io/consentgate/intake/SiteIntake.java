package io.consentgate.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.activecampaign.Lane;
import io.consentgate.confirmation.AskedPeople;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.ChangedShoppers;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.InboundEvent.Contact;
import io.consentgate.event.InboundEvent.CookieConsent;
import io.consentgate.event.InboundEvent.PrivacyRequest;
import io.consentgate.event.InboundEvent.Tracking;
import io.consentgate.event.Mode;
import io.consentgate.event.PersonRef;
import io.consentgate.event.RequestKind;
import io.consentgate.intake.Intake.Told;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.Profile;
import io.consentgate.person.Profiles;
import io.consentgate.person.Suppression;
import io.consentgate.person.Visitors;
import io.consentgate.rights.Deadlines;
import io.consentgate.rights.Erasure;
import io.consentgate.rights.RightsRequests;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the fresh events of one site change, kind by kind, inside the intake's transaction. */
public final class SiteIntake {

    /** The event endpoint knows no time: what is older is not sent, so it is not kept either (READINGS 25). */
    private static final Duration OLDEST_BEHAVIOUR = Duration.ofHours(1);

    private final People people;
    private final Profiles profiles;
    private final Suppression suppression;
    private final ConsentRegister register;
    private final RightsRequests requests;
    private final Erasure erasure;
    private final AddressMarks marked;
    private final AskedPeople asked;
    private final Visitors visitors;
    private final BannerIntake banners;
    private final ChangedShoppers shoppers;
    private final ShopIntake shop;
    private final KeyedHash hashes;
    private final Statements statements;

    public SiteIntake(
            People people,
            Profiles profiles,
            Suppression suppression,
            ConsentRegister register,
            SqlShopRecords records,
            RightsRequests requests,
            Erasure erasure,
            ChangedPeople changed,
            AskedPeople asked,
            Visitors visitors,
            ChangedShoppers shoppers,
            KeyedHash hashes) {
        this.people = people;
        this.profiles = profiles;
        this.suppression = suppression;
        this.register = register;
        this.requests = requests;
        this.erasure = erasure;
        this.marked = new AddressMarks(changed);
        this.asked = asked;
        this.visitors = visitors;
        this.banners = new BannerIntake(people, visitors, register, changed);
        this.shoppers = shoppers;
        this.hashes = hashes;
        this.statements = new Statements(hashes);
        this.shop = new ShopIntake(people, register, records, shoppers, marked, statements);
    }

    void take(Transaction tx, Site site, List<Told> told, Instant now) {
        List<Counted> counted = counted(tx, site, told, now);
        Set<Identity> identities = new LinkedHashSet<>();
        for (Counted one : counted) {
            if (one.about() != null) {
                identities.add(one.about());
            }
        }
        Map<Identity, Long> ids = people.findOrCreate(tx, site.name(), identities, now);
        contacts(tx, site, counted, ids, now);
        Map<String, Long> browsers = visitors(tx, site, counted, ids, now);
        statements(tx, site, counted, ids, browsers, now);
        shop.take(tx, site, counted, ids, now);
        mark(tx, site, counted, ids, browsers, now);
        ask(tx, site, counted, ids, now);
        requests(tx, site, counted, ids, now);
    }

    /** Leaves out what is not kept: what says nothing to us, and what an erased person left behind (READINGS 22). */
    private List<Counted> counted(Transaction tx, Site site, List<Told> told, Instant now) {
        Set<Identity> named = new LinkedHashSet<>();
        told.forEach(one -> named.addAll(named(one)));
        Map<Identity, Instant> erased = suppression.erased(tx, site.name(), named);
        List<Counted> counted = new ArrayList<>(told.size());
        for (Told one : told) {
            InboundEvent event = one.event();
            if (!isKept(event, now)) {
                continue;
            }
            Instant at = statements.effective(site, event, now);
            List<Instant> after = named(one).stream()
                    .map(erased::get)
                    .filter(erasedAt -> erasedAt != null && !at.isAfter(erasedAt))
                    .toList();
            if (after.isEmpty() || isErasure(event)) {
                Identity about = Identity.of(event.envelope().key().shop(), event.person(), hashes)
                        .orElse(null);
                counted.add(new Counted(one, about, at, statements.of(site, event, now)));
            } else if (event instanceof Contact) {
                // It may tell which address the erased external id stood for, or the other way round.
                erasure.extend(tx, site, named(one), after.get(0), now);
            }
        }
        return counted;
    }

    private static boolean isKept(InboundEvent event, Instant now) {
        if (event instanceof Tracking tracking) {
            return tracking.trackingConsent().equals("given")
                    && tracking.envelope().mode() == Mode.REALTIME
                    && !tracking.occurredAt().isBefore(now.minus(OLDEST_BEHAVIOUR));
        }
        return true;
    }

    private static boolean isErasure(InboundEvent event) {
        return event instanceof PrivacyRequest request && request.kind() == RequestKind.ERASURE;
    }

    /** Everybody the event names. A phone counts only where nothing else stands: it joins nobody. */
    private List<Identity> named(Told told) {
        PersonRef person = told.event().person();
        List<Identity> named = new ArrayList<>(2);
        if (person == null) {
            return named;
        }
        if (person.email() != null) {
            named.add(Identity.email(person.email()));
        }
        if (person.externalId() != null) {
            named.add(Identity.alias(told.event().envelope().key().shop(), person.externalId()));
        }
        if (named.isEmpty() && told.event() instanceof Contact) {
            named.add(Identity.phone(hashes.hex("phone", person.phone())));
        }
        return named;
    }

    private void contacts(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        List<People.Alias> aliases = new ArrayList<>();
        Set<Long> told = new LinkedHashSet<>();
        for (Counted one : counted) {
            if (one.event() instanceof Contact contact) {
                PersonRef person = contact.person();
                if (person.email() != null && person.externalId() != null) {
                    aliases.add(new People.Alias(one.shop(), person.externalId(), one.at(), ids.get(one.about())));
                }
                if (one.about().kind() != Identity.Kind.PHONE) {
                    told.add(ids.get(one.about()));
                }
            }
        }
        if (told.isEmpty()) {
            return;
        }
        people.addAliases(tx, site.name(), aliases);
        marks(tx, site, now).addressKnown(aliases);
        Map<Long, Profile> merged = profiles.find(tx, told);
        for (Counted one : counted) {
            if (one.event() instanceof Contact contact && one.about().kind() != Identity.Kind.PHONE) {
                merged.merge(
                        ids.get(one.about()),
                        Profile.empty(now).with(members(contact), one.at()),
                        (known, fresh) -> known.with(members(contact), one.at()));
            }
        }
        profiles.save(tx, merged, now);
    }

    private static Map<String, String> members(Contact contact) {
        Map<String, String> members = new HashMap<>(contact.fields());
        if (contact.tags() != null && !contact.tags().isEmpty()) {
            members.put("tags", String.join("\n", contact.tags()));
        }
        return members;
    }

    /** Visitors named, and who was identified there: only the site says so, with its key. */
    private Map<String, Long> visitors(
            Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        Set<String> named = new LinkedHashSet<>();
        counted.stream().map(Counted::visitor).filter(Objects::nonNull).forEach(named::add);
        if (named.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> browsers = visitors.findOrCreate(tx, site.name(), named, now);
        List<Visitors.Identification> identifications = new ArrayList<>();
        for (Counted one : counted) {
            if (one.visitor() != null) {
                long visitor = browsers.get(one.visitor());
                banners.keep(tx, visitor, one.says(), now);
                if (one.about() != null) {
                    identifications.add(new Visitors.Identification(visitor, one.at(), ids.get(one.about())));
                }
            }
        }
        visitors.identify(tx, identifications);
        return browsers;
    }

    /** What a banner says belongs to the visitor when there is one: it reaches everybody identified there. */
    private void statements(
            Transaction tx,
            Site site,
            List<Counted> counted,
            Map<Identity, Long> ids,
            Map<String, Long> browsers,
            Instant now) {
        List<NewEntry> entries = new ArrayList<>();
        for (Counted one : counted) {
            Long subject = one.visitor() != null
                    ? browsers.get(one.visitor())
                    : one.about() == null ? null : ids.get(one.about());
            if (subject != null) {
                String evidence = one.says().isEmpty() || isErasure(one.event())
                        ? null
                        : Evidence.of(
                                one.event().envelope(),
                                one.visitor() == null ? one.told().data() : anonymous(one));
                one.says().forEach(statement -> entries.add(new NewEntry(subject, now, statement, evidence)));
            }
        }
        register.append(tx, site.name(), entries);
    }

    /** A browser may be several people's: what proves its choices names none of them, and not the browser. */
    private static String anonymous(Counted one) {
        ObjectNode data = one.event().raw().deepCopy();
        return data.without(List.of("person", "visitor_id")).toString();
    }

    private ShopMarks marks(Transaction tx, Site site, Instant now) {
        return new ShopMarks(tx, site, now, people, shoppers);
    }

    private void mark(
            Transaction tx,
            Site site,
            List<Counted> counted,
            Map<Identity, Long> ids,
            Map<String, Long> browsers,
            Instant now) {
        Map<Lane, Map<Long, Identity>> changes = new EnumMap<>(Lane.class);
        for (Counted one : counted) {
            lane(one).ifPresent(lane -> {
                Map<Long, Identity> persons = changes.computeIfAbsent(lane, any -> new LinkedHashMap<>());
                if (one.about() != null) {
                    persons.put(ids.get(one.about()), one.about());
                }
                if (one.visitor() != null) {
                    persons.putAll(banners.identifiedOn(tx, List.of(browsers.get(one.visitor()))));
                }
            });
        }
        changes.forEach((lane, persons) -> marked.mark(tx, site, people.around(tx, site.name(), persons), lane, now));
    }

    /** Who has just asked for mail without a confirmed address. */
    private void ask(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        Map<Long, Identity> asking = new LinkedHashMap<>();
        Map<Long, String> languages = new HashMap<>();
        for (Counted one : counted) {
            if (one.about() != null && Statements.asksForConfirmation(one.event())) {
                Long id = ids.get(one.about());
                asking.put(id, one.about());
                languages.put(id, one.event().raw().path("language").textValue());
            }
        }
        if (asking.isEmpty()) {
            return;
        }
        String language = asking.size() == 1 ? languages.values().iterator().next() : null;
        Map<Long, String> addresses = new HashMap<>();
        people.around(tx, site.name(), asking).forEach((id, identity) -> {
            if (identity.kind() == Identity.Kind.EMAIL) {
                addresses.put(id, languages.getOrDefault(id, language));
            }
        });
        asked.mark(tx, site.name(), addresses, now);
    }

    /** Whose remote contact it may change, and how soon; empty when it cannot. */
    private static Optional<Lane> lane(Counted one) {
        InboundEvent event = one.event();
        if (Statements.onlyCloses(event, one.says())) {
            return Optional.of(Lane.WITHDRAWAL);
        }
        boolean changes = event instanceof Contact
                || event instanceof InboundEvent.Consent
                || event instanceof CookieConsent
                || event instanceof PrivacyRequest request
                        && (request.kind() == RequestKind.RESTRICTION_LIFTED
                                || request.kind() == RequestKind.OBJECTION_LIFTED);
        Lane lane = event.envelope().mode() == Mode.HISTORICAL ? Lane.BACKFILL : Lane.CONTACT;
        return changes ? Optional.of(lane) : Optional.empty();
    }

    /** Last, so that an erasure finds what came with it. */
    private void requests(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        for (Counted one : counted) {
            if (one.event() instanceof PrivacyRequest request) {
                switch (request.kind()) {
                    case ERASURE -> {
                        erasure.erase(tx, site, named(one.told()), one.at(), now);
                        erasure.eraseOrders(tx, site, one.shop(), request.orderExternalIds());
                    }
                    case ACCESS, PORTABILITY, RECTIFICATION -> add(tx, site, one, ids, RightsRequests.State.OPEN, now);
                    case SHOP_ERASURE -> add(tx, site, one, ids, RightsRequests.State.WAITING, now);
                    default -> {
                        // Restriction, objection, their lifting, withdrawal: the register and the gate see to them.
                    }
                }
            }
        }
    }

    private void add(
            Transaction tx, Site site, Counted one, Map<Identity, Long> ids, RightsRequests.State state, Instant now) {
        PrivacyRequest request = (PrivacyRequest) one.event();
        requests.add(
                tx,
                site.name(),
                one.shop(),
                one.about() == null ? null : ids.get(one.about()),
                request.kind(),
                request.requestedAt(),
                request.dueAt() == null ? Deadlines.of(request.requestedAt()) : request.dueAt(),
                state,
                now);
    }
}
