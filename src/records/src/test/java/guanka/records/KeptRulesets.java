package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;
import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import guanka.records.chain.Digests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with versions of the rules. */
abstract class KeptRulesets {

    @TempDir
    Path folder;

    RecordStore store;
    RulesetArchive rulesets;

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = RecordStore.open(settings());
        rulesets = store.rulesets();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static String digest(String kjar) {
        return "sha256:" + Digests.hex(kjar);
    }

    private ArchivedRuleset draft(String version, long counter, String kjar) {
        return get(rulesets.keep(version, digest(kjar), counter, "1.0", "analyst", NOON, "new rows", bytes(kjar)));
    }

    private ArchivedRuleset approved(String version, long counter, String kjar) {
        draft(version, counter, kjar);
        return get(rulesets.approve(version, digest(kjar), "lawyer", NOON.plusSeconds(1), "read"));
    }

    @Test
    void aVersionGoesFromDraftToActiveAndBack() {
        ArchivedRuleset first =
                get(rulesets.importActive("1.0", digest("one"), 1, null, "build", NOON, "first", bytes("one")));
        assertEquals(RulesetState.ACTIVE, first.state());
        ArchivedRuleset ignored =
                get(rulesets.importActive("0.9", digest("other"), 7, null, "build", NOON, "first", bytes("other")));
        assertEquals(first, ignored);
        assertEquals(Optional.empty(), rulesets.find("0.9"));

        assertEquals(RulesetState.DRAFT, draft("1.1", 2, "two").state());
        assertThrows(
                WrongState.class, () -> get(rulesets.activate("1.1", digest("two"), "operator", NOON, null, null)));
        ArchivedRuleset approved = get(rulesets.approve("1.1", digest("two"), "lawyer", NOON.plusSeconds(1), "read"));
        assertEquals("lawyer", approved.approvedBy());
        ArchivedRuleset active =
                get(rulesets.activate("1.1", digest("two"), "operator", NOON.plusSeconds(2), null, null));
        assertEquals(RulesetState.ACTIVE, active.state());
        assertEquals("operator", active.activatedBy());
        assertEquals(Optional.of(active), rulesets.active());
        assertEquals(RulesetState.RETIRED, rulesets.find("1.0").orElseThrow().state());

        assertThrows(WrongState.class, () -> get(rulesets.activate("1.0", digest("one"), "operator", NOON, " ", null)));
        get(rulesets.activate("1.0", digest("one"), "operator", NOON.plusSeconds(3), "1.1 misses a row", null));
        assertEquals("1.0", rulesets.active().orElseThrow().version());
        assertEquals(
                List.of("1.1", "1.0"),
                rulesets.list().stream().map(ArchivedRuleset::version).toList());
        assertEquals(2, rulesets.highestCounter());
        // import, its activation, draft, approval, activation, going back
        assertEquals(6, store.state().records());
    }

    @Test
    void anEditVoidsTheApproval() {
        approved("1.1", 2, "two");
        ArchivedRuleset edited = get(rulesets.replaceDraft(
                "1.1",
                digest("two"),
                digest("three"),
                bytes("three"),
                "colleague",
                NOON.plusSeconds(5),
                "one more row"));
        assertEquals(RulesetState.DRAFT, edited.state());
        assertNull(edited.approvedBy());
        assertEquals(edited, rulesets.find("1.1").orElseThrow());
        assertThrows(ConcurrentChange.class, () -> get(rulesets.approve("1.1", digest("two"), "lawyer", NOON, null)));
        assertThrows(
                ConcurrentChange.class,
                () -> get(rulesets.activate("1.1", digest("two"), "operator", NOON, null, null)));
        assertThrows(
                ConcurrentChange.class,
                () -> get(rulesets.replaceDraft("1.1", digest("two"), digest("x"), bytes("x"), "analyst", NOON, null)));
        assertArrayEquals(bytes("three"), rulesets.bytesOfVersion("1.1").orElseThrow());
        assertArrayEquals(bytes("two"), rulesets.bytesOfDigest(digest("two")).orElseThrow());
    }

    @Test
    void whatWasActiveIsNeverEdited() {
        approved("1.1", 2, "two");
        get(rulesets.activate("1.1", digest("two"), "operator", NOON, null, null));
        assertThrows(
                ConcurrentChange.class,
                () -> get(rulesets.replaceDraft("1.1", digest("two"), digest("x"), bytes("x"), "analyst", NOON, null)));
        assertThrows(WrongState.class, () -> get(rulesets.approve("1.1", digest("two"), "lawyer", NOON, null)));
    }

