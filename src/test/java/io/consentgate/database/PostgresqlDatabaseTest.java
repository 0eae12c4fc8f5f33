package io.consentgate.database;

class PostgresqlDatabaseTest extends SqlDatabaseContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }

    @Override
    String emptyUrl() {
        return EmbeddedDatabases.postgresqlUrl();
    }
}
