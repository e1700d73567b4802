package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;
import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with determinations and events. */
abstract class KeptRecords {

    @TempDir
    Path folder;

    RecordStore store;

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = RecordStore.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private AppendResult append(NewDetermination d) {
        return get(store.log().append(d));
    }

    private static void assertSame(NewDetermination given, StoredDetermination kept) {
        assertEquals(given.id(), kept.id());
        assertEquals(given.at(), kept.at());
        assertEquals(given.actor(), kept.actor());
        assertEquals(given.idempotencyKey(), kept.idempotencyKey());
        assertEquals(given.rulesetDigest(), kept.rulesetDigest());
        assertEquals(given.rulesetVersion(), kept.rulesetVersion());
        assertArrayEquals(given.facts(), kept.facts());
        assertArrayEquals(given.answer(), kept.answer());
        assertEquals(given.terms(), kept.terms());
    }

    @Test
    void whatWasRecordedIsFoundAsItWas() {
        NewDetermination first = Shipments.keyed("Sendung \"1\"\n", "key 1", "{\"a\":1}");
        NewDetermination second = Shipments.of("S-2");
        assertEquals(new AppendResult.Recorded(1), append(first));
        assertEquals(new AppendResult.Recorded(2), append(second));
        assertSame(first, store.log().find(first.id()).orElseThrow());
        assertSame(second, store.log().find(second.id()).orElseThrow());
        assertSame(first, store.log().findByKey("trade-system", "key 1").orElseThrow());
        assertEquals(Optional.empty(), store.log().findByKey("somebody else", "key 1"));
        assertEquals(Optional.empty(), store.log().find(UUID.randomUUID()));
        assertEquals(2, store.state().records());
        assertTrue(store.state().takesWrites());
    }

    @Test
    void aKeyUsedAgainGivesTheFirstAnswer() {
        NewDetermination first =
                Shipments.keyed("S", "key", "{\"lines\":[{\"quantity\":1.0,\"code\":\"X\"}],\"reference\":\"S\"}");
        append(first);
        NewDetermination again =
                Shipments.keyed("S", "key", "{ \"reference\": \"S\", \"lines\": [{\"code\":\"X\",\"quantity\":1}] }");
        AppendResult.Known known = assertInstanceOf(AppendResult.Known.class, append(again));
        assertSame(first, known.earlier());
        AppendResult other = append(
                Shipments.keyed("S", "key", "{\"lines\":[{\"quantity\":1.1,\"code\":\"X\"}],\"reference\":\"S\"}"));
        assertEquals(new AppendResult.OtherFacts(first.id()), other);
        assertEquals(1, store.state().records());
    }

    @Test
    @DisplayName("What holds or ends between two requests of one key is none of the caller's facts")
    void clearancesAreNoPartOfWhatAKeyStandsFor() {
        NewDetermination first = Shipments.keyed("S", "key", "{\"lines\":[1],\"clearances\":[{\"id\":\"one\"}]}");
        append(first);
        append(Shipments.keyed("S", "other key", "{\"lines\":[1]}"));
        for (String facts : List.of(
                "{\"lines\":[1]}",
                "{\"lines\":[1],\"clearances\":[{\"id\":\"two\"}]}",
                "{\"clearances\":[],\"lines\":[1]}")) {
            assertSame(
                    first,
                    assertInstanceOf(AppendResult.Known.class, append(Shipments.keyed("S", "key", facts)))
                            .earlier());
            assertInstanceOf(AppendResult.Known.class, append(Shipments.keyed("S", "other key", facts)));
        }
        assertEquals(
                new AppendResult.OtherFacts(first.id()),
                append(Shipments.keyed("S", "key", "{\"lines\":[{\"clearances\":[]}]}")));
        assertEquals(2, store.state().records());
    }

