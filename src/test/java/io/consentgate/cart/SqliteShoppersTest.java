package io.consentgate.cart;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteShoppersTest extends ShoppersContract {

    @TempDir
    Path folder;

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
