package guanka.records;

import guanka.records.chain.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rows of rulesets, read and written inside the writer's transaction. */
final class RulesetRows {

    static final String SELECT = """
            SELECT version, digest, counter, parent, parent_digest, state, author, authors, created_at, note, approved_by, approved_at,
              report, activated_by, activated_at, reason, release_counter FROM rulesets""";
    static final String PLANNED = """
            SELECT version, digest, effective, scheduled_by, scheduled_reason FROM rulesets WHERE effective IS NOT NULL""";
    private static final String COUNTER = "SELECT coalesce(max(counter), 0) FROM rulesets";
    private static final String RELEASE = "SELECT coalesce(max(release_counter), 0) FROM rulesets";
    private static final String ONCE_ACTIVE = RELEASE + " WHERE state IN ('ACTIVE', 'RETIRED')";

    private static final String BESIDE = """
            SELECT authors, release_counter, effective, scheduled_by, scheduled_reason FROM rulesets WHERE version = ?""";
    private static final String SINCE = "SELECT 1 FROM records WHERE kind = '" + RulesetArchive.ACTIVATED
            + "' AND kind <> 'DETERMINATION' AND sequence > ? LIMIT 1";

    private RulesetRows() {}

    static ArchivedRuleset of(ResultSet row) throws SQLException {
        try {
            return read(row);
        } catch (IllegalArgumentException | DateTimeException changed) {
            throw new DamagedRow("a row of a ruleset was altered", changed);
        }
    }

    private static ArchivedRuleset read(ResultSet row) throws SQLException {
        String author = row.getString(7);
        long release = row.getLong(17);
        return new ArchivedRuleset(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                RulesetState.valueOf(row.getString(6)),
                author,
                authors(row.getString(8), author),
                Texts.instant(row.getString(9)),
                row.getString(10),
                row.getString(11),
                Texts.instant(row.getString(12)),
                row.getString(13),
                row.getString(14),
                Texts.instant(row.getString(15)),
                row.getString(16),
                release == 0 ? null : (Long) release);
    }

    private static SortedSet<String> authors(String json, String author) throws SQLException {
        SortedSet<String> authors = new TreeSet<>(RecordReader.names(json));
        authors.add(author);
        return authors;
    }

    static PlannedActivation planned(ResultSet row) throws SQLException {
        return new PlannedActivation(
                row.getString(1),
                row.getString(2),
                Texts.instant(row.getString(3)),
                row.getString(4),
                row.getString(5));
    }

