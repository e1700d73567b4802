package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.records.AppendResult;
import guanka.records.RecordStore;
import guanka.records.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder of data is copied while the service runs")
class BackupTest {

    @TempDir
    Path folder;

    @Test
    void theCopyIsAWholeStoreOfOneMomentAndGoesOnAsOne() throws Exception {
        Path data = folder.resolve("data");
        Path copy = folder.resolve("copy");
        var stop = new AtomicBoolean();
        var acknowledged = new AtomicInteger();
        String note;
        int before;
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            Stores.fill(store, 50);
            note = store.log().checkpoint().note();
            Thread service = new Thread(() -> {
                for (int number = 51; !stop.get(); number++) {
                    store.log()
                            .append(Stores.determination(number))
                            .toCompletableFuture()
                            .join();
                    acknowledged.set(number);
                }
            });
            service.start();
            while (acknowledged.get() < 60) {
                Thread.onSpinWait();
            }
            before = acknowledged.get();
            Run run = Run.of("backup", data.toString(), copy.toString());
            stop.set(true);
            service.join();
            assertEquals(0, run.code(), run::toString);
        }
        Path witnessed = Files.writeString(folder.resolve("note"), note);
        Run verified = Run.of(
                "verify-records",
                copy.resolve("guanka.db").toString(),
                "--checkpoint",
                witnessed.toString(),
                "--key",
                copy.resolve("keys/checkpoint.pub").toString());
        assertEquals(0, verified.code(), verified::toString);
        int copied = Integer.parseInt(verified.out().split(" ")[0]);
        assertTrue(copied >= before, copied + " of " + before);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("keys/checkpoint.key"))));
        try (RecordStore restored = RecordStore.open(StoreSettings.of(copy))) {
            assertEquals(copied, restored.state().records());
            for (int number = 1; number <= before; number++) {
                if (number != 5) {
                    assertTrue(restored.log()
                            .find(Stores.determination(number).id())
                            .isPresent());
                }
            }
            assertInstanceOf(
                    AppendResult.Known.class,
                    restored.log()
                            .append(Stores.determination(7))
                            .toCompletableFuture()
                            .join());
        }
        assertEquals(
                0,
                Run.of("verify-records", copy.resolve("guanka.db").toString()).code());
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path data = folder.resolve("data");
        Stores.make(data, 1);
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("something"), "x");
        for (Path target : new Path[] {full, data.resolve("inside"), data}) {
            Run run = Run.of("backup", data.toString(), target.toString());
            assertEquals(2, run.code(), run::toString);
        }
        assertEquals("x", Files.readString(full.resolve("something")));
    }
}
