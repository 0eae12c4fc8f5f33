package io.consentgate;

import io.consentgate.database.EmbeddedDatabases;
import java.nio.file.Path;

class SqliteConfirmationTest extends ConfirmationContract {

    @Override
    String databaseUrl(Path folder) {
        return EmbeddedDatabases.sqliteUrl(folder);
    }
}
