package io.consentgate.rights;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;

/** Traces in the tables of other rooms; erasing is the one thing done to them from here. */
public final class SqlTraces implements Traces {

    @Override
    public void removeShopping(Transaction tx, Collection<Long> personIds, Instant upTo) {
        SqlTransaction sql = SqlTransaction.of(tx);
        sql.updateIn("DELETE FROM shop_order WHERE updated_at <= ? AND person_id IN (?*)", personIds, upTo);
        sql.updateIn("DELETE FROM cart WHERE updated_at <= ? AND person_id IN (?*)", personIds, upTo);
        sql.updateIn("DELETE FROM tracking_outbox WHERE occurred_at <= ? AND person_id IN (?*)", personIds, upTo);
        sql.updateIn("DELETE FROM trigger_run WHERE occurred_at <= ? AND person_id IN (?*)", personIds, upTo);
    }

    @Override
    public void removeAliases(Transaction tx, Collection<Long> personIds, Instant upTo) {
        SqlTransaction.of(tx).updateIn("DELETE FROM alias WHERE since <= ? AND person_id IN (?*)", personIds, upTo);
    }

    @Override
    public void removeOrders(Transaction tx, String site, String shop, Collection<String> externalIds) {
        SqlTransaction.of(tx)
                .updateIn(
                        "DELETE FROM shop_order WHERE site = ? AND shop = ? AND external_id IN (?*)",
                        externalIds,
                        site,
                        shop);
    }

    @Override
    public boolean any(Transaction tx, Collection<Long> personIds) {
        SqlTransaction sql = SqlTransaction.of(tx);
        for (String table : new String[] {"shop_order", "cart", "tracking_outbox", "trigger_run", "alias"}) {
            String sought = "SELECT 1 FROM " + table + " WHERE person_id IN (?*) LIMIT 1";
            if (!sql.queryIn(sought, personIds, row -> true).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void removeDecisions(Transaction tx, Collection<Long> personIds) {
        SqlTransaction.of(tx).updateIn("DELETE FROM decision WHERE person_id IN (?*)", personIds);
    }

    @Override
    public void removeConfirmations(Transaction tx, Collection<Long> personIds) {
        SqlTransaction sql = SqlTransaction.of(tx);
        sql.updateIn("DELETE FROM confirmation_due WHERE person_id IN (?*)", personIds);
        sql.updateIn("DELETE FROM confirmation_mail WHERE person_id IN (?*)", personIds);
    }

    @Override
    public void removeDeadLetter(Transaction tx, String account, String address) {
        SqlTransaction.of(tx).update("DELETE FROM dead_letter WHERE account = ? AND address = ?", account, address);
    }

    @Override
    public void removeRemote(Transaction tx, String account, String address) {
        SqlTransaction sql = SqlTransaction.of(tx);
        sql.update("DELETE FROM changed WHERE account = ? AND address = ?", account, address);
        sql.update("DELETE FROM confirmed WHERE account = ? AND address = ?", account, address);
        sql.update("DELETE FROM reconcile_finding WHERE account = ? AND address = ?", account, address);
    }
}
