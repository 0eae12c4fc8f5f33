/**
 * Where rows are kept: one writer, transactions, the few differences between SQLite and PostgreSQL, migrations.
 * Every other room's store (its {@code Sql*} class) works inside a {@link io.consentgate.database.Transaction} that
 * comes from here. No business rule may enter.
 */
package io.consentgate.database;
