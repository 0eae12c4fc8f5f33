package io.consentgate.automation;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunsTest extends RunsContract {

    @TempDir
    Path folder;

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
