package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.answers;
import static guanka.records.Shipments.bytes;
import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whichever write, sync or rename fails, what was acknowledged is there and the chain holds")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class EachWriteFailsTest {

    /** The long run, {@code -Dguanka.tries=2}, lets each call fail; a build some of them. */
    private static final int STEP = Integer.getInteger("guanka.tries", 1) > 1 ? 1 : 7;

    @TempDir
    Path folder;

    /** What was acknowledged, and how to see that it is there. */
    private interface Kept {
        void check(RecordStore store);
    }

    @ParameterizedTest(name = "taking effect all the same: {0}")
    @ValueSource(booleans = {false, true})
    void eachCallOfTheDatabaseInTurn(boolean behind) throws Exception {
        boolean failed = true;
        int calls = 0;
        for (; failed; calls += STEP) {
            Path data = Files.createDirectories(folder.resolve("store" + calls));
            var database = new FaultySqlite(data.resolve("guanka.db"), behind);
            List<Kept> acknowledged = new ArrayList<>();
            try (RecordStore store = RecordStore.open(StoreSettings.of(data), database)) {
                database.calls.set(calls);
                work(store, acknowledged);
                failed = database.failed();
                database.calls.set(-1);
            }
            try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
                acknowledged.forEach(kept -> kept.check(store));
                get(store.log().append(Shipments.keyed("last", "last", "{}")));
                Chain.check(store);
            }
        }
        assertTrue(calls > 60, "only " + calls + " calls were made");
    }

    /** A bit of everything; a step that fails is not acknowledged, and the next one is tried all the same. */
    private static void work(RecordStore store, List<Kept> acknowledged) {
        for (int i = 0; i < 3; i++) {
            NewDetermination d = Shipments.keyed("S" + i, "key " + i, "{\"i\":" + i + "}");
            step(
                    () -> get(store.log().append(d)),
                    acknowledged,
                    s -> assertArrayEquals(
                            d.answer(), s.log().find(d.id()).orElseThrow().answer()));
        }
        step(
                () -> get(store.rulesets().keep(Drafted.of("1.1", "two", null, "analyst"), Drafted.REPORT)),
                acknowledged,
                s -> {
                    assertArrayEquals(
                            bytes("two"), s.rulesets().bytesOfVersion("1.1").orElseThrow());
                    assertArrayEquals(
                            bytes("well"),
                            s.rulesets().attachment("1.1", "check").orElseThrow());
                });
        step(
                () -> get(store.rulesets()
                        .approve("1.1", Drafted.looked(Drafted.digest("two")), "lawyer", true, NOON, null)),
                acknowledged,
                s -> assertEquals(
                        "lawyer", s.rulesets().find("1.1").orElseThrow().approvedBy()));
        UUID job = new UUID(1, 1);
        step(
                () -> store.jobs().create(job, "trade-system", NOON, "1.0"),
                acknowledged,
                s -> s.jobs().find(job).orElseThrow());
        step(
                () -> store.jobs().addPart(job, 1, 1, 1, bytes("{}\n")),
                acknowledged,
                s -> assertEquals(1, s.jobs().parts(job).size()));
        step(
                () -> store.jobs().close(job, NOON),
                acknowledged,
                s -> assertTrue(s.jobs().find(job).orElseThrow().state() != JobState.RECEIVING));
        step(
                () -> {
                    ClaimedPart part = store.jobs()
                            .claimNext("a", NOON, Duration.ofMinutes(1))
                            .orElseThrow();
                    assertTrue(store.jobs().finishPart(part.job(), part.part(), "a", answers("answer"), NOON));
                },
                acknowledged,
                s -> assertArrayEquals(
                        bytes("answer\n"), s.jobs().result(job, 1).orElseThrow().lines()));
        step(
                () -> store.log().checkpoint(),
                acknowledged,
                s -> assertTrue(s.log().checkpoint().size() > 0));
        step(
                () -> get(store.log()
                        .eraseFacts(
                                NOON.plusSeconds(1),
                                "officer",
                                NOON.plusSeconds(2),
                                "kept for long",
                                (facts, answer) -> answer)),
                acknowledged,
                s -> assertTrue(s.log().after(0, Search.ALL, 10).stream()
                        .noneMatch(d -> d.terms().reference().startsWith("S") && d.facts() != null)));
    }

    private static void step(Runnable step, List<Kept> acknowledged, Kept kept) {
        try {
            step.run();
            acknowledged.add(kept);
        } catch (StoreUnavailable | WrongState | ConcurrentChange | NoSuchElementException failed) {
            // not acknowledged; later steps may depend on it
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.key", "checkpoint.pub"})
    @DisplayName("A key that cannot get its name stops the start, and the next start makes it")
    void aKeyThatCannotBeNamed(String name) throws Exception {
        Path data = folder.resolve("data");
        Path taken = data.resolve("keys").resolve(name);
        Files.createDirectories(taken.resolve("folder in the way"));
        assertThrows(StoreUnavailable.class, () -> RecordStore.open(StoreSettings.of(data)));
        Files.delete(taken.resolve("folder in the way"));
        Files.delete(taken);
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            get(store.log().append(Shipments.of("S")));
            assertEquals(1, Chain.check(store));
        }
        try (Stream<Path> keys = Files.list(data.resolve("keys"))) {
            assertEquals(
                    List.of(),
                    keys.filter(file -> file.toString().endsWith(".new")).toList(),
                    "half-written keys");
        }
    }
}
