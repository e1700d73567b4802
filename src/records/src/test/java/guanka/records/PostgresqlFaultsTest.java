package guanka.records;

import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A PostgreSQL that goes and comes back")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PostgresqlFaultsTest {

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("server"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static StoreSettings settings(Path folder, EmbeddedPostgres server) {
        return new StoreSettings(
                folder, server.getJdbcUrl("postgres", "postgres"), null, null, 4096, StoreSettings.BATCH_MAX, null);
    }

    @Test
    void takesUpTheChainWhereItWasLeft() throws Exception {
        int port = freePort();
        EmbeddedPostgres server = start(port);
        List<NewDetermination> acknowledged = new ArrayList<>();
        try (RecordStore store = RecordStore.open(settings(folder.resolve("data"), server))) {
            List<NewDetermination> given = new ArrayList<>();
            List<CompletionStage<AppendResult>> stages = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                given.add(Shipments.keyed("S", "key " + i, "{\"i\":" + i + "}"));
                stages.add(store.log().append(given.get(i)));
                if (i == 1000) {
                    get(stages.get(100));
                    server.close();
                }
            }
            int refused = 0;
            for (int i = 0; i < given.size(); i++) {
                try {
                    get(stages.get(i));
                    acknowledged.add(given.get(i));
                } catch (StoreUnavailable gone) {
                    refused++;
                }
            }
            assertTrue(refused > 0 && acknowledged.size() > 100, refused + " refused");
            FaultsTest.until(() -> !store.state().takesWrites());
            assertEquals(
                    "the database of the records does not answer", store.state().reason());
            assertThrows(StoreUnavailable.class, () -> get(store.log().append(Shipments.of("meanwhile"))));

            server = start(port);
            FaultsTest.until(() -> store.state().takesWrites());
            assertInstanceOf(AppendResult.Recorded.class, get(store.log().append(Shipments.of("after"))));
            for (NewDetermination d : acknowledged) {
                assertTrue(store.log().find(d.id()).isPresent(), "an acknowledged record is lost");
            }
            Chain.check(store);
        } finally {
            server.close();
        }
    }

    @Test
    void connectionsCutByTheServerAreMadeAnew() throws Exception {
        try (EmbeddedPostgres server = start(freePort());
                RecordStore store = RecordStore.open(settings(folder.resolve("data"), server))) {
            int recorded = 0;
            for (int i = 0; i < 10; i++) {
                get(store.log().append(Shipments.keyed("S", "before " + i, "{}")));
                recorded++;
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'guanka'");
                }
                try {
                    get(store.log().append(Shipments.keyed("S", "during " + i, "{}")));
                    recorded++;
                } catch (StoreUnavailable cut) {
                    assertFalse(cut.getMessage().isBlank());
                }
                FaultsTest.until(() -> store.state().takesWrites());
            }
            assertEquals(recorded, Chain.check(store));
        }
    }

    @Test
    void aDatabaseThatDoesNotExistIsSaidToBeMissing() throws Exception {
        try (EmbeddedPostgres server = start(freePort())) {
            var settings = new StoreSettings(
                    folder.resolve("data"), server.getJdbcUrl("postgres", "none"), null, null, 10, 10, null);
            StoreUnavailable refused = assertThrows(StoreUnavailable.class, () -> RecordStore.open(settings));
            assertEquals("the database of the records does not exist", refused.getMessage());
        }
    }

    @Test
    void aServerThatWasToldNotToSyncIsOverruled() throws Exception {
        try (EmbeddedPostgres server = start(freePort())) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE postgres SET synchronous_commit = off");
            }
            StoreSettings settings = settings(folder.resolve("data"), server);
            try (Connection writer = new guanka.records.database.Postgresql(settings.jdbcUrl(), null, null).writer();
                    Statement statement = writer.createStatement();
                    var row = statement.executeQuery("SHOW synchronous_commit")) {
                row.next();
                assertEquals("on", row.getString(1));
            }
        }
    }
}
