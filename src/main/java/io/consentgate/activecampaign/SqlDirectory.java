package io.consentgate.activecampaign;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What {@code setup} found or made in the account, kept in rows and for a little while in memory. */
public final class SqlDirectory {

    /** Another process (the setup command) may have written meanwhile. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final String account;
    private final Clock clock;
    private volatile Copy copy = new Copy(Directory.EMPTY, Instant.MIN);

    public SqlDirectory(Transactions transactions, String account, Clock clock) {
        this.transactions = transactions;
        this.account = account;
        this.clock = clock;
    }

    /** What is looked up by name. */
    enum Kind {
        LIST,
        FIELD,
        TAG,
        CONNECTION,
        WEBHOOK
    }

    private record Copy(Directory directory, Instant until) {}

    public Directory get() {
        Copy current = copy;
        if (clock.instant().isAfter(current.until())) {
            current = new Copy(read(), clock.instant().plus(FRESH));
            copy = current;
        }
        return current.directory();
    }

    void put(Kind kind, String name, String remoteId) {
        transactions.write(tx -> SqlTransaction.of(tx)
                .update(
                        "INSERT INTO account_directory (account, kind, name, remote_id) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (account, kind, name) DO UPDATE SET remote_id = excluded.remote_id",
                        account,
                        kind.name(),
                        name,
                        remoteId));
        copy = new Copy(Directory.EMPTY, Instant.MIN);
    }

    private Directory read() {
        Map<Kind, Map<String, String>> names = new HashMap<>();
        transactions.read(tx -> {
            SqlTransaction.of(tx)
                    .forEach(
                            "SELECT kind, name, remote_id FROM account_directory WHERE account = ?",
                            row -> names.computeIfAbsent(Kind.valueOf(row.text(1)), kind -> new HashMap<>())
                                    .put(row.text(2), row.text(3)),
                            account);
            return null;
        });
        return new Directory(
                named(names, Kind.LIST),
                named(names, Kind.FIELD),
                named(names, Kind.TAG),
                named(names, Kind.CONNECTION));
    }

    private static Map<String, String> named(Map<Kind, Map<String, String>> names, Kind kind) {
        return Map.copyOf(names.getOrDefault(kind, Map.of()));
    }
}
