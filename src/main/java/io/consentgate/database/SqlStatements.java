package io.consentgate.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prepared statements of one connection, kept by their text: the SQLite driver does not. */
final class SqlStatements {

    private static final int KEPT = 200;

    private final Connection connection;
    private final Map<String, PreparedStatement> byText = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
            if (size() <= KEPT) {
                return false;
            }
            closeQuietly(eldest.getValue());
            return true;
        }
    };

    SqlStatements(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = byText.get(sql);
        if (known != null && !known.isClosed()) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        byText.put(sql, fresh);
        return fresh;
    }

    /** Leaves the cache: a statement that is being read row by row cannot serve a second reader. */
    PreparedStatement prepareApart(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException alreadyUseless) {
            // Its connection is gone, and the statement with it.
        }
    }
}
