package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.answers;
import static guanka.records.Shipments.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.records.chain.Digests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with jobs. */
abstract class KeptJobs {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    RecordStore store;
    JobTable jobs;
    final UUID id = UUID.randomUUID();

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = RecordStore.open(settings());
        jobs = store.jobs();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void submit(UUID job, int parts) {
        jobs.create(job, "trade-system", NOON, "1.0");
        for (int part = 1; part <= parts; part++) {
            jobs.addPart(job, part, part * 2L - 1, 2, bytes("{\"part\":" + part + "}\n{}\n"));
        }
        jobs.close(job, NOON);
    }

    @Test
    void whatWaitsOfAnActorIsCountedUntilItHasEnded() {
        UUID first = UUID.randomUUID();
        jobs.create(first, "waiting", NOON, "1.0");
        int kept = jobs.addPart(first, 1, 1, 2, bytes("{}\n{}\n"));
        assertEquals(new JobTable.Waiting(1, kept), jobs.waiting("waiting"));
        UUID second = UUID.randomUUID();
        jobs.create(second, "waiting", NOON, "1.0");
        jobs.close(first, NOON);
        assertEquals(new JobTable.Waiting(2, kept), jobs.waiting("waiting"));
        jobs.cancel(first, NOON);
        jobs.abandon(second, NOON);
        assertEquals(new JobTable.Waiting(0, 0), jobs.waiting("waiting"));
    }

    @Test
    void aJobIsWorkedOffPartByPart() {
        assertEquals(
                JobState.RECEIVING, jobs.create(id, "trade-system", NOON, "1.0").state());
        assertEquals(Optional.empty(), jobs.claimNext("a", NOON, LEASE));
        jobs.addPart(id, 1, 1, 2, bytes("{}\n{}\n"));
        jobs.addPart(id, 2, 3, 1, bytes("{}\n"));
        assertEquals(Optional.empty(), jobs.claimNext("a", NOON, LEASE));
        assertEquals(JobState.QUEUED, jobs.close(id, NOON).state());
        assertThrows(WrongState.class, () -> jobs.addPart(id, 3, 4, 1, bytes("{}\n")));

        ClaimedPart first = jobs.claimNext("a", NOON, LEASE).orElseThrow();
        assertEquals(1, first.part());
        assertEquals(1, first.firstLine());
        assertEquals("trade-system", first.actor());
        assertArrayEquals(bytes("{}\n{}\n"), first.input());
        assertEquals(JobState.RUNNING, jobs.find(id).orElseThrow().state());
        assertTrue(jobs.finishPart(id, 1, "a", answers("answer").add(bytes("problem"), true), NOON.plusSeconds(1)));
        PartResult result = jobs.result(id, 1).orElseThrow();
        assertArrayEquals(bytes("answer\nproblem\n"), result.lines());
        assertEquals(Digests.hex("answer\nproblem\n"), result.sha256());
        assertEquals(Optional.empty(), jobs.result(id, 2));

        jobs.claimNext("a", NOON, LEASE).orElseThrow();
        assertTrue(jobs.finishPart(id, 2, "a", answers("answer"), NOON.plusSeconds(2)));
        assertEquals(
                new Job(
                        id,
                        JobState.DONE,
                        "trade-system",
                        NOON,
                        NOON.plusSeconds(2),
                        "1.0",
                        3,
                        2,
                        3,
                        2,
                        1,
                        true,
                        JobKind.DETERMINATIONS,
                        null,
                        null),
                jobs.find(id).orElseThrow());
        assertEquals(Optional.empty(), jobs.claimNext("a", NOON, LEASE));
    }

    private void submitOf(String actor, UUID job, int parts) {
        jobs.create(job, actor, NOON, "1.0");
        for (int part = 1; part <= parts; part++) {
            jobs.addPart(job, part, part, 1, bytes("{}\n"));
        }
        jobs.close(job, NOON);
    }

