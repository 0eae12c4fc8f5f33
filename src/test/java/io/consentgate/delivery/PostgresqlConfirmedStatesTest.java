package io.consentgate.delivery;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class PostgresqlConfirmedStatesTest extends ConfirmedStatesContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }
}
