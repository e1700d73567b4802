package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.records.WatchTable.TooMany;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with open orders. */
abstract class KeptWatches {

    private static final String FREE = "{\"outcome\":\"NO_LICENSE_REQUIRED\"}";
    private static final String HELD = "{\"outcome\":\"LICENSE_REQUIRED\"}";

    @TempDir
    Path folder;

    RecordStore store;
    WatchTable watches;
    private String active;

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = RecordStore.open(settings());
        watches = store.watches();
        active = activate("1.0");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Lets another ruleset decide, and returns its digest. */
    private String activate(String version) {
        RulesetArchive rulesets = store.rulesets();
        String kjar = "kjar " + version;
        String digest = Drafted.digest(kjar);
        ArchivedRuleset before = rulesets.active().orElse(null);
        NewRuleset made = Drafted.of(version, kjar, before, "analyst");
        if (before == null) {
            rulesets.importActive(made, Attached.NOTHING).toCompletableFuture().join();
            return digest;
        }
        rulesets.keep(made, Drafted.REPORT).toCompletableFuture().join();
        rulesets.approve(version, Drafted.looked(digest), "lawyer", true, NOON, "read")
                .toCompletableFuture()
                .join();
        rulesets.activate(version, digest, "operator", Activator.ANYBODY, NOON, null, null)
                .toCompletableFuture()
                .join();
        return digest;
    }

    private WatchAnswer answer(String json, Instant due) {
        return new WatchAnswer(json, active, "1.0", NOON, due);
    }

    private Watch keep(String owner, String reference, Instant due) {
        return watches.keep(UUID.randomUUID(), owner, reference, bytes("{\"to\":\"DE\"}"), answer(FREE, due), NOON, 100)
                .watch();
    }

    private static WatchLook told(Watch watch, WatchAnswer answer) {
        return new WatchLook(watch, answer, List.of("{\"to\":" + answer.answer() + "}"));
    }

    private static Subscription receiver(String owner, String secret) {
        return new Subscription(
                UUID.randomUUID(),
                owner,
                "https://example.com/hook",
                secret,
                NOON,
                NOON.plusSeconds(60),
                Subscription.State.PENDING);
    }

    @Test
    @DisplayName(
            "a clearance is asked for by one and approved by another; what changes what holds makes every order due; what is over is removed")
    void clearances() {
        ClearanceTable clearances = store.clearances();
        Watch order = keep("trade-system", "SO/1", null);
        Clearance asked = Clearance.asked(
                UUID.randomUUID(), "E-1", "sha256:1", "{\"party\":\"Nonsuch\"}", LocalDate.of(2027, 1, 1), "ann", NOON);
        long before = clearances.lastEvent();
        clearances.ask(asked, 1);
        assertTrue(clearances.lastEvent() > before);
        assertThrows(WrongState.class, () -> clearances.ask(asked, 1), "there may be one");
        assertEquals(asked, clearances.find(asked.id()).orElseThrow());
        assertEquals(List.of(), clearances.approved());
        assertEquals(List.of(), watches.due(NOON, 10));
        assertThrows(SamePerson.class, () -> clearances.approve(asked.id(), "ann", true, NOON));
        assertThrows(SamePerson.class, () -> clearances.approve(asked.id(), "Ann ", true, NOON), "the same person");

        Clearance approved = clearances.approve(asked.id(), "ben", true, NOON);
        assertEquals(List.of(approved), clearances.approved());
        assertEquals("ben", approved.approvedBy());
        Watch due = watches.due(NOON, 10).get(0);
        assertEquals(order.revision() + 1, due.revision());
        watches.looked(active, List.of(new WatchLook(order, answer(FREE, null), List.of())));
        assertEquals(1, watches.due(NOON, 10).size(), "what was under way is of no more use");
        assertThrows(WrongState.class, () -> clearances.approve(asked.id(), "cid", true, NOON));
        watches.looked(active, List.of(new WatchLook(due, answer(FREE, null), List.of())));

        Clearance ended = clearances.end(asked.id(), "cid", "it is the same", NOON.plusSeconds(1));
        assertEquals("it is the same", ended.endedWhy());
        assertEquals(List.of(), clearances.approved());
        assertEquals(1, watches.due(NOON.plusSeconds(1), 10).size());
        assertThrows(WrongState.class, () -> clearances.end(asked.id(), "cid", "again", NOON));
        assertEquals(List.of(ended), clearances.list(null, 10));
        assertEquals(List.of(), clearances.list(ended, 10));
        assertEquals(0, clearances.removeOld(NOON));
        assertEquals(1, clearances.removeOld(NOON.plusSeconds(2)));
        assertEquals(List.of(), clearances.list(null, 10));
    }