    @Test
    @DisplayName("callers are served in turn: a large job of one does not keep a small one of another waiting")
    void callersInTurn() {
        submitOf("large", UUID.randomUUID(), 4);
        submitOf("small", UUID.randomUUID(), 1);
        submitOf("third", UUID.randomUUID(), 2);
        List<String> served = new ArrayList<>();
        for (Optional<ClaimedPart> part; (part = jobs.claimNext("a", NOON, LEASE)).isPresent(); ) {
            served.add(part.get().actor());
        }
        assertEquals(List.of("large", "small", "third", "large", "third", "large", "large"), served);
    }

    @Test
    @DisplayName("a part tells how often it was begun; where it was given back it was not")
    void attempts() {
        submit(id, 1);
        assertEquals(1, jobs.claimNext("a", NOON, LEASE).orElseThrow().attempt());
        assertTrue(jobs.release(id, 1, "a"));
        assertEquals(1, jobs.claimNext("a", NOON, LEASE).orElseThrow().attempt());
        assertEquals(
                2, jobs.claimNext("b", NOON.plus(LEASE), LEASE).orElseThrow().attempt());
    }

    @Test
    void twoOwnersNeverHoldTheSamePart() throws Exception {
        submit(id, 40);
        ExecutorService owners = Executors.newFixedThreadPool(4);
        Set<Integer> held = java.util.Collections.synchronizedSet(new HashSet<>());
        List<Future<Integer>> counts = new ArrayList<>();
        try {
            for (String owner : List.of("a", "b", "c", "d")) {
                counts.add(owners.submit(() -> {
                    int count = 0;
                    for (Optional<ClaimedPart> part; (part = jobs.claimNext(owner, NOON, LEASE)).isPresent(); count++) {
                        assertTrue(held.add(part.get().part()), part.get().part() + " was held twice");
                        assertTrue(jobs.finishPart(id, part.get().part(), owner, answers("x"), NOON));
                    }
                    return count;
                }));
            }
            int sum = 0;
            for (Future<Integer> count : counts) {
                sum += count.get();
            }
            assertEquals(40, sum);
        } finally {
            owners.shutdownNow();
        }
        assertEquals(JobState.DONE, jobs.find(id).orElseThrow().state());
    }

    @Test
    void aPartWhoseOwnerIsGoneGoesToAnother() {
        submit(id, 1);
        jobs.claimNext("gone", NOON, LEASE).orElseThrow();
        assertEquals(Optional.empty(), jobs.claimNext("b", NOON.plus(LEASE).minusNanos(1), LEASE));
        assertTrue(jobs.renew(id, 1, "gone", NOON.plus(LEASE).plusSeconds(1)));
        assertEquals(Optional.empty(), jobs.claimNext("b", NOON.plus(LEASE), LEASE));
        jobs.claimNext("b", NOON.plus(LEASE).plusSeconds(1), LEASE).orElseThrow();
        assertFalse(jobs.renew(id, 1, "gone", NOON.plusSeconds(1000)));
        assertFalse(jobs.finishPart(id, 1, "gone", answers("late"), NOON));
        assertTrue(jobs.release(id, 1, "b"));
        jobs.claimNext("c", NOON, LEASE).orElseThrow();
        assertTrue(jobs.finishPart(id, 1, "c", answers("right"), NOON));
        assertArrayEquals(bytes("right\n"), jobs.result(id, 1).orElseThrow().lines());
    }

    @Test
    void aCancelledJobGivesNoMoreParts() {
        submit(id, 2);
        jobs.claimNext("a", NOON, LEASE).orElseThrow();
        assertEquals(JobState.CANCELLED, jobs.cancel(id, NOON).state());
        assertFalse(jobs.finishPart(id, 1, "a", answers("late"), NOON));
        assertEquals(Optional.empty(), jobs.claimNext("b", NOON, LEASE));
        assertThrows(WrongState.class, () -> jobs.cancel(id, NOON));
        assertEquals(JobState.CANCELLED, jobs.find(id).orElseThrow().state());
    }

