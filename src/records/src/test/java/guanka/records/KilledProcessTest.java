package guanka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process killed under load")
class KilledProcessTest {

    private static final long SEED = 7;
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatItAcknowledged() throws Exception {
        var random = new Random(SEED);
        Set<UUID> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Path told = folder.resolve("told" + round);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appending.class.getName(),
                            folder.toString(),
                            String.valueOf(round))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(told.toFile())
                    .start();
            try {
                // a line is 36 characters and a line feed
                long enough = 37L * (200 + random.nextInt(3000));
                FaultsTest.until(() -> told.toFile().length() > enough || !process.isAlive());
                assertTrue(process.isAlive(), "the process ended by itself");
            } finally {
                process.destroyForcibly().waitFor();
            }
            // the last line may have been cut off in the middle
            Files.readAllLines(told, StandardCharsets.US_ASCII).stream()
                    .filter(line -> line.length() == 36)
                    .map(UUID::fromString)
                    .forEach(acknowledged::add);
            try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
                Set<UUID> kept = new HashSet<>();
                long after = 0;
                for (List<StoredDetermination> some; !(some = store.log().after(after, Search.ALL, 1000)).isEmpty(); ) {
                    some.forEach(d -> kept.add(d.id()));
                    after = some.get(some.size() - 1).sequence();
                }
                Set<UUID> lost = new HashSet<>(acknowledged);
                lost.removeAll(kept);
                assertEquals(Set.of(), lost, "seed " + SEED + ", round " + round);
                assertEquals(kept.size(), Chain.check(store));
            }
        }
    }
}
