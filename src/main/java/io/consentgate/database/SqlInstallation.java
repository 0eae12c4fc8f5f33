package io.consentgate.database;

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
        String first = "SELECT value FROM installation WHERE name = ?";
        return transactions.write(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            sql.update("INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value);
            return sql.queryFirst(first, row -> row.text(1), name)
                    .filter(value::equals)
                    .isPresent();
        });
    }
}
