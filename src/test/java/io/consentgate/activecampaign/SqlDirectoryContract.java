package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.SqlDirectory.Kind;
import io.consentgate.database.SqlDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SqlDirectoryContract {

    private Instant now = Instant.EPOCH;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private SqlDatabase database;
    private SqlDirectory directory;

    abstract SqlDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open();
        directory = new SqlDirectory(database, "main", clock);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void itIsEmptyUntilSetup() {
        assertThat(directory.get()).isEqualTo(Directory.EMPTY);
    }

    @Test
    void eachKindHasItsOwnNamesAndALaterIdReplacesAnEarlierOne() {
        directory.put(Kind.LIST, "Newsletter", "3");
        directory.put(Kind.LIST, "Newsletter", "4");
        directory.put(Kind.FIELD, "Newsletter", "12");
        directory.put(Kind.TAG, "customer", "312");
        directory.put(Kind.WEBHOOK, "ConsentGate", "1");

        assertThat(directory.get())
                .isEqualTo(new Directory(
                        Map.of("Newsletter", "4"), Map.of("Newsletter", "12"), Map.of("customer", "312")));
        assertThat(new SqlDirectory(database, "second", clock).get()).isEqualTo(Directory.EMPTY);
    }

    @Test
    void whatAnotherProcessWroteIsSeenSoon() {
        directory.get();
        new SqlDirectory(database, "main", clock).put(Kind.TAG, "customer", "312");
        assertThat(directory.get()).isEqualTo(Directory.EMPTY);

        now = now.plusSeconds(6);
        assertThat(directory.get().tags()).containsEntry("customer", "312");
    }
}
