package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;
import static guanka.records.Shipments.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In every database: a row that somebody wrote past the store is not believed by the next step, and does not come into the chain. */
abstract class ChangedRows {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final UUID ID = new UUID(7, 7);
    private static final UUID OTHER = new UUID(7, 8);

    @TempDir
    Path folder;

    private StoreSettings settings;
    RecordStore store;

    /** Settings of an empty store. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        settings = settings();
        store = RecordStore.open(settings);
        get(store.rulesets().importActive(Drafted.of("1.0", "one", null, "build"), Drafted.REPORT));
        get(store.rulesets().keep(Drafted.of("1.1", "two", active(), "ann"), Drafted.REPORT));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ArchivedRuleset active() {
        return store.rulesets().active().orElseThrow();
    }

    private void sql(String sql) throws Exception {
        try (Connection connection = KeptRecords.connect(settings);
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    /** Nothing but the refusal comes of it, and the chain is as long as it was. */
    private void refuses(Executable step) {
        long records = store.state().records();
        assertThrows(DamagedRecord.class, step);
        assertEquals(records, store.state().records());
    }

    private ArchivedRuleset approve(String approver) {
        return get(store.rulesets()
                .approve("1.1", Drafted.looked(Drafted.digest("two")), approver, true, NOON.plusSeconds(1), "read"));
    }

    private ArchivedRuleset activate(String reason) {
        return get(store.rulesets()
                .activate(
                        "1.1",
                        Drafted.digest("two"),
                        "operator",
                        Activator.ANYBODY,
                        NOON.plusSeconds(2),
                        reason,
                        null));
    }

