package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Records in SQLite")
class SqliteRecordsTest extends KeptRecords {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }

    @Override
    StoreSettings reopened() {
        return StoreSettings.of(folder);
    }

    @Test
    void pagesAreAsLargeAsTheyWereAskedFor() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = database.createStatement();
                ResultSet size = statement.executeQuery("PRAGMA page_size")) {
            assertEquals(8192, size.getInt(1));
        }
    }

    @Test
    void aRecordThatSomebodyDamagedKeepsNoOtherFromBeingWrittenAndFound() throws SQLException {
        for (int i = 1; i <= 100; i++) {
            Shipments.get(store.log().append(Shipments.of("S" + i)));
        }
        store.close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE records SET terms = NULL WHERE sequence = 50");
            statement.execute("UPDATE records SET terms = '{' WHERE sequence = 51");
        }
        store = RecordStore.open(settings());
        var search = new Search("S52", null, null, null, null, null, null);
        assertEquals(1, store.log().search(search, null, 10).records().size());
        for (int i = 101; i <= 300; i++) {
            Shipments.get(store.log().append(Shipments.of("S" + i)));
        }
        assertEquals(1, store.log().search(search, null, 10).records().size());
        assertEquals(300, store.state().records());
    }

    @Test
    @DisplayName("The log of the database begins anew while records are written")
    void logIsMovedWhileRecordsAreWritten() throws IOException {
        String facts = "{\"note\":\"" + "x".repeat(64 << 10) + "\"}";
        long longest = 0;
        for (int round = 0; round < 60; round++) {
            List<CompletionStage<Appended>> appended = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                appended.add(store.log().append(Shipments.keyed("S", null, facts)));
            }
            appended.forEach(Shipments::get);
            longest = Math.max(longest, Files.size(folder.resolve("guanka.db-wal")));
        }
        assertTrue(longest < 160L << 20, longest + " bytes of log for 240 MiB of records");
    }
}