    @Test
    void aJobWhoseLinesDoNotComeHasFailed() {
        jobs.create(id, "trade-system", NOON, null);
        jobs.addPart(id, 1, 1, 1, bytes("{}\n"));
        assertEquals(JobState.FAILED, jobs.abandon(id, NOON).state());
        assertEquals(Optional.empty(), jobs.claimNext("a", NOON, LEASE));
        assertThrows(WrongState.class, () -> jobs.close(id, NOON));
        assertThrows(WrongState.class, () -> jobs.close(UUID.randomUUID(), NOON));
    }

    @Test
    void aJobWithoutLinesIsDone() {
        jobs.create(id, "trade-system", NOON, null);
        assertEquals(JobState.DONE, jobs.close(id, NOON).state());
    }

    @Test
    void jobsAreListedNewestFirst() {
        UUID later = UUID.randomUUID();
        submit(id, 1);
        jobs.create(later, "trade-system", NOON.plusSeconds(1), null);
        assertEquals(
                List.of(later, id),
                jobs.list("trade-system", null, 10).stream().map(Job::id).toList());
        assertEquals(
                List.of(later),
                jobs.list("trade-system", null, 1).stream().map(Job::id).toList());
        Job first = jobs.find(later).orElseThrow();
        assertEquals(
                List.of(id),
                jobs.list("trade-system", first, 10).stream().map(Job::id).toList());
        assertEquals(List.of(), jobs.list("another", null, 10));
        assertEquals(Optional.empty(), jobs.find(UUID.randomUUID()));
    }

    @Test
    @DisplayName("a key names one job of its caller; one whose lines never all came in gives the key up")
    void keys() {
        UUID cutOff = UUID.randomUUID();
        UUID whole = UUID.randomUUID();
        UUID again = UUID.randomUUID();
        assertEquals(
                cutOff,
                jobs.create(NewJob.ofShipments(cutOff, "trade-system", NOON, "1.0", "key", true))
                        .id());
        assertEquals(
                whole,
                jobs.create(NewJob.ofShipments(whole, "trade-system", NOON, "1.0", "key", false))
                        .id());
        assertEquals(JobState.FAILED, jobs.find(cutOff).orElseThrow().state());
        jobs.close(whole, NOON, "digest");
        Job earlier = jobs.create(NewJob.ofShipments(again, "trade-system", NOON, "1.0", "key", true));
        assertEquals(whole, earlier.id());
        assertEquals("digest", earlier.submission());
        assertFalse(earlier.recorded());
        assertEquals(Optional.empty(), jobs.find(again));
        assertEquals(
                again,
                jobs.create(NewJob.ofShipments(again, "another", NOON, "1.0", "key", true))
                        .id());
    }

    @Test
    void jobsThatEndedLongAgoAreRemovedWithTheirResults() {
        jobs.create(id, "trade-system", NOON, "1.0");
        for (int part = 1; part <= 130; part++) {
            jobs.addPart(id, part, part, 1, bytes("{}\n"));
        }
        jobs.close(id, NOON);
        for (int part = 1; part <= 130; part++) {
            jobs.claimNext("a", NOON, LEASE).orElseThrow();
            assertTrue(jobs.finishPart(id, part, "a", answers("answer"), NOON.plusSeconds(part)));
        }
        UUID cutOff = UUID.randomUUID();
        jobs.create(cutOff, "trade-system", NOON.plusSeconds(10), "1.0");
        jobs.addPart(cutOff, 1, 1, 1, bytes("{}\n"));
        UUID working = UUID.randomUUID();
        submit(working, 2);

        assertEquals(0, jobs.removeOld(NOON));
        assertEquals(1, jobs.removeOld(NOON.plusSeconds(130)));
        assertEquals(Optional.empty(), jobs.find(cutOff));
        assertArrayEquals(bytes("answer\n"), jobs.result(id, 130).orElseThrow().lines());
        assertEquals(1, jobs.removeOld(NOON.plusSeconds(131)));
        assertEquals(Optional.empty(), jobs.find(id));
        assertEquals(Optional.empty(), jobs.result(id, 130));
        assertEquals(List.of(), jobs.parts(id));
        assertEquals(2, jobs.parts(working).size());
        assertEquals(0, jobs.removeOld(NOON.plusSeconds(131)));
    }
}