    @Test
    @DisplayName(
            "a receiver waits until it has proved itself and has every event of its owner since it came, told by one instance at a time")
    void receivers() {
        SubscriptionTable receivers = store.subscriptions();
        Watch order = keep("trade-system", "SO/1", null);
        watches.looked(active, List.of(told(order, answer(HELD, null))));
        Subscription own = receiver("trade-system", "a secret of its own");
        assertTrue(receivers.add(own, 1));
        assertFalse(receivers.add(receiver("trade-system", "one too many"), 1));
        assertTrue(receivers.add(receiver("other-system", "another secret"), 1));
        assertEquals(own, receivers.find(own.id()).orElseThrow());
        assertEquals(List.of(own), receivers.of("trade-system"));
        assertEquals(2, receivers.waiting().size());

        receivers.settle(own.id(), true);
        receivers.settle(own.id(), false);
        assertEquals(
                Subscription.State.ACTIVE,
                receivers.find(own.id()).orElseThrow().state());
        receivers.settle(receivers.of("other-system").get(0).id(), false);
        assertEquals(List.of(), receivers.waiting(), "what was told before it came is not for it");

        watches.looked(active, List.of(told(watches.find("trade-system", "SO/1").orElseThrow(), answer(FREE, null))));
        assertEquals(
                List.of(own.id()),
                receivers.waiting().stream().map(Subscription::id).toList());
        Instant until = NOON.plusSeconds(30);
        long before = receivers.claim(own.id(), "one", NOON, until).orElseThrow();
        assertEquals(Optional.empty(), receivers.claim(own.id(), "two", NOON.plusSeconds(1), until));
        List<WatchEvent> events = watches.events("trade-system", before, 10);
        assertEquals(1, events.size());
        receivers.release(own.id(), "two", Long.MAX_VALUE, NOON);
        receivers.release(own.id(), "one", events.get(0).sequence(), NOON.plusSeconds(2));
        assertEquals(List.of(), receivers.waiting());
        assertEquals(
                events.get(0).sequence(),
                receivers.claim(own.id(), "two", NOON.plusSeconds(3), until).orElseThrow());

        assertFalse(receivers.remove("other-system", own.id()));
        assertTrue(receivers.remove("trade-system", own.id()));
        assertFalse(receivers.remove("trade-system", own.id()));
        assertTrue(receivers.find(own.id()).isEmpty());
        assertEquals(Optional.empty(), receivers.claim(own.id(), "two", NOON.plusSeconds(4), until));
        assertFalse(own.toString().contains(own.secret()));
    }

    @Test
    @DisplayName("an order is kept under its reference, gets other facts, is found and forgotten; of each owner apart")
    void keptAndForgotten() throws Exception {
        Watch first = keep("trade-system", "SO/1", null);
        assertEquals(1, first.revision());
        assertTrue(watches.find("other-system", "SO/1").isEmpty());
        keep("other-system", "SO/1", null);
        WatchTable.Kept again = watches.keep(
                UUID.randomUUID(),
                "trade-system",
                "SO/1",
                bytes("{\"to\":\"JP\"}"),
                answer(HELD, NOON),
                NOON.plusSeconds(1),
                1);
        assertFalse(again.created());
        assertEquals(first.id(), again.watch().id());

        Watch found = watches.find("trade-system", "SO/1").orElseThrow();
        assertArrayEquals(bytes("{\"to\":\"JP\"}"), found.facts());
        assertEquals(HELD, found.answer());
        assertEquals(NOON, found.due());
        assertEquals(2, found.revision());
        assertEquals(1, watches.list("trade-system", null, 10).size());
        assertEquals(2, watches.list(null, null, 10).size());
        assertThrows(
                TooMany.class,
                () -> watches.keep(
                        UUID.randomUUID(), "trade-system", "SO/2", bytes("{}"), answer(FREE, null), NOON, 1));

        assertTrue(watches.remove("trade-system", "SO/1"));
        assertFalse(watches.remove("trade-system", "SO/1"));
        assertTrue(watches.find("trade-system", "SO/1").isEmpty());
        assertEquals(1, watches.count());
        Chain.check(store);
    }