    private static ArchivedRuleset one(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? of(row) : null;
        }
    }

    /** Null where there is none. */
    static ArchivedRuleset find(Transaction transaction, String version) throws SQLException {
        PreparedStatement statement = transaction.statements().of(SELECT + " WHERE version = ?");
        Statements.bind(statement, Texts.kept(version));
        return one(statement);
    }

    /** Null where there is none. */
    static ArchivedRuleset active(Transaction transaction) throws SQLException {
        return one(transaction.statements().of(SELECT + " WHERE state = 'ACTIVE'"));
    }

    /** A version that must be as the chain says; null where there is none. */
    static ArchivedRuleset held(Transaction transaction, String version) throws SQLException {
        ArchivedRuleset found = find(transaction, version);
        if (found != null) {
            hold(transaction, found);
        }
        return found;
    }

    /**
     * The version that decides, which must be as the chain says; null where there is none: then each version must be as the chain says,
     * so that none decided.
     */
    static ArchivedRuleset heldActive(Transaction transaction) throws SQLException {
        ArchivedRuleset active = active(transaction);
        if (active == null) {
            holdAll(transaction);
        } else {
            hold(transaction, active);
        }
        return active;
    }

    /** Where a step depends on the highest number of all. */
    static void holdAll(Transaction transaction) throws SQLException {
        List<ArchivedRuleset> all = new ArrayList<>();
        try (ResultSet row =
                transaction.statements().of(SELECT + " ORDER BY counter").executeQuery()) {
            while (row.next()) {
                all.add(of(row));
            }
        }
        for (ArchivedRuleset one : all) {
            hold(transaction, one);
        }
    }

    /** A version retires without an event of its own, by that of the next one that decides; a plan is told with its actor. */
    private static void hold(Transaction transaction, ArchivedRuleset found) throws SQLException {
        String what = "ruleset " + found.version();
        Told.Event told = Told.last(
                transaction,
                Told.beginning("version", found.version()) + ",",
                RulesetArchive.KINDS.toArray(String[]::new));
        JsonText row = json(found);
        PreparedStatement statement = transaction.statements().of(BESIDE);
        Statements.bind(statement, found.version());
        try (ResultSet beside = statement.executeQuery()) {
            beside.next();
            if (!JsonText.array(found.authors()).equals(beside.getString(1)) || beside.getString(2) == null) {
                throw new DamagedRecord(what + " was changed: who touched it is not what the records say", null);
            }
            row.add("effective", beside.getString(3));
            if (told != null && told.kind().equals(RulesetArchive.SCHEDULED)) {
                if (!told.actor().equals(beside.getString(4))) {
                    throw new DamagedRecord(what + " was changed: somebody else planned it", null);
                }
            } else {
                row.add("scheduledBy", beside.getString(4));
            }
            row.add("scheduledReason", beside.getString(5));
        }
        boolean retired = told != null
                && told.json().path("state").asText().equals(RulesetState.ACTIVE.name())
                && isAnotherActiveSince(transaction, told.sequence());
        if (!retired) {
            Told.mustBe(what, row, told);
        } else if (found.state() != RulesetState.RETIRED) {
            throw new DamagedRecord(what + " was changed: another version decides by the records", null);
        } else {
            Told.mustBe(what, row, told, "state");
        }
    }

    private static boolean isAnotherActiveSince(Transaction transaction, long sequence) throws SQLException {
        PreparedStatement statement = transaction.statements().of(SINCE);
        Statements.bind(statement, sequence);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    /** The version as the caller saw it, and as the chain says. */
    static ArchivedRuleset expected(Transaction transaction, String version, String digest) throws SQLException {
        ArchivedRuleset found = held(transaction, version);
        if (found == null) {
            throw new ConcurrentChange("there is no version `" + version + "`");
        }
        if (!found.digest().equals(digest)) {
            throw new ConcurrentChange("version `" + version + "` was edited meanwhile");
        }
        return found;
    }

    static long nextCounter(Transaction transaction) throws SQLException {
        return number(transaction, COUNTER) + 1;
    }

    /** The highest counter of all releases that were ever taken in, 0 where there is none. */
    static long highestRelease(Transaction transaction) throws SQLException {
        return number(transaction, RELEASE);
    }

    /** The highest counter of all releases that ever decided, 0 where there is none. */
    static long highestReleaseThatDecided(Transaction transaction) throws SQLException {
        return number(transaction, ONCE_ACTIVE);
    }

    private static long number(Transaction transaction, String sql) throws SQLException {
        try (ResultSet row = transaction.statements().of(sql).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static void keep(Transaction transaction, String digest, byte[] kjar) throws SQLException {
        transaction
                .statements()
                .update("INSERT INTO kjars (digest, kjar) VALUES (?, ?) ON CONFLICT DO NOTHING", digest, kjar);
    }

    static void insert(Transaction transaction, ArchivedRuleset row) throws SQLException {
        transaction
                .statements()
                .update(
                        """
                        INSERT INTO rulesets (version, digest, counter, parent, parent_digest, state, author, authors, created_at, note,
                          approved_by, approved_at, report, activated_by, activated_at, reason, release_counter)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        row.version(),
                        row.digest(),
                        row.counter(),
                        row.parentVersion(),
                        row.parentDigest(),
                        row.state().name(),
                        row.author(),
                        JsonText.array(row.authors()),
                        Texts.of(row.createdAt()),
                        row.note(),
                        row.approvedBy(),
                        Texts.of(row.approvedAt()),
                        row.report(),
                        row.activatedBy(),
                        Texts.of(row.activatedAt()),
                        row.reason(),
                        // zero: no release
                        row.releaseCounter() == null ? (Long) 0L : row.releaseCounter());
    }

    /** Writes all that can change; a planned activation is done or void. */
    static void update(Transaction transaction, ArchivedRuleset row) throws SQLException {
        transaction
                .statements()
                .update(
                        """
                        UPDATE rulesets SET digest = ?, parent = ?, parent_digest = ?, state = ?, author = ?, authors = ?, created_at = ?, note = ?, approved_by = ?,
                          approved_at = ?, report = ?, activated_by = ?, activated_at = ?, reason = ?, effective = NULL,
                          scheduled_by = NULL, scheduled_reason = NULL
                        WHERE version = ?""",
                        row.digest(),
                        row.parentVersion(),
                        row.parentDigest(),
                        row.state().name(),
                        row.author(),
                        JsonText.array(row.authors()),
                        Texts.of(row.createdAt()),
                        row.note(),
                        row.approvedBy(),
                        Texts.of(row.approvedAt()),
                        row.report(),
                        row.activatedBy(),
                        Texts.of(row.activatedAt()),
                        row.reason(),
                        row.version());
    }

    static void retireActive(Transaction transaction) throws SQLException {
        transaction.statements().update("UPDATE rulesets SET state = 'RETIRED' WHERE state = 'ACTIVE'");
    }

    /** Sets a planned activation, or none where all is null. */
    static void schedule(Transaction transaction, String version, Instant effective, String actor, String reason)
            throws SQLException {
        transaction
                .statements()
                .update(
                        "UPDATE rulesets SET effective = ?, scheduled_by = ?, scheduled_reason = ? WHERE version = ?",
                        Texts.of(effective),
                        actor,
                        reason,
                        version);
    }

    /** Fills the columns that a store of an earlier shape did not have. */
    static void complete(Transaction transaction, ArchivedRuleset row, String parentDigest, long release)
            throws SQLException {
        transaction
                .statements()
                .update(
                        "UPDATE rulesets SET parent_digest = ?, authors = ?, release_counter = ? WHERE version = ?",
                        parentDigest,
                        JsonText.array(row.authors()),
                        release,
                        row.version());
    }

    /** Puts the row as it now is into the chain, with further names and values. */
    static void event(
            Transaction transaction, String kind, String actor, Instant at, ArchivedRuleset row, String... more)
            throws SQLException {
        JsonText json = json(row);
        for (int i = 0; i < more.length; i += 2) {
            json.add(more[i], more[i + 1]);
        }
        transaction.append(Entry.event(
                kind, at, actor, row.digest(), row.version(), json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonText json(ArchivedRuleset row) {
        return new JsonText()
                .add("version", row.version())
                .add("digest", row.digest())
                .add("counter", row.counter())
                .add("parent", row.parentVersion())
                .add("parentDigest", row.parentDigest())
                .add("state", row.state().name())
                .add("author", row.author())
                .add("authors", row.authors())
                .add("createdAt", Texts.of(row.createdAt()))
                .add("note", row.note())
                .add("approvedBy", row.approvedBy())
                .add("approvedAt", Texts.of(row.approvedAt()))
                .add("report", row.report())
                .add("activatedBy", row.activatedBy())
                .add("activatedAt", Texts.of(row.activatedAt()))
                .add("reason", row.reason())
                .add("releaseCounter", row.releaseCounter() == null ? 0 : row.releaseCounter());
    }
}
