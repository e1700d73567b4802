package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
    void recordsThatSomebodyDamagedKeepNoOthersFromBeingWrittenFoundAndErased() throws SQLException {
        for (int i = 1; i <= 100; i++) {
            Shipments.get(store.log().append(Shipments.keyed("S" + i, "key " + i, "{}")));
        }
        store.close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE records SET terms = NULL WHERE sequence = 50");
            statement.execute("UPDATE records SET terms = '{' WHERE sequence = 51");
            statement.execute("UPDATE records SET parties = '[1]' WHERE sequence = 52");
            statement.execute("UPDATE records SET ruleset_version = NULL WHERE sequence = 53");
        }
        store = RecordStore.open(settings());
        var search = new Search("S54", null, null, null, null, null, null);
        assertEquals(1, store.log().search(search, null, 10).records().size());
        CompletionStage<AppendResult> again = store.log().append(Shipments.keyed("S51", "key 51", "{}"));
        CompletionStage<AppendResult> beside = store.log().append(Shipments.of("S101"));
        assertThrows(StoreUnavailable.class, () -> Shipments.get(again));
        // behind the hundred stands the shape of the store, told when it was opened again
        assertEquals(new AppendResult.Recorded(102), Shipments.get(beside));
        for (int i = 102; i <= 300; i++) {
            Shipments.get(store.log().append(Shipments.of("S" + i)));
        }
        assertEquals(1, store.log().search(search, null, 10).records().size());
        assertEquals(
                300,
                Shipments.get(store.log()
                        .eraseFacts(
                                Shipments.NOON.plusSeconds(1),
                                "officer",
                                Shipments.NOON,
                                "five years",
                                Redaction.NONE)));
        assertTrue(store.state().takesWrites());
    }

    @Test
    @DisplayName("The log of the database begins anew while records are written")
    void logIsMovedWhileRecordsAreWritten() throws IOException {
        String facts = "{\"note\":\"" + "x".repeat(64 << 10) + "\"}";
        long longest = 0;
        for (int round = 0; round < 60; round++) {
            List<CompletionStage<AppendResult>> appended = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                appended.add(store.log().append(Shipments.keyed("S", null, facts)));
            }
            appended.forEach(Shipments::get);
            longest = Math.max(longest, Files.size(folder.resolve("guanka.db-wal")));
        }
        assertTrue(longest < 160L << 20, longest + " bytes of log for 240 MiB of records");
    }
}