    @Test
    @DisplayName("a watch is due from its instant on; once looked at, what changed is told once and in order")
    void dueAndTold() throws Exception {
        Watch soon = keep("trade-system", "SOON", NOON.plusSeconds(10));
        Watch later = keep("trade-system", "LATER", NOON.plusSeconds(20));
        Watch never = keep("other-system", "NEVER", null);

        assertTrue(watches.due(NOON, 10).isEmpty());
        assertEquals(
                List.of("SOON", "LATER"),
                watches.due(NOON.plusSeconds(20), 10).stream()
                        .map(Watch::reference)
                        .toList());
        watches.looked(
                active,
                List.of(
                        told(soon, answer(HELD, null)),
                        new WatchLook(later, answer(FREE, NOON.plusSeconds(99)), List.of()),
                        told(never, answer(HELD, null))));

        List<WatchEvent> all = watches.events(null, 0, 10);
        assertEquals(
                List.of("trade-system", "other-system"),
                all.stream().map(WatchEvent::owner).toList());
        assertEquals("{\"to\":" + HELD + "}", all.get(0).told());
        assertEquals(all.subList(1, 2), watches.events("other-system", 0, 10));
        assertEquals(all.subList(1, 2), watches.events(null, all.get(0).sequence(), 10));
        assertEquals(all.get(1).sequence(), watches.lastEvent());
        assertEquals(HELD, watches.find("trade-system", "SOON").orElseThrow().answer());
        assertEquals(
                NOON.plusSeconds(99),
                watches.find("trade-system", "LATER").orElseThrow().due());

        // what was read before it was told is not told again
        watches.looked(active, List.of(told(soon, answer(FREE, null))));
        assertEquals(2, watches.events(null, 0, 10).size());
        Chain.check(store);
    }

    @Test
    @DisplayName("an order that got other facts meanwhile keeps their answer, and is not told of the former ones")
    void otherFactsMeanwhile() {
        Watch read = keep("trade-system", "SO-1", NOON);
        keep("trade-system", "SO-1", null);

        watches.looked(active, List.of(told(read, answer(HELD, null))));

        assertEquals(FREE, watches.find("trade-system", "SO-1").orElseThrow().answer());
        assertTrue(watches.events(null, 0, 10).isEmpty());
    }

    @Test
    @DisplayName(
            "a pass goes on where it was, refuses what an older ruleset or another instance found, and knows all its bases")
    void passes() {
        assertTrue(watches.pass().isEmpty());
        assertTrue(watches.begin(active).isDone());
        Watch one = keep("trade-system", "SO-1", null);
        Watch two = keep("trade-system", "SO-2", null);
        String first = active;
        String second = activate("2.0");
        assertThrows(ConcurrentChange.class, () -> watches.looked(first, List.of()));
        assertThrows(ConcurrentChange.class, () -> watches.begin(first));

        WatchPass begun = watches.begin(second);
        assertEquals(List.of(first), begun.bases());
        WatchPass half = watches.passed(begun, List.of(), one.id());
        assertEquals(Optional.of(half), watches.pass());
        assertThrows(ConcurrentChange.class, () -> watches.passed(begun, List.of(), two.id()));

        String third = activate("3.0");
        WatchPass again = watches.begin(third);
        assertEquals(List.of(first, second), again.bases());
        assertNull(again.reached());
        active = third;
        WatchPass done = watches.passed(again, List.of(told(one, answer(HELD, null))), null);
        assertTrue(done.isDone());
        assertEquals(1, watches.events(null, 0, 10).size());
        assertEquals(done, watches.begin(third));
    }

    @Test
    @DisplayName("what was answered by a ruleset that no longer decides is due at once")
    void answeredByTheFormer() {
        String former = active;
        activate("2.0");
        active = former;
        assertEquals(NOON, keep("trade-system", "SO-1", NOON.plusSeconds(60)).due());
        assertEquals(NOON, keep("trade-system", "SO-2", null).due());
    }

    @Test
    @DisplayName("a receiver is told by one instance at a time, from its beginning on, and never backwards")
    void deliveries() throws Exception {
        Watch one = keep("trade-system", "SO-1", null);
        watches.looked(active, List.of(told(one, answer(HELD, null))));
        Instant until = NOON.plus(Duration.ofMinutes(1));

        long begin = watches.claim("webhook", "a", NOON, until).orElseThrow();
        assertTrue(watches.events(null, begin, 10).isEmpty());
        assertTrue(watches.claim("webhook", "b", NOON, until).isEmpty());
        assertTrue(watches.delivered("webhook", "a", begin + 5, until));
        assertFalse(watches.delivered("webhook", "a", begin + 5, until));
        assertEquals(Optional.of(begin + 5), watches.claim("webhook", "b", until.plusSeconds(1), until));
        assertFalse(watches.delivered("webhook", "a", begin + 6, until));
        Chain.check(store);
    }

    @Test
    @DisplayName("facts that may be kept no longer end their watch, and the owner is told")
    void ended() throws Exception {
        keep("trade-system", "OLD", null);
        watches.keep(
                UUID.randomUUID(), "trade-system", "NEW", bytes("{}"), answer(FREE, null), NOON.plusSeconds(60), 100);

        assertEquals(1, watches.endOld(NOON.plusSeconds(30), watch -> "{\"ended\":\"" + watch.reference() + "\"}"));

        assertTrue(watches.find("trade-system", "OLD").isEmpty());
        assertEquals(
                "{\"ended\":\"OLD\"}",
                watches.events("trade-system", 0, 10).get(0).told());
        assertEquals(1, watches.count());
        Chain.check(store);
    }
}
