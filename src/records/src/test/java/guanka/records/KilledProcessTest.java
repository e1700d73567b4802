package guanka.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long run kills more often: {@code -Dguanka.tries=125} for a thousand times. */
@DisplayName("A process killed under load")
class KilledProcessTest {

    private static final long SEED = 7;
    private static final int ROUNDS = 4 * Integer.getInteger("guanka.tries", 1);

    /** Rounds over one store; the whole chain is computed again after the last. */
    private static final int ROUNDS_OF_A_STORE = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    /** Settings of an empty store. */
    private interface Stores {
        StoreSettings settings(Path folder) throws Exception;
    }

    @Test
    void losesNothingThatItAcknowledgedInSqlite() throws Exception {
        killed(StoreSettings::of);
    }

    @Test
    void losesNothingThatItAcknowledgedInPostgresql() throws Exception {
        killed(Postgres::settings);
    }

    private void killed(Stores stores) throws Exception {
        var random = new Random(SEED);
        StoreSettings settings = null;
        for (int round = 0; round < ROUNDS; round++) {
            if (round % ROUNDS_OF_A_STORE == 0) {
                settings = stores.settings(folder.resolve("store" + round));
            }
            List<String> acknowledged = killedOnce(settings, round, random);
            try (RecordStore store = RecordStore.open(settings)) {
                for (String line : acknowledged) {
                    assertKept(store, line.split(" "), "seed " + SEED + ", round " + round + ": " + line);
                }
                if (round % ROUNDS_OF_A_STORE == ROUNDS_OF_A_STORE - 1 || round == ROUNDS - 1) {
                    assertTrue(Chain.check(store) > 0);
                    assertToldOnce(store);
                }
            }
        }
    }

    /** Runs a process until it has acknowledged something, or is still opening the store; returns what it acknowledged. */
    private List<String> killedOnce(StoreSettings settings, int round, Random random) throws Exception {
        Path told = folder.resolve("told");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Appending.class.getName(),
                settings.folder().toString(),
                String.valueOf(round)));
        if (settings.jdbcUrl() != null) {
            command.add(settings.jdbcUrl());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(told.toFile())
                .start();
        try {
            boolean opening = round % 8 == 7;
            long enough = opening ? -1 : 50L * (50 + random.nextInt(2000));
            if (opening) {
                Thread.sleep(random.nextInt(1500));
            }
            // a busy machine is slow, and not wrong
            for (long end = System.nanoTime() + PATIENCE.toNanos();
                    told.toFile().length() <= enough && process.isAlive(); ) {
                assertTrue(System.nanoTime() < end, "nothing more is acknowledged");
                Thread.sleep(20);
            }
            assertTrue(process.isAlive(), "the process ended by itself");
        } finally {
            process.destroyForcibly().waitFor();
        }
        // the last line may have been cut off in the middle
        return Files.readAllLines(told, StandardCharsets.US_ASCII).stream()
                .filter(line -> line.endsWith(" ."))
                .toList();
    }

    private static void assertKept(RecordStore store, String[] acknowledged, String told) {
        switch (acknowledged[0]) {
            case "record" ->
                assertTrue(store.log().find(UUID.fromString(acknowledged[1])).isPresent(), told);
            case "watch" ->
                assertEquals(
                        "{\"told\":1}",
                        store.watches()
                                .find("trade-system", acknowledged[1])
                                .orElseThrow(() -> new AssertionError(told))
                                .answer(),
                        told);
            case "part" ->
                assertArrayEquals(
                        Shipments.bytes("answer of " + acknowledged[1] + "\n"),
                        store.jobs()
                                .result(UUID.fromString(acknowledged[1]), 1)
                                .orElseThrow(() -> new AssertionError(told))
                                .lines(),
                        told);
            default ->
                assertArrayEquals(
                        Shipments.bytes("seal of " + acknowledged[1]),
                        store.rulesets().attachment(acknowledged[1], "seal").orElse(null),
                        told);
        }
    }

    /** Whatever was decided of an order is told, once; what was not is not. */
    private static void assertToldOnce(RecordStore store) {
        List<String> decided = store.watches().list(null, null, Integer.MAX_VALUE).stream()
                .filter(watch -> watch.answer().equals("{\"told\":1}"))
                .map(watch -> "\"" + watch.reference() + "\"")
                .sorted()
                .toList();
        List<String> told = store.watches().events(null, 0, Integer.MAX_VALUE).stream()
                .map(WatchEvent::told)
                .sorted()
                .toList();
        assertEquals(decided, told);
    }
}
