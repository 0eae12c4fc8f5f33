package io.consentgate.feedback;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class PostgresqlReconcileTest extends ReconcileContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }
}
