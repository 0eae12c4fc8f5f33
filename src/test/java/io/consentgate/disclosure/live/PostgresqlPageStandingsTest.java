package io.consentgate.disclosure.live;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class PostgresqlPageStandingsTest extends PageStandingsContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.postgresql();
    }
}