    @Test
    void aDraftThatNobodyApprovedIsNotActivated() throws Exception {
        sql("UPDATE rulesets SET state = 'APPROVED', approved_by = 'cora', approved_at = created_at"
                + " WHERE version = '1.1'");
        refuses(() -> activate(null));
        sql("UPDATE rulesets SET state = 'RETIRED' WHERE version = '1.1'");
        refuses(() -> activate("back to it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "author = 'bert', authors = '[\"bert\"]'",
                "authors = '[\"bert\"]'",
                "authors = '[]'",
                "authors = NULL",
                "note = 'another'",
                "parent = NULL, parent_digest = NULL",
                "created_at = '2026-01-01T00:00:00.000000000Z'",
                "counter = 99",
                "digest = (SELECT digest FROM rulesets WHERE version = '1.0')",
                "effective = created_at",
                "scheduled_by = 'cora'",
                "release_counter = 4",
                "release_counter = NULL"
            })
    void aDraftIsApprovedAsItWasMade(String change) throws Exception {
        sql("UPDATE rulesets SET " + change + " WHERE version = '1.1'");
        refuses(() -> approve("ann"));
        refuses(() -> approve("cora"));
        refuses(() -> get(store.rulesets().discard("1.1", Drafted.digest("two"), "ann", NOON, null)));
        refuses(() -> get(store.rulesets()
                .replaceDraft(
                        "1.1",
                        Drafted.digest("two"),
                        Drafted.digest("three"),
                        bytes("three"),
                        "ann",
                        Set.of(),
                        NOON,
                        null,
                        Drafted.REPORT)));
    }

    @Test
    void whatDecidesIsWhatTheChainSays() throws Exception {
        approve("cora");
        sql("UPDATE rulesets SET activated_by = 'nobody' WHERE version = '1.0'");
        refuses(() -> activate(null));
        sql("UPDATE rulesets SET activated_by = 'build' WHERE version = '1.0'");
        activate(null);
        assertEquals(
                RulesetState.RETIRED, store.rulesets().find("1.0").orElseThrow().state());
        sql("UPDATE rulesets SET state = 'RETIRED' WHERE version = '1.1'");
        refuses(() -> get(store.rulesets().importActive(Drafted.of("2.0", "other", null, "build"), Attached.NOTHING)));
        sql("UPDATE rulesets SET state = 'ACTIVE' WHERE version = '1.0'");
        refuses(() -> activate("back to it"));
    }

    @Test
    void whoeverTouchedAParentTouchedWhatIsMadeFromIt() throws Exception {
        sql("UPDATE rulesets SET state = 'RETIRED' WHERE version = '1.1'");
        ArchivedRuleset parent = store.rulesets().find("1.1").orElseThrow();
        refuses(() -> get(store.rulesets().keep(Drafted.of("1.2", "three", parent, "dan"), Drafted.REPORT)));
    }

    @Test
    void aPlanIsWhoseItIs() throws Exception {
        approve("cora");
        var plan = new PlannedActivation("1.1", Drafted.digest("two"), NOON.plusSeconds(60), "operator", "at noon");
        get(store.rulesets()
                .activate(
                        "1.1", plan.digest(), plan.actor(), Activator.ANYBODY, NOON, plan.reason(), plan.effective()));
        for (String change : List.of("effective = created_at", "scheduled_by = 'ann'", "scheduled_reason = NULL")) {
            sql("UPDATE rulesets SET " + change + " WHERE version = '1.1'");
            refuses(() -> activate(null));
            sql("UPDATE rulesets SET effective = '" + Texts.of(plan.effective())
                    + "', scheduled_by = 'operator', scheduled_reason = 'at noon' WHERE version = '1.1'");
        }
        get(store.rulesets().unplan("1.1", plan.digest(), "operator", NOON, null));
        assertEquals(RulesetState.ACTIVE, activate(null).state());
    }

    @Test
    void aReportThatWasForgedIsNeitherShownNorApproved() throws Exception {
        sql("UPDATE attachments SET content = "
                + (settings.jdbcUrl() == null ? "CAST('none' AS BLOB)" : "'none'::bytea")
                + " WHERE version = '1.1' AND name = 'check'");
        refuses(() -> store.rulesets().attachment("1.1", "check"));
        refuses(() -> approve("cora"));
        store.rulesets().attach("1.1", "check", bytes("well"));
        assertEquals(Set.of("ann"), approve("cora").authors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asked_by = 'erik'",
                "state = 'APPROVED', approved_by = 'erik', approved_at = asked_at",
                "entry = 'E-2'",
                "content = 'sha256:2'",
                "until_day = '2030-01-01'"
            })
    void aClearanceIsApprovedAsItWasAskedFor(String change) throws Exception {
        var asked = Clearance.asked(
                ID, "E-1", "sha256:1", "{\"party\":\"Nonsuch\"}", LocalDate.of(2027, 1, 1), "dora", NOON);
        store.clearances().ask(asked, 10);
        sql("UPDATE clearances SET " + change);
        refuses(() -> store.clearances().approve(ID, "dora", true, NOON));
        refuses(() -> store.clearances().end(ID, "erik", "no", NOON));
        assertEquals(0, store.clearances().removeOld(NOON.plus(Duration.ofDays(9999))));
    }

    @Test
    void aClearanceThatWasRemovedIsNotBroughtBack() throws Exception {
        store.clearances()
                .ask(
                        Clearance.asked(
                                ID,
                                "E-1",
                                "sha256:1",
                                "{\"party\":\"Nonsuch\"}",
                                LocalDate.of(2026, 4, 1),
                                "dora",
                                NOON),
                        10);
        sql("CREATE TABLE kept AS SELECT * FROM clearances", "INSERT INTO kept SELECT * FROM clearances");
        assertEquals(1, store.clearances().removeOld(NOON.plus(Duration.ofDays(9999))));
        sql("INSERT INTO clearances SELECT DISTINCT * FROM kept");
        refuses(() -> store.clearances().approve(ID, "erik", true, NOON));
    }

    private void sql(String made, String sql) throws Exception {
        try (Connection connection = KeptRecords.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(made);
        }
        sql(sql);
    }

    private void submit(UUID job, String actor) {
        store.jobs().create(job, actor, NOON, "1.0");
        store.jobs().addPart(job, 1, 1, 1, bytes("{}\n"));
        store.jobs().addPart(job, 2, 2, 1, bytes("{}\n"));
        store.jobs().close(job, NOON);
    }

    @Test
    void aJobBelongsToWhoHandedItIn() throws Exception {
        submit(ID, "shop");
        sql("UPDATE jobs SET actor = 'bob'");
        refuses(() -> store.jobs().cancel(ID, NOON));
        assertTrue(store.jobs().claimNext("worker", NOON, LEASE).isEmpty());
        submit(OTHER, "zoe");
        assertEquals(
                OTHER,
                store.jobs().claimNext("worker", NOON, LEASE).orElseThrow().job());
        store.jobs().cancel(OTHER, NOON);
        assertEquals(1, store.jobs().removeOld(NOON.plusSeconds(9)));
        sql("UPDATE jobs SET actor = 'shop'");
        assertEquals(
                ID, store.jobs().claimNext("worker", NOON, LEASE).orElseThrow().job());
        sql("UPDATE jobs SET recorded = 'false'");
        refuses(() -> store.jobs().finishPart(ID, 1, "worker", new PartAnswers().add(bytes("{}"), false), NOON));
    }

    @Test
    void theLinesOfAJobAreThoseThatCameIn() throws Exception {
        submit(ID, "shop");
        sql("UPDATE job_parts SET input = (SELECT kjar FROM kjars WHERE digest = '" + Drafted.digest("two")
                + "') WHERE part = 1");
        assertTrue(store.jobs().claimNext("worker", NOON, LEASE).isEmpty());
        assertEquals(JobState.CANCELLED, store.jobs().cancel(ID, NOON).state());
    }

    private Watch keep(String owner) {
        WatchAnswer answer =
                new WatchAnswer("{\"outcome\":\"FREE\"}", active().digest(), "1.0", NOON, NOON.plusSeconds(9));
        return store.watches()
                .keep(UUID.randomUUID(), owner, "SO-1", bytes("{\"to\":\"DE\"}"), answer, NOON, 10)
                .watch();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner = 'bob'",
                "owner = 'bob', kept_at = '2020-01-01T00:00:00.000000000Z'",
                "owner = 'bob', due = NULL"
            })
    void anOrderBelongsToWhoKeepsIt(String change) throws Exception {
        keep("shop");
        keep("shop");
        sql("UPDATE watches SET " + change);
        refuses(() -> keep("bob"));
        refuses(() -> store.watches().remove("bob", "SO-1"));
    }

