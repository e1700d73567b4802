package guanka.records;

import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Puts into the chain what other tables hold: an event with the row as it is after the change, large values by their digest. So a
 * verifier that reads the chain knows each row that must be there, and no other may be.
 */
final class Witness {

    /** Who does what the store does of its own accord. */
    static final String STORE = "guanka";

    static final String ATTACHED = "FILE_ATTACHED";
    static final String JOB = "JOB_CHANGED";
    static final String PART = "JOB_PART_CHANGED";
    static final String PARTS_REMOVED = "JOB_PARTS_REMOVED";
    static final String JOB_REMOVED = "JOB_REMOVED";
    static final String SIGNED = "CHECKPOINT_SIGNED";
    static final String SHAPED = "STORE_SHAPED";
    static final String CLOCK = "CLOCK_WENT_BACK";
    static final String WATCH = "WATCH_KEPT";
    static final String WATCH_REMOVED = "WATCH_REMOVED";
    static final String LOOKED_AT = "WATCHES_LOOKED_AT";
    static final String DUE = "WATCHES_DUE";
    static final String DELIVERED = "EVENTS_DELIVERED";
    static final String SUBSCRIPTION = "SUBSCRIPTION_KEPT";
    static final String SUBSCRIPTION_REMOVED = "SUBSCRIPTION_REMOVED";

    static final String CLEARANCE = "CLEARANCE_CHANGED";
    static final String CLEARANCE_REMOVED = "CLEARANCE_REMOVED";

    static final Set<String> KINDS = Set.of(
            ATTACHED,
            JOB,
            PART,
            PARTS_REMOVED,
            JOB_REMOVED,
            SIGNED,
            SHAPED,
            CLOCK,
            WATCH,
            WATCH_REMOVED,
            LOOKED_AT,
            DUE,
            DELIVERED,
            SUBSCRIPTION,
            SUBSCRIPTION_REMOVED,
            CLEARANCE,
            CLEARANCE_REMOVED,
            WatchTable.TOLD,
            ResolutionTable.KIND);

    private static final String JOB_ROW = """
            SELECT id, state, actor, submitted_at, finished_at, ruleset_version, idempotency_key, submission, recorded,
              kind, since_version
            FROM jobs WHERE id = ?""";
    private static final String PART_ROW = """
            SELECT job, part, first_line, lines, state, owner, leased_until, problems, result_digest, input, result, attempts
            FROM job_parts
            WHERE job = ? AND part = ?""";

    private static final String WATCH_ROW = """
            SELECT id, owner, reference, kept_at, facts, facts_digest, answer, ruleset, ruleset_version, decided_at, due, revision
            FROM watches WHERE id = ?""";

    private static final String SUBSCRIPTION_ROW =
            "SELECT id, owner, url, secret, created_at, verify_until, state FROM subscriptions WHERE id = ?";

    private static final String CLEARANCE_ROW = """
            SELECT id, state, entry, content, said, until_day, asked_by, asked_at, approved_by, approved_at, ended_by, ended_at, ended_why
            FROM clearances WHERE id = ?""";

    private Witness() {}

    static void attachment(Transaction transaction, String version, String name, byte[] content) throws SQLException {
        event(
                transaction,
                ATTACHED,
                STORE,
                new JsonText()
                        .add("version", version)
                        .add("name", name)
                        .add("bytes", content.length)
                        .add("digest", Digests.hex(content)));
    }

    static void job(Transaction transaction, UUID id) throws SQLException {
        String actor = word(transaction, "SELECT actor FROM jobs WHERE id = ?", id.toString());
        event(transaction, JOB, actor, jobRow(transaction, id.toString()));
    }

