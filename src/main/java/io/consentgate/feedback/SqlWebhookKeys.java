package io.consentgate.feedback;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;

/** The table {@code webhook_key}. */
public final class SqlWebhookKeys implements WebhookKeys {

    @Override
    public boolean first(Transaction tx, byte[] hash, Instant now) {
        return SqlTransaction.of(tx)
                        .update(
                                "INSERT INTO webhook_key (hash, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                                hash,
                                now)
                == 1;
    }

    @Override
    public int forgetBefore(Transaction tx, Instant moment) {
        return SqlTransaction.of(tx).update("DELETE FROM webhook_key WHERE received_at < ?", moment);
    }
}