    @Test
    void twoAtOnceWithOneKeyMakeOneRecord() {
        List<CompletionStage<AppendResult>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(store.log().append(Shipments.keyed("S", "key " + i / 2, "{\"shipment\":" + i / 2 + "}")));
        }
        long recorded = stages.stream()
                .map(Shipments::get)
                .filter(AppendResult.Recorded.class::isInstance)
                .count();
        assertEquals(100, recorded);
        assertEquals(100, store.log().search(Search.ALL, null, 1000).records().size());
    }

    @Test
    void manyAreRecordedTogetherOrNotAtAll() {
        NewDetermination taken = Shipments.of("taken");
        append(taken);
        NewDetermination whole = Shipments.of("whole");
        NewDetermination sameId = new NewDetermination(
                taken.id(), NOON, "a", null, Shipments.DIGEST, "1.0", bytes("{}"), bytes("{}"), SearchTerms.NONE);
        CompletionStage<List<AppendResult>> spoiled = store.log().appendAll(List.of(whole, sameId));
        CompletionStage<AppendResult> beside = store.log().append(Shipments.of("beside"));
        assertThrows(IllegalArgumentException.class, () -> get(spoiled));
        assertEquals(new AppendResult.Recorded(2), get(beside));
        assertEquals(Optional.empty(), store.log().find(whole.id()));
        assertTrue(store.state().takesWrites());
        assertEquals(
                List.of(new AppendResult.Recorded(3), new AppendResult.Recorded(4)),
                get(store.log().appendAll(List.of(Shipments.of("a"), Shipments.of("b")))));
    }

    @Test
    void recordsAreFoundByEveryTerm() {
        append(Shipments.at("A", NOON, "FREE", "1.0", Set.of("P/1"), Set.of("Beispiel  GmbH")));
        append(Shipments.at("B", NOON.plusSeconds(60), "PROHIBITED", "1.0", Set.of("P/1", "P/2"), Set.of("ＡＣＭＥ")));
        append(Shipments.at("A", NOON.plusSeconds(120), "PROHIBITED", "1.1", Set.of("P/2"), Set.of()));
        assertEquals(List.of(3L, 1L), found(new Search("A", null, null, null, null, null, null)));
        assertEquals(List.of(3L, 2L), found(new Search(null, "PROHIBITED", null, null, null, null, null)));
        assertEquals(List.of(2L, 1L), found(new Search(null, null, "P/1", null, null, null, null)));
        assertEquals(List.of(1L), found(new Search(null, null, null, "BEISPIEL gmbh ", null, null, null)));
        assertEquals(List.of(2L), found(new Search(null, null, null, "acme", null, null, null)));
        assertEquals(List.of(2L, 1L), found(new Search(null, null, null, null, null, null, "1.0")));
        assertEquals(List.of(3L, 2L), found(new Search(null, null, null, null, NOON.plusSeconds(60), null, null)));
        assertEquals(List.of(1L), found(new Search(null, null, null, null, null, NOON.plusSeconds(60), null)));
        assertEquals(
                List.of(), found(new Search(null, null, null, null, NOON.plusSeconds(61), NOON.plusSeconds(62), null)));
        assertEquals(
                List.of(3L), found(new Search("A", "PROHIBITED", "P/2", null, NOON, NOON.plusSeconds(600), "1.1")));
        assertEquals(List.of(), found(new Search("A", "PROHIBITED", "P/1", null, null, null, null)));
    }

    @Test
    void aClockThatJumpsHidesNothing() {
        for (int seconds : new int[] {100, 50, 60, 110, 70}) {
            append(Shipments.at("S", NOON.plusSeconds(seconds), "FREE", "1.0", Set.of(), Set.of()));
        }
        assertEquals(
                List.of(5L, 2L),
                found(new Search(null, null, null, null, NOON, NOON.plusSeconds(80), null)).stream()
                        .filter(sequence -> sequence != 3)
                        .toList());
        assertEquals(List.of(4L, 1L), found(new Search("S", null, null, null, NOON.plusSeconds(80), null, null)));
    }

    @Test
    @DisplayName("A clock that goes back is told in the chain, and nothing is erased before its time because of it")
    void timeThatGoesBackIsToldAndErasesNothingTooEarly() {
        append(Shipments.at("right", NOON, "FREE", "1.0", Set.of(), Set.of()));
        append(Shipments.at("set back", NOON.minusSeconds(3600), "FREE", "1.0", Set.of(), Set.of()));
        append(Shipments.at("still back", NOON.minusSeconds(3500), "FREE", "1.0", Set.of(), Set.of()));
        append(Shipments.at("right again", NOON.plusSeconds(100), "FREE", "1.0", Set.of(), Set.of()));
        List<String> kinds = store.log().auditRecords(1, 10).stream()
                .map(line -> new String(line, java.nio.charset.StandardCharsets.UTF_8)
                        .replaceFirst("(?s).*\"kind\":\"([A-Z_]+)\".*", "$1"))
                .toList();
        assertEquals(
                List.of("DETERMINATION", "CLOCK_WENT_BACK", "DETERMINATION", "DETERMINATION", "DETERMINATION"), kinds);
        assertEquals(
                0L,
                get(store.log()
                        .eraseFacts(
                                NOON.minusSeconds(60),
                                "officer",
                                NOON.plusSeconds(200),
                                "kept for long",
                                Redaction.NONE)));
        assertEquals(
                3L,
                get(store.log()
                        .eraseFacts(
                                NOON.plusSeconds(1),
                                "officer",
                                NOON.plusSeconds(200),
                                "kept for long",
                                Redaction.NONE)));
    }

    @Test
    @DisplayName("Records dated in the future stay, and hold back no others")
    void timeThatRanAheadHoldsNothingBack() {
        append(Shipments.at("ahead", NOON.plusSeconds(1_000_000), "FREE", "1.0", Set.of(), Set.of()));
        append(Shipments.at("right", NOON, "FREE", "1.0", Set.of(), Set.of()));
        assertEquals(
                1L,
                get(store.log()
                        .eraseFacts(
                                NOON.plusSeconds(1),
                                "officer",
                                NOON.plusSeconds(200),
                                "kept for long",
                                Redaction.NONE)));
    }

    @Test
    @DisplayName("What an answer quotes of erased facts goes with them, and what is left is what the erasure says")
    void answersQuoteNothingThatIsErased() throws Exception {
        NewDetermination quoting = Shipments.keyed("S", "key", "{\"name\":\"Beispiel\"}");
        NewDetermination silent = Shipments.keyed("T", null, "{\"name\":\"Stille\"}");
        append(quoting);
        append(silent);
        Redaction redaction = (facts, answer) ->
                new String(facts, java.nio.charset.StandardCharsets.UTF_8).contains("Beispiel") ? bytes("{}") : answer;
        get(store.log().eraseFacts(NOON.plusSeconds(1), "officer", NOON.plusSeconds(2), "kept for long", redaction));
        assertArrayEquals(
                bytes("{}"), store.log().find(quoting.id()).orElseThrow().answer());
        assertArrayEquals(
                silent.answer(), store.log().find(silent.id()).orElseThrow().answer());
        AppendResult.Known again = assertInstanceOf(
                AppendResult.Known.class, append(Shipments.keyed("S", "key", "{\"name\":\"Beispiel\"}")));
        assertArrayEquals(bytes("{}"), again.earlier().answer());
        assertEquals(3L, store.log().erasureOf(1).orElseThrow().event());
        try (Connection database = connect(reopened());
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE records SET answer = (SELECT facts_digest FROM records WHERE sequence = 1)"
                    + (reopened().jdbcUrl() == null ? "" : "::bytea") + " WHERE sequence = 1");
        }
        assertThrows(DamagedRecord.class, () -> store.log().find(quoting.id()));
    }

    @Test
    @DisplayName("A key stands for one request: asked for otherwise, the same facts are refused")
    void aKeyStandsForOneRequest() {
        NewDetermination first = asked("key", "ruleset=1.0");
        append(first);
        assertInstanceOf(AppendResult.Known.class, append(asked("key", "ruleset=1.0")));
        assertEquals(new AppendResult.OtherFacts(first.id()), append(asked("key", "ruleset=1.1")));
        // records of an earlier shape do not say what was asked for
        append(Shipments.keyed("S", "old", "{}"));
        assertInstanceOf(AppendResult.Known.class, append(asked("old", "explain=full")));
    }

    private static NewDetermination asked(String key, String asked) {
        NewDetermination d = Shipments.keyed("S", key, "{}");
        return new NewDetermination(
                d.id(),
                d.at(),
                d.actor(),
                key,
                d.rulesetDigest(),
                d.rulesetVersion(),
                d.facts(),
                d.answer(),
                d.terms(),
                asked);
    }

    @Test
    @DisplayName("A record that somebody changed is told and never handed out, and keeps no others from being found")
    void aChangedRecordIsNotHandedOut() throws Exception {
        List<NewDetermination> given = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            given.add(Shipments.of("S" + i));
            append(given.get(i));
        }
        String bytes = reopened().jdbcUrl() == null ? "CAST('{}' AS BLOB)" : "'{}'::bytea";
        try (Connection database = connect(reopened());
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE records SET answer = " + bytes + " WHERE sequence = 1");
            statement.execute("UPDATE records SET facts = " + bytes + " WHERE sequence = 2");
            statement.execute("UPDATE records SET facts = NULL, parties = NULL WHERE sequence = 3");
            statement.execute("UPDATE records SET terms = replace(terms, 'FREE', 'EXEMPT') WHERE sequence = 4");
            statement.execute("UPDATE records SET actor = 'somebody' WHERE sequence = 5");
        }
        for (int i = 0; i < 5; i++) {
            java.util.UUID id = given.get(i).id();
            assertThrows(DamagedRecord.class, () -> store.log().find(id), "record " + (i + 1));
        }
        for (Search search : List.of(Search.ALL, new Search(null, "FREE", null, null, null, null, null))) {
            Page page = store.log().search(search, null, 10);
            assertEquals(
                    List.of(6L),
                    page.records().stream().map(StoredDetermination::sequence).toList());
            assertTrue(
                    page.damaged().containsAll(List.of(1L, 2L, 3L, 5L)),
                    page.damaged().toString());
            assertThrows(DamagedRecord.class, () -> store.log().after(0, search, 10));
        }
    }

    private List<Long> found(Search search) {
        List<Long> ascending = new ArrayList<>(store.log().after(0, search, 100).stream()
                .map(StoredDetermination::sequence)
                .toList());
        java.util.Collections.reverse(ascending);
        List<Long> descending = store.log().search(search, null, 100).records().stream()
                .map(StoredDetermination::sequence)
                .toList();
        assertEquals(ascending, descending);
        return descending;
    }

    @Test
    void pagesStandStillWhileRecordsComeIn() {
        for (int i = 0; i < 25; i++) {
            append(Shipments.at("S" + i, NOON.plusSeconds(i), "FREE", "1.0", Set.of(), Set.of()));
        }
        for (Search search : List.of(Search.ALL, new Search(null, "FREE", null, null, NOON, null, null))) {
            List<Long> seen = new ArrayList<>();
            String cursor = null;
            int pages = 0;
            long size = store.state().records();
            do {
                Page page = store.log().search(search, cursor, 10);
                page.records().forEach(r -> seen.add(r.sequence()));
                cursor = page.next();
                append(Shipments.of("meanwhile"));
                pages++;
            } while (cursor != null);
            List<Long> all = new ArrayList<>();
            for (long sequence = size; sequence > 0; sequence--) {
                all.add(sequence);
            }
            assertEquals(all, seen);
            assertEquals((size + 9) / 10, pages);
        }
        assertThrows(IllegalArgumentException.class, () -> store.log().search(Search.ALL, "nonsense", 10));
        assertThrows(IllegalArgumentException.class, () -> store.log().search(Search.ALL, null, 0));
    }

    @Test
    void eventsStandInTheSameChain() {
        append(Shipments.of("S"));
        assertEquals(2L, get(store.log().event("SETTINGS_CHANGED", "operator", NOON, bytes("{\"a\":1}"))));
        assertEquals(new AppendResult.Recorded(3), append(Shipments.of("T")));
        assertEquals(List.of(3L, 1L), found(Search.ALL));
        for (String kind : List.of("DETERMINATION", "FACTS_ERASED", "RULESET_APPROVED", "small", "")) {
            assertThrows(
                    IllegalArgumentException.class, () -> store.log().event(kind, "operator", NOON, bytes("{}")), kind);
        }
        assertThrows(IllegalArgumentException.class, () -> store.log().event("KIND", "operator", NOON, bytes("{")));
        assertThrows(IllegalArgumentException.class, () -> store.log().event("KIND", "operator", NOON, bytes("{}{}")));
    }

    @Test
    void textsThatNoDatabaseKeepsSpoilNothing() {
        NewDetermination odd = Shipments.at("a\0b\uD800", NOON, "FREE", "1.0", Set.of(), Set.of("n\0n"));
        append(odd);
        assertEquals(
                "a\uFFFDb\uFFFD",
                store.log().find(odd.id()).orElseThrow().terms().reference());
        assertEquals(List.of(1L), found(new Search("a\0b\uD800", null, null, "N\0N", null, null, null)));
        assertThrows(IllegalArgumentException.class, () -> Shipments.keyed("S", "a\0b", "{}"));
        assertThrows(IllegalArgumentException.class, () -> Shipments.keyed("S", "x".repeat(2001), "{}"));
    }

    @Test
    void erasedFactsAreGoneAndTheRestStays() {
        NewDetermination old = Shipments.at("old", NOON, "FREE", "1.0", Set.of("P/1"), Set.of("Beispiel GmbH"));
        NewDetermination young =
                Shipments.at("young", NOON.plusSeconds(10), "FREE", "1.0", Set.of(), Set.of("Beispiel GmbH"));
        append(old);
        append(young);
        assertEquals(
                1L,
                get(store.log()
                        .eraseFacts(
                                NOON.plusSeconds(10), "officer", NOON.plusSeconds(20), "five years", Redaction.NONE)));
        StoredDetermination left = store.log().find(old.id()).orElseThrow();
        assertNull(left.facts());
        assertArrayEquals(old.answer(), left.answer());
        assertEquals(Set.of(), left.terms().parties());
        assertEquals(Set.of("P/1"), left.terms().provisions());
        assertSame(young, store.log().find(young.id()).orElseThrow());
        assertEquals(List.of(2L), found(new Search(null, null, null, "Beispiel GmbH", null, null, null)));
        assertEquals(
                0L,
                get(store.log()
                        .eraseFacts(NOON.plusSeconds(10), "officer", NOON.plusSeconds(30), "again", Redaction.NONE)));
        assertEquals(3, store.state().records());
    }

    @Test
    void theChainHoldsThroughEverythingThatHappens() throws Exception {
        assertEquals(0, Chain.check(store));
        for (int i = 0; i < 20; i++) {
            append(Shipments.keyed("S", "key " + i, "{\"i\":" + i + "}"));
            append(Shipments.keyed("S", "key " + i, "{\"i\":" + i + "}"));
            assertEquals(i + 1, Chain.check(store));
        }
        get(store.log().event("SETTINGS_CHANGED", "operator", NOON, bytes("[1, 2]")));
        get(store.log().eraseFacts(NOON.plusSeconds(1), "officer", NOON, "\"quoted\" reason", Redaction.NONE));
        byte[] kjar = bytes("kjar");
        String digest = "sha256:" + guanka.records.chain.Digests.hex(kjar);
        get(store.rulesets()
                .keep(new NewRuleset("1.0", digest, null, null, "analyst", NOON, null, null, kjar), Drafted.REPORT));
        get(store.rulesets().approve("1.0", Drafted.looked(digest), "lawyer", true, NOON, null));
        get(store.rulesets().activate("1.0", digest, "operator", Activator.ANYBODY, NOON, null, NOON.plusSeconds(60)));
        get(store.rulesets().activate("1.0", digest, "operator", Activator.ANYBODY, NOON.plusSeconds(60), null, null));
        get(store.log().appendAll(List.of(Shipments.of("A"), Shipments.of("B"))));
        assertEquals(29, Chain.check(store));
    }

    @Test
    void aStoreOpenedAgainGoesOnWhereItEnded() throws Exception {
        NewDetermination before = Shipments.keyed("S", "key", "{}");
        append(before);
        String origin = store.log().checkpoint().origin();
        StoreSettings same = reopened();
        store.close();
        assertThrows(StoreUnavailable.class, () -> append(Shipments.of("late")));
        store = RecordStore.open(same);
        assertSame(before, store.log().find(before.id()).orElseThrow());
        assertInstanceOf(AppendResult.Known.class, append(Shipments.keyed("S", "key", "{}")));
        // behind the first are its shape and its checkpoint
        assertEquals(new AppendResult.Recorded(4), append(Shipments.of("T")));
        assertEquals(origin, store.log().checkpoint().origin());
        assertEquals(4, store.log().checkpoint().size());
        assertEquals(4, store.log().checkpoint().size(), "an unchanged head is not signed again");
    }

    /** Three whole blocks and a part of one, of terms that come often and seldom; some of it erased, and written by two stores. */
    private List<StoredDetermination> blocks() throws Exception {
        var random = new Random(7);
        for (int part = 0; part < 3; part++) {
            List<CompletionStage<AppendResult>> stages = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Set<String> provisions = new TreeSet<>(List.of("P/1", "P/" + random.nextInt(4)));
                Set<String> parties =
                        new TreeSet<>(Set.of("Buyer " + random.nextInt(3), "User " + random.nextInt(200), odd(random)));
                stages.add(store.log()
                        .append(Shipments.at(
                                "S" + random.nextInt(400),
                                NOON.plusSeconds(random.nextInt(100)),
                                random.nextInt(100) == 0 ? null : random.nextBoolean() ? "FREE" : "PROHIBITED",
                                "1." + (part == 0 ? 0 : random.nextInt(2)),
                                provisions,
                                parties)));
                if (random.nextInt(50) == 0) {
                    get(store.log().event("SETTINGS_CHANGED", "operator", NOON, bytes("{}")));
                }
            }
            stages.forEach(Shipments::get);
            if (part == 1) {
                get(store.log().eraseFacts(NOON.plusSeconds(30), "officer", NOON, "five years", Redaction.NONE));
            }
            StoreSettings same = reopened();
            store.close();
            store = RecordStore.open(same);
        }
        return store.log().after(0, Search.ALL, 10_000);
    }

    /** A name whose first letter has a mark that joins it in lower case only, or one of two that begin alike for longer than the index holds. */
    private static String odd(Random random) {
        return random.nextBoolean()
                ? (random.nextBoolean() ? "J\u030Cordan " : "\u01F0ordan ") + random.nextInt(9)
                : "\uFDFA".repeat(40) + random.nextInt(2);
    }

    /** The records of {@code all} that a search must find, newest last. */
    private static List<Long> expected(List<StoredDetermination> all, Search search) {
        return all.stream()
                .filter(d -> search.reference() == null
                        || search.reference().equals(d.terms().reference()))
                .filter(d -> search.outcome() == null
                        || search.outcome().equals(d.terms().outcome()))
                .filter(d ->
                        search.provision() == null || d.terms().provisions().contains(search.provision()))
                .filter(d -> search.party() == null
                        || d.terms().parties().contains(Texts.folded(Texts.folded(search.party()))))
                .filter(d -> search.ruleset() == null || search.ruleset().equals(d.rulesetVersion()))
                .filter(d -> search.from() == null || !d.at().isBefore(search.from()))
                .filter(d -> search.to() == null || d.at().isBefore(search.to()))
                .map(StoredDetermination::sequence)
                .toList();
    }

    @Test
    void whatIsFoundAmongManyIsExactlyWhatMatches() throws Exception {
        List<StoredDetermination> all = blocks();
        assertTrue(all.size() > 850, "only " + all.size());
        var random = new Random(8);
        int found = 0;
        for (int i = 0; i < 150; i++) {
            int asked = 1 + random.nextInt(127);
            var search = new Search(
                    (asked & 1) == 0 ? null : "S" + random.nextInt(400),
                    (asked & 2) == 0 ? null : "FREE",
                    (asked & 4) == 0 ? null : "P/" + random.nextInt(4),
                    (asked & 8) == 0
                            ? null
                            : random.nextInt(3) > 0
                                    ? odd(random)
                                    : random.nextBoolean() ? "buyer 1" : "user " + random.nextInt(200),
                    (asked & 16) == 0 ? null : NOON.plusSeconds(random.nextInt(60)),
                    (asked & 32) == 0 ? null : NOON.plusSeconds(40 + random.nextInt(60)),
                    (asked & 64) == 0 ? null : "1.1");
            List<Long> expected = expected(all, search);
            List<Long> paged = new ArrayList<>();
            String cursor = null;
            do {
                Page page = store.log().search(search, cursor, 7);
                page.records().forEach(d -> paged.add(0, d.sequence()));
                cursor = page.next();
            } while (cursor != null);
            assertEquals(expected, paged, search.toString());
            List<Long> forwards = new ArrayList<>();
            for (long after = 0; ; ) {
                List<StoredDetermination> some = store.log().after(after, search, 150);
                if (some.isEmpty()) {
                    break;
                }
                some.forEach(d -> forwards.add(d.sequence()));
                after = forwards.get(forwards.size() - 1);
            }
            assertEquals(expected, forwards, search.toString());
            found += expected.size();
        }
        assertTrue(found > 1000, "only " + found + " were found");
    }

    @Test
    void aStoreOfTheFirstVersionIsFoundByTheSameTerms() throws Exception {
        List<StoredDetermination> all = blocks();
        StoreSettings same = reopened();
        List<String> index = index(same);
        assertTrue(index.size() > 500, "only " + index.size());
        store.close();
        try (Connection database = connect(same);
                Statement statement = database.createStatement()) {
            statement.execute("DROP TABLE term_blocks");
            statement.execute("DELETE FROM migrations WHERE version <> '1'");
            statement.execute("DROP INDEX jobs_keys");
            for (String column : List.of("idempotency_key", "submission", "recorded", "kind", "since_version")) {
                statement.execute("ALTER TABLE jobs DROP COLUMN " + column);
            }
            statement.execute("DROP INDEX records_watches");
            statement.execute("DROP INDEX records_told");
            for (String table :
                    List.of("watches", "watch_pass", "deliveries", "resolutions", "subscriptions", "clearances")) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            statement.execute("DROP INDEX job_parts_open");
            statement.execute("ALTER TABLE job_parts DROP COLUMN attempts");
            statement.execute("DROP INDEX records_events");
            for (String column : List.of("parent_digest", "authors", "report", "release_counter")) {
                statement.execute("ALTER TABLE rulesets DROP COLUMN " + column);
            }
            statement.execute("CREATE TABLE terms (kind TEXT, value TEXT, sequence BIGINT)");
            try (PreparedStatement term = database.prepareStatement("INSERT INTO terms VALUES (?, ?, ?)");
                    PreparedStatement written =
                            database.prepareStatement("SELECT parties FROM records WHERE sequence = ?")) {
                for (StoredDetermination d : all) {
                    written.setLong(1, d.sequence());
                    try (ResultSet row = written.executeQuery()) {
                        row.next();
                        for (String party : RecordReader.names(row.getString(1))) {
                            add(term, Entry.PARTY, party, d);
                        }
                    }
                    add(term, Entry.REFERENCE, d.terms().reference(), d);
                    add(term, Entry.OUTCOME, d.terms().outcome(), d);
                    add(term, Entry.RULESET, d.rulesetVersion(), d);
                    for (String provision : d.terms().provisions()) {
                        add(term, Entry.PROVISION, provision, d);
                    }
                }
                term.executeBatch();
            }
        }
        store = RecordStore.open(same);
        assertEquals(index, index(same));
        var search = new Search(null, "FREE", "P/3", null, null, null, null);
        assertEquals(
                expected(all, search).size(),
                store.log().after(0, search, 10_000).size());
    }

    private static void add(PreparedStatement term, String kind, String value, StoredDetermination d)
            throws SQLException {
        if (value != null) {
            Statements.bind(term, kind, value, d.sequence());
            term.addBatch();
        }
    }

    @Test
    void aNameStaysInNoIndexOnceItIsErased() throws Exception {
        blocks();
        get(store.log().eraseFacts(NOON.plusSeconds(1000), "officer", NOON, "five years", Redaction.NONE));
        assertEquals(
                List.of(),
                index(reopened()).stream()
                        .filter(row -> row.startsWith("PARTY"))
                        .toList());
    }

    private static List<String> index(StoreSettings settings) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection database = connect(settings);
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT kind, value, block, places FROM term_blocks ORDER BY kind, value, block")) {
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2) + " " + row.getLong(3) + " " + row.getString(4));
            }
        }
        return rows;
    }

    static Connection connect(StoreSettings settings) throws SQLException {
        return DriverManager.getConnection(
                settings.jdbcUrl() == null
                        ? "jdbc:sqlite:" + settings.folder().resolve("guanka.db")
                        : settings.jdbcUrl());
    }

    /** Settings of the store that is open. */
    abstract StoreSettings reopened() throws Exception;
}
