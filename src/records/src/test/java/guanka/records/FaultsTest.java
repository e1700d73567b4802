package guanka.records;

import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store in trouble tells the truth")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FaultsTest {

    @TempDir
    Path folder;

    static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came about");
            Thread.sleep(20);
        }
    }

    @Test
    void aFullDiskLosesNothingThatWasAcknowledged() throws Exception {
        var disk = new FullDisk(folder.resolve("guanka.db"));
        List<NewDetermination> acknowledged = new ArrayList<>();
        int refused = 0;
        // the first writer sees the limit; a later one sees what the limit is then
        disk.pages.set(100);
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder), disk)) {
            for (int round = 0; refused == 0; round++) {
                List<NewDetermination> given = new ArrayList<>();
                List<CompletionStage<AppendResult>> stages = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    given.add(Shipments.keyed("S", round + "/" + i, "{\"text\":\"" + "x".repeat(5000) + "\"}"));
                    stages.add(store.log().append(given.get(i)));
                }
                for (int i = 0; i < given.size(); i++) {
                    try {
                        assertInstanceOf(AppendResult.Recorded.class, get(stages.get(i)));
                        acknowledged.add(given.get(i));
                    } catch (StoreUnavailable full) {
                        assertTrue(full.getMessage().contains("full"), full.getMessage());
                        refused++;
                    }
                }
            }
            assertFalse(store.state().takesWrites());
            assertEquals("the disk of the record store is full", store.state().reason());
            assertThrows(StoreUnavailable.class, () -> get(store.log().append(Shipments.of("meanwhile"))));
            assertEquals(
                    acknowledged.size(),
                    store.log().search(Search.ALL, null, 10_000).records().size());

            disk.pages.set(FullDisk.ENDLESS);
            until(() -> store.state().takesWrites());
            assertEquals(
                    new AppendResult.Recorded(acknowledged.size() + 1),
                    get(store.log().append(Shipments.of("again"))));
            assertEquals(acknowledged.size() + 1, Chain.check(store));
            for (NewDetermination d : acknowledged) {
                assertTrue(store.log().find(d.id()).isPresent());
            }
        }
    }

    @Test
    void aDatabaseThatAnotherHoldsIsWaitedForAndThenSaid() throws Exception {
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            get(store.log().append(Shipments.of("before")));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThrows(StoreUnavailable.class, () -> get(store.log().append(Shipments.of("locked out"))));
                assertEquals(
                        "another process holds the record store", store.state().reason());
                assertEquals(
                        1, store.log().search(Search.ALL, null, 10).records().size());
                statement.execute("ROLLBACK");
            }
            until(() -> store.state().takesWrites());
            assertEquals(new AppendResult.Recorded(2), get(store.log().append(Shipments.of("after"))));
            assertEquals(2, Chain.check(store));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guanka.db guanka.db-wal guanka.db-shm", "guanka.db", "guanka.db-wal", "guanka.db-shm"})
    void aStoreWhoseFilesAreRemovedTakesNothingMore(String removed) throws Exception {
        RecordStore store = RecordStore.open(StoreSettings.of(folder));
        get(store.log().append(Shipments.of("before")));
        for (String file : removed.split(" ")) {
            Files.delete(folder.resolve(file));
        }
        // at once, not only when somebody has looked
        StoreUnavailable refused =
                assertThrows(StoreUnavailable.class, () -> get(store.log().append(Shipments.of("lost"))));
        assertTrue(refused.getMessage().contains("removed or replaced"), refused.getMessage());
        assertFalse(store.state().takesWrites());
        assertThrows(StoreUnavailable.class, () -> get(store.log().append(Shipments.of("lost, too"))));
        if (removed.startsWith("guanka.db ")) {
            assertFalse(Files.exists(folder.resolve("guanka.db")), "nothing is made in its place");
        }
        store.close();
        if (!removed.startsWith("guanka.db ") && !removed.equals("guanka.db")) {
            try (RecordStore again = RecordStore.open(StoreSettings.of(folder))) {
                assertEquals(
                        1, again.log().search(Search.ALL, null, 10).records().size());
                Chain.check(again);
            }
        }
    }

    @Test
    void aStoreWhoseFileIsAnotherIsSeenWhileNobodyWritesAndReadsNothingOfIt() throws Exception {
        Path away = Files.createDirectory(folder.resolve("away"));
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            get(store.log().append(Shipments.of("before")));
            for (String file : List.of("guanka.db", "guanka.db-wal", "guanka.db-shm")) {
                Files.move(folder.resolve(file), away.resolve(file));
                Files.copy(away.resolve(file), folder.resolve(file));
            }
            until(() -> !store.state().takesWrites());
            assertTrue(
                    store.state().reason().contains("`guanka.db`"),
                    store.state().reason());
            assertThrows(StoreUnavailable.class, () -> store.log().search(Search.ALL, null, 10));

            for (String file : List.of("guanka.db", "guanka.db-wal", "guanka.db-shm")) {
                Files.move(away.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            until(() -> store.state().takesWrites());
            get(store.log().append(Shipments.of("after")));
            assertEquals(2, store.log().search(Search.ALL, null, 10).records().size());
        }
        try (RecordStore again = RecordStore.open(StoreSettings.of(folder))) {
            assertEquals(2, again.log().search(Search.ALL, null, 10).records().size());
        }
    }

    @Test
    void anotherStoreKeepsItsLogWhenOneWhosePlaceItTookIsClosed() throws Exception {
        RecordStore store = RecordStore.open(StoreSettings.of(folder));
        get(store.log().append(Shipments.of("before")));
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String file : List.of("guanka.db", "guanka.db-wal", "guanka.db-shm")) {
            Files.copy(folder.resolve(file), copy.resolve(file));
            Files.move(copy.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        until(() -> !store.state().takesWrites());
        store.close();
        try (RecordStore again = RecordStore.open(StoreSettings.of(folder))) {
            assertEquals(1, again.log().search(Search.ALL, null, 10).records().size());
        }
    }

    @Test
    void anEmptyStoreBesideTheKeyOfAnEarlierOneIsTold() throws Exception {
        List<String> told = new ArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel() == Level.WARNING) {
                    told.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(RecordStore.class.getName());
        log.addHandler(handler);
        try {
            RecordStore.open(StoreSettings.of(folder)).close();
            RecordStore.open(StoreSettings.of(folder)).close();
            assertEquals(List.of(), told);
            Files.delete(folder.resolve("guanka.db"));
            RecordStore.open(StoreSettings.of(folder)).close();
            assertEquals(1, told.size());
            assertTrue(told.get(0).startsWith("the record store is empty"), told.get(0));
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void tooMuchAtOnceIsRefusedAtOnce() throws Exception {
        var settings = new StoreSettings(folder, null, null, null, 10, 5, null);
        try (RecordStore store = RecordStore.open(settings);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            List<CompletionStage<AppendResult>> stages = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                stages.add(store.log().append(Shipments.of("S" + i)));
            }
            long full = stages.stream()
                    .filter(stage -> stage.toCompletableFuture().isCompletedExceptionally())
                    .peek(stage -> assertThrows(QueueFull.class, () -> get(stage)))
                    .count();
            assertTrue(full >= 40 - 10 - 5, full + " were refused");
            assertTrue(store.figures().refusals() >= full);
            statement.execute("ROLLBACK");
            long recorded = 0;
            for (CompletionStage<AppendResult> stage : stages) {
                if (!stage.toCompletableFuture().isCompletedExceptionally()) {
                    get(stage);
                    recorded++;
                }
            }
            assertEquals(recorded, Chain.check(store));
        }
    }

    @Test
    void whoeverIsToldAndDoesNotComeBackHoldsNobodyUp() throws Exception {
        var stuck = new CountDownLatch(1);
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            // Off this thread: where the record is written before somebody waits for it, whoever asks is told at once.
            CompletableFuture.runAsync(() -> store.log()
                    .append(Shipments.of("stuck"))
                    .thenAccept(done -> {
                        try {
                            stuck.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
            for (int i = 0; i < 10; i++) {
                store.log().append(Shipments.of("S" + i));
            }
            until(() -> store.state().records() == 11);
            stuck.countDown();
        }
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        List<CompletionStage<AppendResult>> stages = new ArrayList<>();
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            for (int i = 0; i < 500; i++) {
                stages.add(store.log().append(Shipments.of("S" + i)));
            }
        }
        for (CompletionStage<AppendResult> stage : stages) {
            assertInstanceOf(AppendResult.Recorded.class, get(stage));
        }
    }

    @Test
    void aStoreThatCannotBeOpenedSaysWhy() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertReason("folder", StoreSettings.of(file.resolve("below")));
        Path nonsense = Files.createDirectory(folder.resolve("nonsense"));
        Files.writeString(nonsense.resolve("guanka.db"), "this is not a database, whatever its name says".repeat(100));
        assertReason("not a SQLite database", StoreSettings.of(nonsense));
        assertReason(
                "does not answer",
                new StoreSettings(folder, "jdbc:postgresql://localhost:1/none", null, null, 10, 10, null));
        assertReason("not one of PostgreSQL", new StoreSettings(folder, "jdbc:other:x", null, null, 10, 10, null));
        Path key = Files.writeString(folder.resolve("broken.key"), "no key");
        assertReason("key", new StoreSettings(folder.resolve("data"), null, null, null, 10, 10, key));
    }

    private static void assertReason(String word, StoreSettings settings) {
        StoreUnavailable refused = assertThrows(StoreUnavailable.class, () -> RecordStore.open(settings));
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
    }
}
