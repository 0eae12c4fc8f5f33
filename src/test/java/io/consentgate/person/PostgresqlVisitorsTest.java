package io.consentgate.person;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class PostgresqlVisitorsTest extends VisitorsContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }
}
