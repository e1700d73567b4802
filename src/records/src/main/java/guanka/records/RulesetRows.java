package guanka.records;

import guanka.records.chain.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Rows of rulesets, read and written inside the writer's transaction. */
final class RulesetRows {

    static final String SELECT = """
            SELECT version, digest, counter, parent, state, author, created_at, note, approved_by, approved_at, activated_by,
              activated_at, reason FROM rulesets""";
    static final String PLANNED = """
            SELECT version, digest, effective, scheduled_by, scheduled_reason FROM rulesets WHERE effective IS NOT NULL""";
    static final String COUNTER = "SELECT coalesce(max(counter), 0) FROM rulesets";

    private RulesetRows() {}

    static ArchivedRuleset of(ResultSet row) throws SQLException {
        return new ArchivedRuleset(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                RulesetState.valueOf(row.getString(5)),
                row.getString(6),
                Texts.instant(row.getString(7)),
                row.getString(8),
                row.getString(9),
                Texts.instant(row.getString(10)),
                row.getString(11),
                Texts.instant(row.getString(12)),
                row.getString(13));
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

    /** The version as the caller saw it. */
    static ArchivedRuleset expected(Transaction transaction, String version, String digest) throws SQLException {
        ArchivedRuleset found = find(transaction, version);
        if (found == null) {
            throw new ConcurrentChange("there is no version `" + version + "`");
        }
        if (!found.digest().equals(digest)) {
            throw new ConcurrentChange("version `" + version + "` was edited meanwhile");
        }
        return found;
    }

    static long highestCounter(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction.statements().of(COUNTER).executeQuery()) {
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
                        INSERT INTO rulesets (version, digest, counter, parent, state, author, created_at, note, approved_by,
                          approved_at, activated_by, activated_at, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        row.version(),
                        row.digest(),
                        row.counter(),
                        row.parentVersion(),
                        row.state().name(),
                        row.author(),
                        Texts.of(row.createdAt()),
                        row.note(),
                        row.approvedBy(),
                        Texts.of(row.approvedAt()),
                        row.activatedBy(),
                        Texts.of(row.activatedAt()),
                        row.reason());
    }

    /** Writes all that can change; a planned activation is done or void. */
    static void update(Transaction transaction, ArchivedRuleset row) throws SQLException {
        transaction
                .statements()
                .update(
                        """
                        UPDATE rulesets SET digest = ?, state = ?, author = ?, created_at = ?, note = ?, approved_by = ?,
                          approved_at = ?, activated_by = ?, activated_at = ?, reason = ?, effective = NULL,
                          scheduled_by = NULL, scheduled_reason = NULL
                        WHERE version = ?""",
                        row.digest(),
                        row.state().name(),
                        row.author(),
                        Texts.of(row.createdAt()),
                        row.note(),
                        row.approvedBy(),
                        Texts.of(row.approvedAt()),
                        row.activatedBy(),
                        Texts.of(row.activatedAt()),
                        row.reason(),
                        row.version());
    }

    static void retireActive(Transaction transaction) throws SQLException {
        transaction.statements().update("UPDATE rulesets SET state = 'RETIRED' WHERE state = 'ACTIVE'");
    }

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

    /** Puts the row as it now is into the chain, with further names and values. */
    static void event(
            Transaction transaction, String kind, String actor, Instant at, ArchivedRuleset row, String... more)
            throws SQLException {
        var json = new JsonText()
                .add("version", row.version())
                .add("digest", row.digest())
                .add("counter", row.counter())
                .add("parent", row.parentVersion())
                .add("state", row.state().name())
                .add("author", row.author())
                .add("createdAt", Texts.of(row.createdAt()))
                .add("note", row.note())
                .add("approvedBy", row.approvedBy())
                .add("approvedAt", Texts.of(row.approvedAt()))
                .add("activatedBy", row.activatedBy())
                .add("activatedAt", Texts.of(row.activatedAt()))
                .add("reason", row.reason());
        for (int i = 0; i < more.length; i += 2) {
            json.add(more[i], more[i + 1]);
        }
        transaction.append(Entry.event(
                kind, at, actor, row.digest(), row.version(), json.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
