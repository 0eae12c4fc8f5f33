package io.consentgate.intake;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedShoppers;
import io.consentgate.event.InboundEvent.Cart;
import io.consentgate.event.InboundEvent.Order;
import io.consentgate.event.InboundEvent.Tracking;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people do in the shop: orders, carts, behaviour. None of it says that anybody agreed to anything. */
final class ShopIntake {

    private final People people;
    private final ConsentRegister register;
    private final ShopRecords records;
    private final ChangedShoppers shoppers;
    private final AddressMarks marked;
    private final Statements statements;
    private final SecureRandom random = new SecureRandom();

    ShopIntake(
            People people,
            ConsentRegister register,
            ShopRecords records,
            ChangedShoppers shoppers,
            AddressMarks marked,
            Statements statements) {
        this.people = people;
        this.register = register;
        this.records = records;
        this.shoppers = shoppers;
        this.marked = marked;
        this.statements = statements;
    }

    void take(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        orders(tx, site, counted, ids, now);
        carts(tx, site, counted, ids, now);
        behaviour(tx, site, counted, ids, now);
    }

    private void orders(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        List<ShopRecords.Order> orders = new ArrayList<>();
        ShopMarks marks = marks(tx, site, now);
        Map<Long, Identity> buyers = new LinkedHashMap<>();
        for (Counted one : counted) {
            if (one.event() instanceof Order order) {
                Long buyer = one.about() == null ? null : ids.get(one.about());
                if (buyer != null) {
                    buyers.put(buyer, one.about());
                }
                orders.add(new ShopRecords.Order(
                        site.name(),
                        one.shop(),
                        order.externalId(),
                        buyer,
                        statements.sale(site, one.shop(), order.externalId()),
                        order.status(),
                        order.placedAt(),
                        one.at(),
                        one.isHistorical(),
                        order.cartExternalId(),
                        one.told().data()));
                marks.order(one.shop(), one.about(), order, one.isHistorical());
            }
        }
        if (orders.isEmpty()) {
            return;
        }
        records.saveOrders(tx, orders);
        marks.write(records);
        // An order alone changes no list; it changes what a soft opt-in waits for, and the tag of customers
        // (READINGS 7, 14).
        Map<Long, Identity> around = people.around(tx, site.name(), buyers);
        if (site.customerTag() != null || register.restOnSales(tx, around.keySet())) {
            marked.mark(tx, site, around, Lane.CONTACT, now);
        }
    }

    private void carts(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        List<ShopRecords.Cart> carts = new ArrayList<>();
        ShopMarks marks = marks(tx, site, now);
        for (Counted one : counted) {
            if (one.event() instanceof Cart cart) {
                carts.add(new ShopRecords.Cart(
                        site.name(),
                        one.shop(),
                        cart.externalId(),
                        one.about() == null ? null : ids.get(one.about()),
                        cart.status(),
                        one.at(),
                        one.isHistorical(),
                        one.told().data()));
                marks.cart(one.shop(), one.about(), cart, one.isHistorical());
            }
        }
        records.saveCarts(tx, carts);
        marks.write(records);
    }

    private ShopMarks marks(Transaction tx, Site site, Instant now) {
        return new ShopMarks(tx, site, now, people, shoppers);
    }

    private void behaviour(Transaction tx, Site site, List<Counted> counted, Map<Identity, Long> ids, Instant now) {
        List<ShopRecords.Behaviour> events = new ArrayList<>();
        for (Counted one : counted) {
            if (one.event() instanceof Tracking tracking) {
                events.add(new ShopRecords.Behaviour(
                        random.nextLong() & Long.MAX_VALUE,
                        site.name(),
                        site.account(),
                        people.currentOwner(tx, site.name(), one.about()).orElse(ids.get(one.about())),
                        tracking.name(),
                        tracking.value(),
                        one.at()));
            }
        }
        records.saveBehaviour(tx, events, now);
    }
}
