package io.consentgate.database;

import java.util.Optional;

/** The table {@code installation}: what this database was made with. */
public final class SqlInstallation {

    private final Transactions transactions;

    public SqlInstallation(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Whether a value is the one that the database was made with; the first one ever asked about is.
     *
     * @param value nothing that must stay secret
     */
    public boolean madeWith(String name, String value) {
        return transactions.write(tx -> madeWith(tx, name, value));
    }

    /** As {@link #madeWith(String, String)}, together with what else is written. */
    public boolean madeWith(Transaction tx, String name, String value) {
        SqlTransaction.of(tx)
                .update("INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value);
        return value(tx, name).filter(value::equals).isPresent();
    }

    /** What it was made with; empty as long as nobody said. */
    public Optional<String> madeWith(String name) {
        return transactions.read(tx -> value(tx, name));
    }

    private static Optional<String> value(Transaction tx, String name) {
        return SqlTransaction.of(tx)
                .queryFirst("SELECT value FROM installation WHERE name = ?", row -> row.text(1), name);
    }
}
