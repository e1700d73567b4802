package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    @DisplayName("Folder and files are for their owner alone, those of an earlier version too")
    void recordsArePrivate() throws Exception {
        Shipments.get(store.log().append(Shipments.of("S")));
        assertEquals(Set.of(), readableByOthers());
        store.close();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("guanka.db"), PosixFilePermissions.fromString("rw-r--r--"));
        store = RecordStore.open(settings());
        Shipments.get(store.log().append(Shipments.of("T")));
        assertEquals(Set.of(), readableByOthers());
    }

    private Set<String> readableByOthers() throws IOException {
        Set<String> readable = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!rights.endsWith("------") && !file.toString().endsWith(".pub")) {
                    readable.add(file + " " + rights);
                }
            }
        }
        return readable;
    }

    @ParameterizedTest
    @DisplayName("A store into which somebody put a trigger or a view does not open")
    @ValueSource(
            strings = {
                "CREATE TRIGGER planted AFTER INSERT ON records BEGIN UPDATE head SET one = 1; END",
                "CREATE VIEW planted AS SELECT * FROM records"
            })
    void nothingIsPlanted(String planted) throws SQLException {
        store.close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = database.createStatement()) {
            statement.execute(planted);
            StoreUnavailable refused = assertThrows(StoreUnavailable.class, () -> RecordStore.open(settings()));
            assertTrue(refused.getMessage().contains("`planted`"), refused.getMessage());
            statement.execute("DROP " + planted.split(" ")[1] + " planted");
        }
        store = RecordStore.open(settings());
    }
}
