package io.consentgate.delivery;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class PostgresqlChangedQueueTest extends ChangedQueueContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }
}
