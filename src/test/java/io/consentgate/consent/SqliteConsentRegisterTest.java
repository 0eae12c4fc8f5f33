package io.consentgate.consent;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;

class SqliteConsentRegisterTest extends ConsentRegisterContract {

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
