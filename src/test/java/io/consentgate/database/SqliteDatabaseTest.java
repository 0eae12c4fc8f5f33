package io.consentgate.database;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends SqlDatabaseContract {

    @TempDir
    Path folder;

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }

    @Override
    String emptyUrl() {
        return "jdbc:sqlite:" + folder.resolve("empty.db");
    }
}