    /** The row of a job as it is now, null where there is none. */
    static JsonText jobRow(Transaction transaction, String id) throws SQLException {
        PreparedStatement statement = transaction.statements().of(JOB_ROW);
        Statements.bind(statement, id);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new JsonText()
                            .add("id", row.getString(1))
                            .add("state", row.getString(2))
                            .add("actor", row.getString(3))
                            .add("submittedAt", row.getString(4))
                            .add("finishedAt", row.getString(5))
                            .add("rulesetVersion", row.getString(6))
                            .add("key", row.getString(7))
                            .add("submission", row.getString(8))
                            .add("recorded", row.getString(9))
                            .add("kind", row.getString(10))
                            .add("since", row.getString(11));
        }
    }

    static boolean hasEnded(Transaction transaction, String job) throws SQLException {
        String state = word(transaction, "SELECT state FROM jobs WHERE id = ?", job);
        return state != null && JobState.valueOf(state).ended();
    }

    private static String word(Transaction transaction, String sql, String id) throws SQLException {
        PreparedStatement statement = transaction.statements().of(sql);
        Statements.bind(statement, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    static void part(Transaction transaction, UUID job, int part) throws SQLException {
        event(transaction, PART, STORE, partRow(transaction, job.toString(), part));
    }

    /** The row of a part as it is now, null where there is none. */
    static JsonText partRow(Transaction transaction, String job, int part) throws SQLException {
        PreparedStatement statement = transaction.statements().of(PART_ROW);
        Statements.bind(statement, job, part);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new JsonText()
                            .add("job", row.getString(1))
                            .add("part", row.getLong(2))
                            .add("firstLine", row.getLong(3))
                            .add("lines", row.getLong(4))
                            .add("state", row.getString(5))
                            .add("owner", row.getString(6))
                            .add("leasedUntil", row.getString(7))
                            .add("problems", row.getLong(8))
                            .add("resultDigest", row.getString(9))
                            .add("input", digest(row.getBytes(10)))
                            .add("result", digest(row.getBytes(11)))
                            .add("attempts", row.getLong(12));
        }
    }

    /** The parts of a job from the first to the last are gone. */
    static void partsRemoved(Transaction transaction, String job, int first, int last) throws SQLException {
        event(
                transaction,
                PARTS_REMOVED,
                STORE,
                new JsonText().add("job", job).add("first", first).add("last", last));
    }

    static void jobRemoved(Transaction transaction, String job) throws SQLException {
        event(transaction, JOB_REMOVED, STORE, new JsonText().add("job", job));
    }

    /** The row of a watch as it is now, null where there is none. */
    static JsonText watchRow(Transaction transaction, String watch) throws SQLException {
        PreparedStatement statement = transaction.statements().of(WATCH_ROW);
        Statements.bind(statement, watch);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new JsonText()
                            .add("id", row.getString(1))
                            .add("owner", row.getString(2))
                            .add("reference", row.getString(3))
                            .add("keptAt", row.getString(4))
                            .add("facts", digest(row.getBytes(5)))
                            .add("factsDigest", row.getString(6))
                            .add("answer", row.getString(7))
                            .add("ruleset", row.getString(8))
                            .add("rulesetVersion", row.getString(9))
                            .add("decidedAt", row.getString(10))
                            .add("due", row.getString(11))
                            .add("revision", row.getLong(12));
        }
    }

    static void watch(Transaction transaction, Watch watch) throws SQLException {
        event(
                transaction,
                WATCH,
                watch.owner(),
                watchRow(transaction, watch.id().toString()));
    }

    static void watchRemoved(Transaction transaction, UUID watch, String owner) throws SQLException {
        event(transaction, WATCH_REMOVED, owner, new JsonText().add("watch", watch.toString()));
    }

    /** How far the watches were looked at, and those that are due at another time. */
    static void pass(Transaction transaction, WatchPass pass, List<Watch> later) throws SQLException {
        event(transaction, LOOKED_AT, STORE, passRow(pass).addJson("due", dues(later)));
    }

    /** How far the watches were looked at. */
    static JsonText passRow(WatchPass pass) {
        return new JsonText()
                .add("ruleset", pass.ruleset())
                .add("bases", JsonText.array(pass.bases()))
                .add("reached", pass.reached() == null ? null : pass.reached().toString());
    }

    /** Watches that are due at another time. */
    static void due(Transaction transaction, List<Watch> later) throws SQLException {
        event(transaction, DUE, STORE, new JsonText().addJson("due", dues(later)));
    }

    /** Every watch is due at an instant, in a revision more. */
    static void allDue(Transaction transaction, String at) throws SQLException {
        event(transaction, DUE, STORE, new JsonText().addJson("due", "{}").add("all", at));
    }

    private static String dues(List<Watch> watches) {
        var dues = new JsonText();
        watches.forEach(watch -> dues.add(watch.id().toString(), Texts.of(watch.due())));
        return dues.toString();
    }

    /** A receiver has every event up to a place. */
    static void delivered(Transaction transaction, String receiver, long told) throws SQLException {
        event(transaction, DELIVERED, STORE, deliveryRow(receiver, told));
    }

    /** How far a receiver was told. */
    static JsonText deliveryRow(String receiver, long told) {
        return new JsonText().add("receiver", receiver).add("told", told);
    }

    static void subscription(Transaction transaction, UUID id) throws SQLException {
        String owner = word(transaction, "SELECT owner FROM subscriptions WHERE id = ?", id.toString());
        event(transaction, SUBSCRIPTION, owner, subscriptionRow(transaction, id.toString()));
    }

    /** The row of a subscription as it is now, null where there is none. */
    static JsonText subscriptionRow(Transaction transaction, String id) throws SQLException {
        PreparedStatement statement = transaction.statements().of(SUBSCRIPTION_ROW);
        Statements.bind(statement, id);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new JsonText()
                            .add("id", row.getString(1))
                            .add("owner", row.getString(2))
                            .add("url", row.getString(3))
                            .add("secret", digest(row.getBytes(4)))
                            .add("createdAt", row.getString(5))
                            .add("verifyUntil", row.getString(6))
                            .add("state", row.getString(7));
        }
    }

    /** A subscription is no more, nor how far its receiver was told. */
    static void subscriptionRemoved(Transaction transaction, UUID id, String owner, String receiver)
            throws SQLException {
        event(
                transaction,
                SUBSCRIPTION_REMOVED,
                owner,
                new JsonText().add("subscription", id.toString()).add("receiver", receiver));
    }

    static void clearance(Transaction transaction, UUID id, String actor) throws SQLException {
        event(transaction, CLEARANCE, actor, clearanceRow(transaction, id.toString()));
    }

    /** The row of a clearance as it is now, null where there is none. */
    static JsonText clearanceRow(Transaction transaction, String id) throws SQLException {
        PreparedStatement statement = transaction.statements().of(CLEARANCE_ROW);
        Statements.bind(statement, id);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new JsonText()
                            .add("id", row.getString(1))
                            .add("state", row.getString(2))
                            .add("entry", row.getString(3))
                            .add("content", row.getString(4))
                            .add("said", digest(row.getBytes(5)))
                            .add("until", row.getString(6))
                            .add("askedBy", row.getString(7))
                            .add("askedAt", row.getString(8))
                            .add("approvedBy", row.getString(9))
                            .add("approvedAt", row.getString(10))
                            .add("endedBy", row.getString(11))
                            .add("endedAt", row.getString(12))
                            .add("endedWhy", digest(row.getBytes(13)));
        }
    }

    static void clearanceRemoved(Transaction transaction, String id) throws SQLException {
        event(transaction, CLEARANCE_REMOVED, STORE, new JsonText().add("clearance", id));
    }

    /** A checkpoint of a head before this event. */
    static void checkpoint(Transaction transaction, long size, String key, String at, String noteDigest)
            throws SQLException {
        event(
                transaction,
                SIGNED,
                STORE,
                new JsonText().add("size", size).add("key", key).add("at", at).add("note", noteDigest));
    }

    static void event(Transaction transaction, String kind, String actor, JsonText json) throws SQLException {
        transaction.append(Entry.event(
                kind, Instant.now(), actor, null, null, json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static String digest(byte[] bytes) {
        return bytes == null ? null : Digests.hex(bytes);
    }
}