    @Test
    void versionsAndNumbersAreTakenOnce() {
        draft("1.1", 2, "two");
        assertThrows(WrongState.class, () -> draft("1.1", 3, "three"));
        assertThrows(ConcurrentChange.class, () -> draft("1.2", 2, "three"));
        assertThrows(
                IllegalArgumentException.class,
                () -> rulesets.keep("1.2", digest("other"), 3, null, "analyst", NOON, null, bytes("three")));
        assertThrows(ConcurrentChange.class, () -> get(rulesets.approve("9.9", digest("two"), "lawyer", NOON, null)));
    }

    @Test
    void anActivationCanWaitForItsTime() {
        approved("1.1", 2, "two");
        Instant effective = NOON.plusSeconds(3600);
        assertEquals(
                RulesetState.APPROVED,
                get(rulesets.activate("1.1", digest("two"), "operator", NOON, "from one o'clock", effective))
                        .state());
        PlannedActivation planned =
                new PlannedActivation("1.1", digest("two"), effective, "operator", "from one o'clock");
        assertEquals(List.of(planned), rulesets.scheduled());
        assertEquals(List.of(), rulesets.dueActivations(effective.minusNanos(1)));
        assertEquals(List.of(planned), rulesets.dueActivations(effective));
        get(rulesets.activate("1.1", digest("two"), "operator", effective, planned.reason(), null));
        assertEquals("1.1", rulesets.active().orElseThrow().version());
        assertEquals(List.of(), rulesets.scheduled());
    }

    @Test
    void anEditVoidsAPlannedActivation() {
        approved("1.1", 2, "two");
        get(rulesets.activate("1.1", digest("two"), "operator", NOON, null, NOON.plusSeconds(3600)));
        get(rulesets.replaceDraft("1.1", digest("two"), digest("x"), bytes("x"), "analyst", NOON, null));
        assertEquals(List.of(), rulesets.scheduled());
    }

    @Test
    void reportsStayWithTheirVersion() {
        draft("1.1", 2, "two");
        rulesets.attach("1.1", "impact.json", bytes("{}"));
        rulesets.attach("1.1", "impact.json", bytes("{\"flips\":0}"));
        assertArrayEquals(
                bytes("{\"flips\":0}"),
                rulesets.attachment("1.1", "impact.json").orElseThrow());
        assertEquals(Optional.empty(), rulesets.attachment("1.1", "check.json"));
        assertThrows(WrongState.class, () -> rulesets.attach("9.9", "impact.json", bytes("{}")));
    }

    @Test
    void noApprovalStandsOnRulesThatNobodyApproved() throws Exception {
        draft("1.1", 2, "edit 0");
        int pairs = 50;
        ExecutorService people = Executors.newFixedThreadPool(16);
        var together = new CyclicBarrier(16);
        List<String> approvedDigests = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> done = new ArrayList<>();
        try {
            for (int thread = 0; thread < 16; thread++) {
                int number = thread;
                done.add(people.submit(() -> {
                    together.await();
                    for (int i = number; i < 2 * pairs; i += 16) {
                        String seen = rulesets.find("1.1").orElseThrow().digest();
                        try {
                            if (i % 2 == 0) {
                                get(rulesets.approve("1.1", seen, "lawyer " + i, NOON, null));
                                approvedDigests.add(seen);
                            } else {
                                String edit = "edit " + i;
                                get(rulesets.replaceDraft(
                                        "1.1", seen, digest(edit), bytes(edit), "analyst", NOON, null));
                            }
                        } catch (ConcurrentChange | WrongState tooLate) {
                            // somebody was quicker
                        }
                        ArchivedRuleset now = rulesets.find("1.1").orElseThrow();
                        if (now.state() == RulesetState.APPROVED) {
                            assertNotEquals(null, now.approvedBy());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            people.shutdownNow();
        }
        ArchivedRuleset end = rulesets.find("1.1").orElseThrow();
        if (end.state() == RulesetState.APPROVED) {
            assertEquals(true, approvedDigests.contains(end.digest()), end.toString());
        } else {
            assertNull(end.approvedBy());
        }
    }

    @Test
    void ofManyWhoActivateAtOnceOneRemains() {
        List<CompletionStage<ArchivedRuleset>> stages = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            approved("1." + i, i, "kjar " + i);
        }
        for (int i = 1; i <= 10; i++) {
            stages.add(rulesets.activate("1." + i, digest("kjar " + i), "operator", NOON, "now", null));
        }
        for (var stage : stages) {
            try {
                stage.toCompletableFuture().join();
            } catch (CompletionException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals("1.10", rulesets.active().orElseThrow().version());
        assertEquals(
                9,
                rulesets.list().stream()
                        .filter(r -> r.state() == RulesetState.RETIRED)
                        .count());
    }
}
