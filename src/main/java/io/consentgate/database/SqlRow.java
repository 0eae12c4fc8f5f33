package io.consentgate.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The current row of a result, columns counted from 1; valid only while its mapper runs. */
public final class SqlRow {

    private final ResultSet result;

    SqlRow(ResultSet result) {
        this.result = result;
    }

    public String text(int column) {
        return get(() -> result.getString(column));
    }

    public long number(int column) {
        return get(() -> result.getLong(column));
    }

    public int integer(int column) {
        return get(() -> result.getInt(column));
    }

    public boolean flag(int column) {
        return number(column) != 0;
    }

    public Long numberOrNull(int column) {
        return get(() -> {
            long value = result.getLong(column);
            return result.wasNull() ? null : value;
        });
    }

    /** A column of epoch milliseconds; null stays null. */
    public Instant instant(int column) {
        Long millis = numberOrNull(column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    public byte[] bytes(int column) {
        return get(() -> result.getBytes(column));
    }

    private static <T> T get(Read<T> read) {
        try {
            return read.get();
        } catch (SQLException failure) {
            throw SqlFailure.of("reading a column", failure);
        }
    }

    private interface Read<T> {
        T get() throws SQLException;
    }
}
