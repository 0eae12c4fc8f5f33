package io.consentgate.cart;

import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters.Kind;
import io.consentgate.delivery.DeadLetters.Subject;
import java.util.List;

/** Tables {@code sent_purchase} and {@code sent_customer}. */
public final class SqlSentRecords implements SentRecords {

    @Override
    public List<SentPurchase> purchases(Transaction tx, String account, String site, String address) {
        return SqlTransaction.of(tx)
                .query(
                        """
                        SELECT id, shop, connection, cart_id, order_id, remote_id, digest, doubt, refused, live,
                          abandoned_at, sent_at
                        FROM sent_purchase WHERE account = ? AND address = ? AND site = ? ORDER BY sent_at, id""",
                        row -> new SentPurchase(
                                row.number(1),
                                account,
                                site,
                                row.text(2),
                                row.text(3),
                                address,
                                row.text(4),
                                row.text(5),
                                row.text(6),
                                row.text(7),
                                row.text(8) == null ? null : Doubt.valueOf(row.text(8)),
                                row.flag(9),
                                row.flag(10),
                                row.instant(11),
                                row.instant(12)),
                        account,
                        address,
                        site);
    }

    @Override
    public List<SentCustomer> customers(Transaction tx, String account, String site, String address) {
        return SqlTransaction.of(tx)
                .query(
                        "SELECT connection, remote_id, accepts FROM sent_customer"
                                + " WHERE account = ? AND address = ? AND site = ? ORDER BY connection",
                        row -> new SentCustomer(
                                account,
                                row.text(1),
                                address,
                                site,
                                row.text(2),
                                row.numberOrNull(3) == null ? null : row.flag(3)),
                        account,
                        address,
                        site);
    }

    @Override
    public boolean holds(Transaction tx, String account, String remoteId) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT 1 FROM sent_purchase WHERE account = ? AND remote_id = ?",
                        row -> true,
                        account,
                        remoteId)
                .isPresent();
    }

    @Override
    public boolean askAgain(Transaction tx, String account, String address, Subject subject) {
        String id = subject.kind() == Kind.CART ? "cart_id" : "order_id";
        return SqlTransaction.of(tx)
                        .update(
                                "UPDATE sent_purchase SET digest = NULL WHERE account = ? AND address = ? AND site = ?"
                                        + " AND shop = ? AND " + id + " = ? AND refused = 1",
                                account,
                                address,
                                subject.site(),
                                subject.shop(),
                                subject.id())
                > 0;
    }

    @Override
    public void save(Transaction tx, SentPurchase purchase) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO sent_purchase (id, account, site, shop, connection, address, cart_id, order_id,
                          remote_id, digest, doubt, refused, live, abandoned_at, sent_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET order_id = excluded.order_id, remote_id = excluded.remote_id,
                          digest = excluded.digest, doubt = excluded.doubt, refused = excluded.refused""",
                        purchase.id(),
                        purchase.account(),
                        purchase.site(),
                        purchase.shop(),
                        purchase.connection(),
                        purchase.address(),
                        purchase.cartId(),
                        purchase.orderId(),
                        purchase.remoteId(),
                        purchase.digest(),
                        purchase.doubt() == null ? null : purchase.doubt().name(),
                        purchase.refused(),
                        purchase.live(),
                        purchase.abandonedAt(),
                        purchase.sentAt());
    }

    @Override
    public void save(Transaction tx, SentCustomer customer) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO sent_customer (account, connection, address, site, remote_id, accepts)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (account, connection, address) DO UPDATE SET remote_id = excluded.remote_id,
                          accepts = excluded.accepts""",
                        customer.account(),
                        customer.connection(),
                        customer.address(),
                        customer.site(),
                        customer.remoteId(),
                        customer.accepts() == null ? null : customer.accepts() ? 1 : 0);
    }

    @Override
    public void remove(Transaction tx, SentPurchase purchase) {
        SqlTransaction.of(tx).update("DELETE FROM sent_purchase WHERE id = ?", purchase.id());
    }

    @Override
    public void remove(Transaction tx, SentCustomer customer) {
        SqlTransaction.of(tx)
                .update(
                        "DELETE FROM sent_customer WHERE account = ? AND connection = ? AND address = ?",
                        customer.account(),
                        customer.connection(),
                        customer.address());
    }
}