    @Test
    void anOrderThatWasChangedIsNotTold() throws Exception {
        Watch changed = keep("shop");
        Watch other = keep("zoe");
        WatchAnswer answer = new WatchAnswer("{\"outcome\":\"HELD\"}", active().digest(), "1.0", NOON, null);
        sql("UPDATE watches SET answer = '{}' WHERE owner = 'shop'");
        List<WatchLook> looks = List.of(
                new WatchLook(changed, answer, List.of("{\"now\":\"HELD\"}")),
                new WatchLook(other, answer, List.of("{\"now\":\"HELD\"}")));
        store.watches().looked(active().digest(), looks);
        assertEquals(
                List.of("zoe"),
                store.watches().events(null, 0, 9).stream()
                        .map(WatchEvent::owner)
                        .toList());
        assertEquals(1, store.watches().endOld(NOON.plusSeconds(9), watch -> "{}"));
        assertEquals(1, store.watches().count());
    }

    @Test
    void aReceiverBelongsToWhoNamedIt() throws Exception {
        var receiver = new Subscription(
                ID, "shop", "https://example.com/", "secret", NOON, NOON.plusSeconds(9), Subscription.State.PENDING);
        store.subscriptions().add(receiver, 10);
        sql("UPDATE subscriptions SET owner = 'bob'");
        refuses(() -> store.subscriptions().settle(ID, true));
        refuses(() -> store.subscriptions().remove("bob", ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"told = 99", "told = 0"})
    void howFarAReceiverWasToldIsWhatTheChainSays(String change) throws Exception {
        keep("shop");
        store.watches().claim("webhook", "one", NOON, NOON.plus(LEASE));
        sql("UPDATE deliveries SET " + change);
        refuses(() -> store.watches().delivered("webhook", "one", 100, NOON.plus(LEASE)));
        refuses(() -> store.watches().claim("webhook", "one", NOON, NOON.plus(LEASE)));
    }

    @Test
    void aTurnThatNobodyTookHoldsUpNothing() throws Exception {
        store.watches().claim("webhook", "one", NOON, NOON.plus(LEASE));
        assertTrue(
                store.watches().claim("webhook", "two", NOON, NOON.plus(LEASE)).isEmpty());
        sql("UPDATE deliveries SET owner = 'nobody', leased_until = '9999-01-01T00:00:00.000000000Z'");
        assertTrue(
                store.watches().claim("webhook", "two", NOON, NOON.plus(LEASE)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bases = '[]'", "reached = 'ffffffff-ffff-ffff-ffff-ffffffffffff'"})
    void howFarTheOrdersWereLookedAtIsWhatTheChainSays(String change) throws Exception {
        String decides = active().digest();
        keep("shop");
        store.watches().begin(decides);
        approve("cora");
        activate(null);
        store.watches().begin(active().digest());
        sql("UPDATE watch_pass SET " + change);
        WatchPass pass = store.watches().pass().orElseThrow();
        refuses(() -> store.watches().passed(pass, List.of(), null));
        get(store.rulesets()
                .activate(
                        "1.0",
                        Drafted.digest("one"),
                        "operator",
                        Activator.ANYBODY,
                        NOON.plusSeconds(3),
                        "back to it",
                        null));
        refuses(() -> store.watches().begin(decides));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'APPROVED'", "digest = (SELECT digest FROM rulesets WHERE version = '1.0')"})
    void aVersionIsReleasedAsItIs(String change) throws Exception {
        sql("UPDATE rulesets SET " + change + " WHERE version = '1.1'");
        refuses(() -> store.rulesets().held("1.1"));
    }
}
