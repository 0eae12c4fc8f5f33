package io.consentgate.consent;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class SqliteOppositionListsTest extends OppositionListsContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
