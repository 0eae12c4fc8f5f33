package io.consentgate.automation;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.site.Trigger;
import java.time.Instant;

/** The table {@code trigger_switch}. */
public final class SqlSwitches implements Switches {

    @Override
    public boolean paused(Transaction tx, String site, Trigger trigger) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT paused FROM trigger_switch WHERE site = ? AND trigger_name = ?",
                        row -> row.flag(1),
                        site,
                        trigger.name())
                .orElse(trigger.paused());
    }

    @Override
    public void turn(Transaction tx, String site, String trigger, boolean paused, Instant now) {
        SqlTransaction.of(tx).update("""
                        INSERT INTO trigger_switch (site, trigger_name, paused, changed_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (site, trigger_name) DO UPDATE SET paused = excluded.paused,
                          changed_at = excluded.changed_at""", site, trigger, paused, now);
    }
}
