package io.consentgate.disclosure.live;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlitePageStandingsTest extends PageStandingsContract {

    @TempDir
    Path folder;

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
