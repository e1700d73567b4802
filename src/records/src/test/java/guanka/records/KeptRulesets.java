package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;
import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database must do with versions of the rules. */
abstract class KeptRulesets {

    @TempDir
    Path folder;

    RecordStore store;
    RulesetArchive rulesets;

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    /** Settings of the store that is open. */
    abstract StoreSettings reopened() throws Exception;

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
        return Drafted.digest(kjar);
    }

    private ArchivedRuleset first() {
        return get(rulesets.importActive(Drafted.of("1.0", "one", null, "build"), Attached.NOTHING));
    }

    /** A draft from what decides, where anything does. */
    private ArchivedRuleset draft(String version, String kjar) {
        return draft(version, kjar, rulesets.active().orElse(null), "analyst");
    }

    private ArchivedRuleset draft(String version, String kjar, ArchivedRuleset parent, String author) {
        return get(rulesets.keep(Drafted.of(version, kjar, parent, author), Drafted.REPORT));
    }

    private ArchivedRuleset approve(String version, String kjar, String approver) {
        return get(
                rulesets.approve(version, Drafted.looked(digest(kjar)), approver, true, NOON.plusSeconds(1), "read"));
    }

    private ArchivedRuleset approved(String version, String kjar) {
        draft(version, kjar);
        return approve(version, kjar, "lawyer");
    }

    private ArchivedRuleset activate(String version, String kjar, String reason) {
        return activate(version, kjar, "operator", Activator.ANYBODY, reason, null);
    }

    private ArchivedRuleset activate(
            String version, String kjar, String actor, Activator rule, String reason, Instant effective) {
        return get(rulesets.activate(version, digest(kjar), actor, rule, NOON.plusSeconds(2), reason, effective));
    }

    private ArchivedRuleset edit(String version, String before, String after, String author, String... hands) {
        return get(rulesets.replaceDraft(
                version,
                digest(before),
                digest(after),
                bytes(after),
                author,
                Set.of(hands),
                NOON.plusSeconds(5),
                "one more row",
                Drafted.REPORT));
    }

    @Test
    void aVersionGoesFromDraftToActiveAndBack() {
        ArchivedRuleset first = first();
        assertEquals(RulesetState.ACTIVE, first.state());
        assertEquals(first, get(rulesets.importActive(Drafted.of("0.9", "other", null, "build"), Attached.NOTHING)));
        assertEquals(Optional.empty(), rulesets.find("0.9"));

        assertEquals(RulesetState.DRAFT, draft("1.1", "two").state());
        assertThrows(WrongState.class, () -> activate("1.1", "two", null));
        ArchivedRuleset approved = approve("1.1", "two", "lawyer");
        assertEquals("lawyer", approved.approvedBy());
        assertEquals(Drafted.looked("").report(), approved.report());
        ArchivedRuleset active = activate("1.1", "two", null);
        assertEquals(RulesetState.ACTIVE, active.state());
        assertEquals("operator", active.activatedBy());
        assertEquals(Optional.of(active), rulesets.active());
        assertEquals(RulesetState.RETIRED, rulesets.find("1.0").orElseThrow().state());

        assertThrows(WrongState.class, () -> activate("1.0", "one", " "));
        activate("1.0", "one", "1.1 misses a row");
        assertEquals("1.0", rulesets.active().orElseThrow().version());
        assertEquals(
                List.of("1.1", "1.0"),
                rulesets.list().stream().map(ArchivedRuleset::version).toList());
        assertEquals(2, rulesets.list().get(0).counter());
        // import, its activation, draft and its report, approval, activation, going back
        assertEquals(7, store.state().records());
    }

    @Test
    void anEditVoidsTheApproval() {
        approved("1.1", "two");
        ArchivedRuleset edited = edit("1.1", "two", "three", "colleague");
        assertEquals(RulesetState.DRAFT, edited.state());
        assertNull(edited.approvedBy());
        assertNull(edited.report());
        assertEquals(edited, rulesets.find("1.1").orElseThrow());
        assertThrows(ConcurrentChange.class, () -> approve("1.1", "two", "lawyer"));
        assertThrows(ConcurrentChange.class, () -> activate("1.1", "two", null));
        assertThrows(ConcurrentChange.class, () -> edit("1.1", "two", "x", "analyst"));
        assertArrayEquals(bytes("three"), rulesets.bytesOfVersion("1.1").orElseThrow());
        assertArrayEquals(bytes("two"), rulesets.bytesOfDigest(digest("two")).orElseThrow());
    }

    @Test
    @DisplayName("Whoever touched a draft is an author of it, whoever touched it later")
    void whoeverTouchedADraftCannotApproveIt() {
        first();
        draft("1.1", "evil", rulesets.active().orElseThrow(), "ann");
        ArchivedRuleset edited = edit("1.1", "evil", "evil and a typo", "bert");
        assertEquals(Set.of("ann", "bert"), edited.authors());
        assertThrows(SamePerson.class, () -> approve("1.1", "evil and a typo", "ann"));
        assertThrows(SamePerson.class, () -> approve("1.1", "evil and a typo", "bert"));
        assertEquals("cora", approve("1.1", "evil and a typo", "cora").approvedBy());
        edit("1.1", "evil and a typo", "once more", "dora");
        assertThrows(SamePerson.class, () -> approve("1.1", "once more", "ann"));
    }

    @Test
    @DisplayName("Whoever touched a draft is an author of what is made from it, through any number of drafts")
    void whoeverTouchedAnAncestorThatNobodyApprovedIsAnAuthor() {
        ArchivedRuleset active = first();
        ArchivedRuleset evil = draft("1.1", "evil", active, "ann");
        ArchivedRuleset typo = draft("1.2", "evil and a typo", evil, "bert");
        ArchivedRuleset more = draft("1.3", "evil and two", typo, "dora");
        assertEquals(Set.of("ann", "bert", "dora"), more.authors());
        assertThrows(SamePerson.class, () -> approve("1.3", "evil and two", "ann"));
        assertThrows(OutdatedBase.class, () -> approve("1.3", "evil and two", "cora"));
        approve("1.1", "evil", "cora");
        activate("1.1", "evil", null);
        assertThrows(
                SamePerson.class,
                () -> approve("1.2", "evil and a typo", "ann"),
                "it was no approved version that bert changed");
        assertEquals("cora", approve("1.2", "evil and a typo", "cora").approvedBy());
        ArchivedRuleset honest = draft("1.4", "four", rulesets.active().orElseThrow(), "bert");
        assertEquals(Set.of("bert"), honest.authors());
        assertEquals("ann", approve("1.4", "four", "ann").approvedBy());
    }

    @Test
    @DisplayName(
            "Whoever had a hand in what is put into a draft is an author of it, and so is who drafted what was given up")
    void whoeverDraftedWhatADraftHoldsIsAnAuthor() {
        ArchivedRuleset active = first();
        ArchivedRuleset copied =
                get(rulesets.keep(Drafted.of("1.1", "evil", active, "bert"), Set.of("ann"), Drafted.REPORT));
        assertEquals("bert", copied.author());
        assertEquals(Set.of("ann", "bert"), copied.authors());
        assertThrows(SamePerson.class, () -> approve("1.1", "evil", "ann"));
        assertEquals(
                Set.of("ann", "bert", "dora"),
                edit("1.1", "evil", "more", "bert", "dora").authors());
        assertThrows(SamePerson.class, () -> approve("1.1", "more", "dora"));

        ArchivedRuleset given = get(rulesets.discard("1.1", digest("more"), "ann", NOON, "of no use"));
        assertEquals(
                Set.of("ann", "bert", "dora", "emil"),
                draft("1.2", "again", given, "emil").authors());
        assertThrows(SamePerson.class, () -> approve("1.2", "again", "ann"));
    }

    @Test
    @DisplayName(
            "A draft from a version that no longer decides is neither approved nor activated, at once or at its hour")
    void anOutdatedDraftUndoesNothing() {
        ArchivedRuleset active = first();
        draft("1.1", "tightened", active, "ann");
        draft("1.2", "typo", active, "bert");
        draft("1.3", "late", active, "bert");
        approve("1.1", "tightened", "cora");
        approve("1.2", "typo", "cora");
        activate("1.2", "typo", "operator", Activator.ANYBODY, null, NOON.plusSeconds(3600));
        activate("1.1", "tightened", null);
        assertThrows(OutdatedBase.class, () -> approve("1.3", "late", "cora"));
        assertThrows(OutdatedBase.class, () -> activate("1.2", "typo", null));
        PlannedActivation plan = rulesets.scheduled().get(0);
        assertThrows(OutdatedBase.class, () -> activate("1.2", "typo", null), "its hour has come");
        assertEquals(true, get(rulesets.giveUp(plan, "guanka", NOON.plusSeconds(3600), "it is outdated")));
        assertEquals(false, get(rulesets.giveUp(plan, "guanka", NOON.plusSeconds(3600), "it is outdated")));
        assertEquals(List.of(), rulesets.scheduled());
        assertEquals("1.1", rulesets.active().orElseThrow().version());
        activate("1.0", "one", "1.1 is wrong");
        assertEquals("1.2", activate("1.2", "typo", null).version(), "what it was made from decides again");
    }

    @Test
    @DisplayName("A draft from a draft that was edited since is outdated, also once that is active")
    void aDraftFromAnotherContentIsOutdated() {
        ArchivedRuleset parent = draft("1.1", "two", first(), "ann");
        draft("1.2", "three", parent, "bert");
        edit("1.1", "two", "two and more", "ann");
        approve("1.1", "two and more", "cora");
        activate("1.1", "two and more", null);
        assertThrows(OutdatedBase.class, () -> approve("1.2", "three", "cora"));
    }

    @Test
    @DisplayName("An approval is of the check report that was looked at")
    void anApprovalIsOfItsReport() {
        first();
        draft("1.1", "two");
        rulesets.attach("1.1", "check", bytes("49 errors"));
        assertThrows(ConcurrentChange.class, () -> approve("1.1", "two", "lawyer"));
        assertEquals(RulesetState.DRAFT, rulesets.find("1.1").orElseThrow().state());
    }

    @Test
    void whoMayActivateIsARule() {
        first();
        draft("1.1", "two", rulesets.active().orElseThrow(), "ann");
        approve("1.1", "two", "cora");
        for (Activator rule : Activator.values()) {
            for (String actor : List.of("ann", "An N", "cora", "dora")) {
                boolean forbidden = actor.toLowerCase(Locale.ROOT).startsWith("a")
                                && (rule == Activator.NOT_AUTHOR || rule == Activator.THIRD_PERSON)
                        || actor.equals("cora") && (rule == Activator.NOT_APPROVER || rule == Activator.THIRD_PERSON);
                Instant later = NOON.plusSeconds(3600);
                if (forbidden) {
                    assertThrows(
                            SamePerson.class,
                            () -> activate("1.1", "two", actor, rule, null, later),
                            rule + " " + actor);
                } else {
                    activate("1.1", "two", actor, rule, null, later);
                }
            }
        }
    }

    @Test
    @DisplayName("Of two uploads of a release, or an older one after it, only the first is taken")
    void releasesOnlyRise() {
        get(rulesets.importActive(release("1.0", "one", 7), Attached.NOTHING));
        for (long counter : new long[] {1, 3, 7}) {
            assertThrows(
                    WrongState.class,
                    () -> get(rulesets.keep(release("1." + counter, "k" + counter, counter), Drafted.REPORT)));
        }
        get(rulesets.keep(release("1.8", "eight", 8), Drafted.REPORT));
        assertThrows(WrongState.class, () -> get(rulesets.keep(release("1.9", "nine", 8), Drafted.REPORT)));
        draft("2.0", "workbooks");
    }

    private static NewRuleset release(String version, String kjar, long counter) {
        return new NewRuleset(version, digest(kjar), null, null, "signer", NOON, null, counter, bytes(kjar));
    }

    @Test
    void whatWasActiveIsNeverEdited() {
        approved("1.1", "two");
        activate("1.1", "two", null);
        assertThrows(ConcurrentChange.class, () -> edit("1.1", "two", "x", "analyst"));
        assertThrows(WrongState.class, () -> approve("1.1", "two", "lawyer"));
    }

    @Test
    void versionsAreTakenOnceAndNumberedInTurn() {
        draft("1.1", "two");
        assertThrows(WrongState.class, () -> draft("1.1", "three"));
        assertEquals(2, draft("1.2", "three").counter());
        assertThrows(
                IllegalArgumentException.class,
                () -> new NewRuleset("1.3", digest("other"), null, null, "analyst", NOON, null, null, bytes("three")));
        assertThrows(ConcurrentChange.class, () -> approve("9.9", "two", "lawyer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "active",
                "ACTIVE",
                "../../x",
                "a/b",
                "<img src=x>",
                "1\u202E0",
                "r\n1",
                "-1",
                ".",
                "1.0 ",
                "1,0",
                "é"
            })
    void aNameThatCouldBeTakenForAnotherIsNoVersion(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NewRuleset(name, digest("x"), null, null, "analyst", NOON, null, null, bytes("x")));
    }

    @Test
    void rulesThatSomebodyChangedAreNotHandedOut() throws Exception {
        draft("1.1", "two");
        try (Connection database = KeptRecords.connect(reopened());
                Statement statement = database.createStatement()) {
            statement.execute(
                    "UPDATE kjars SET kjar = " + (reopened().jdbcUrl() == null ? "CAST('{}' AS BLOB)" : "'{}'::bytea"));
        }
        assertThrows(DamagedRecord.class, () -> rulesets.bytesOfVersion("1.1"));
        assertThrows(DamagedRecord.class, () -> rulesets.bytesOfDigest(digest("two")));
    }

    @Test
    void anActivationCanWaitForItsTime() {
        approved("1.1", "two");
        Instant effective = NOON.plusSeconds(3600);
        assertEquals(
                RulesetState.APPROVED,
                activate("1.1", "two", "operator", Activator.ANYBODY, "from one o'clock", effective)
                        .state());
        PlannedActivation planned =
                new PlannedActivation("1.1", digest("two"), effective, "operator", "from one o'clock");
        assertEquals(List.of(planned), rulesets.scheduled());
        assertEquals(List.of(), rulesets.dueActivations(effective.minusNanos(1)));
        assertEquals(List.of(planned), rulesets.dueActivations(effective));
        activate("1.1", "two", planned.reason());
        assertEquals("1.1", rulesets.active().orElseThrow().version());
        assertEquals(List.of(), rulesets.scheduled());
    }

    @Test
    void anEditVoidsAPlannedActivation() {
        approved("1.1", "two");
        activate("1.1", "two", "operator", Activator.ANYBODY, null, NOON.plusSeconds(3600));
        edit("1.1", "two", "x", "analyst");
        assertEquals(List.of(), rulesets.scheduled());
    }

    @Test
    void reportsStayWithTheirVersion() {
        draft("1.1", "two");
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
        draft("1.1", "edit 0");
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
                                get(rulesets.approve("1.1", Drafted.looked(seen), "lawyer " + i, true, NOON, null));
                                approvedDigests.add(seen);
                            } else {
                                String edit = "edit " + i;
                                get(rulesets.replaceDraft(
                                        "1.1",
                                        seen,
                                        digest(edit),
                                        bytes(edit),
                                        "analyst",
                                        Set.of(),
                                        NOON,
                                        null,
                                        Drafted.REPORT));
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
    @DisplayName("Of many drafts from one version that are activated at once, one is; the others are outdated by it")
    void ofManyWhoActivateAtOnceOneRemains() {
        first();
        List<CompletionStage<ArchivedRuleset>> stages = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            approved("1." + i, "kjar " + i);
        }
        for (int i = 1; i <= 10; i++) {
            stages.add(
                    rulesets.activate("1." + i, digest("kjar " + i), "operator", Activator.ANYBODY, NOON, "now", null));
        }
        assertEquals("1.1", get(stages.get(0)).version());
        for (int i = 2; i <= 10; i++) {
            CompletionStage<ArchivedRuleset> late = stages.get(i - 1);
            assertThrows(OutdatedBase.class, () -> get(late));
        }
        assertEquals("1.1", rulesets.active().orElseThrow().version());
        assertEquals(
                1,
                rulesets.list().stream()
                        .filter(r -> r.state() == RulesetState.RETIRED)
                        .count());
    }
}
