package io.consentgate.disclosure;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteNoticeVersionsTest extends NoticeVersionsContract {

    @TempDir
    Path folder;

    @Override
    SqlDatabase open() {
        return EmbeddedDatabases.sqlite(folder);
    }
}
