package guanka.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * What the chain told last of a row. A step holds the row as it finds it against that before it believes it: otherwise what somebody
 * wrote past the store would come into the chain with the next event, and be well from then on.
 */
final class Told {

    private static final System.Logger LOG = System.getLogger(Told.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    /** As much of an event as its index holds. */
    private static final int INDEXED = 64;

    /**
     * The newest event of a kind that begins like this; {@link #bind} fills it. The sum keeps databases from going through all events
     * from the newest to the oldest.
     */
    static final String LAST = """
            FROM records WHERE kind = ? AND kind <> 'DETERMINATION' AND substr(answer, 1, 64) >= ? AND substr(answer, 1, 64) < ?
              AND substr(answer, 1, ?) = ? ORDER BY sequence + 0 DESC LIMIT 1""";

    private static final String RECENT = """
            SELECT sequence, actor, answer, answer_digest FROM (
              SELECT sequence, actor, answer, answer_digest FROM records
              WHERE kind = ? AND kind <> 'DETERMINATION' ORDER BY sequence DESC LIMIT 1000) newest
            WHERE substr(answer, 1, ?) = ? ORDER BY sequence DESC LIMIT 1""";

    /** An event about a row; of a kind that says that the row is gone, the row must not be there. */
    record Event(long sequence, String kind, String actor, JsonNode json) {

        private static Event later(Event one, Event other) {
            return one == null || other != null && other.sequence() > one.sequence() ? other : one;
        }
    }

    private Told() {}

    /** How the JSON of an event begins in which a row is named first. */
    static String beginning(String name, String value) {
        String json = new JsonText().add(name, value).toString();
        return json.substring(0, json.length() - 1);
    }

    /** Values for {@link #LAST}. */
    static Object[] bind(String kind, String beginning) {
        byte[] begins = beginning.getBytes(StandardCharsets.UTF_8);
        byte[] from = Arrays.copyOf(begins, Math.min(begins.length, INDEXED));
        byte[] to = from.clone();
        // no byte of UTF-8 is the highest there is
        to[to.length - 1]++;
        return new Object[] {kind, from, to, begins.length, begins};
    }

    /** The newest event of some kinds that begins like this; null where there is none. */
    static Event last(Transaction transaction, String beginning, String... kinds) throws SQLException {
        transaction.send();
        Event last = null;
        for (String kind : kinds) {
            PreparedStatement statement =
                    transaction.statements().of("SELECT sequence, actor, answer, answer_digest " + LAST);
            Statements.bind(statement, bind(kind, beginning));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    JsonNode json = json(row.getLong(1), row.getBytes(3), row.getString(4));
                    last = Event.later(last, new Event(row.getLong(1), kind, row.getString(2), json));
                }
            }
        }
        return last;
    }

    /**
     * The newest event of a kind that begins like this, where it is among the newest of the kind, as it mostly is of rows that are told of
     * again and again; null where it is not.
     */
    private static Event recent(Transaction transaction, String beginning, String kind) throws SQLException {
        transaction.send();
        byte[] begins = beginning.getBytes(StandardCharsets.UTF_8);
        PreparedStatement statement = transaction.statements().of(RECENT);
        Statements.bind(statement, kind, begins.length, begins);
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new Event(
                            row.getLong(1),
                            kind,
                            row.getString(2),
                            json(row.getLong(1), row.getBytes(3), row.getString(4)))
                    : null;
        }
    }

    /**
     * What an event says.
     *
     * @throws DamagedRecord where it is not what was written
     */
    static JsonNode json(long sequence, byte[] answer, String digest) {
        try {
            if (answer != null && Digests.hex(answer).equals(digest)) {
                return JSON.readTree(answer);
            }
        } catch (IOException changed) {
            throw new DamagedRecord("record " + sequence + " is not what was written", changed);
        }
        throw new DamagedRecord("record " + sequence + " is not what was written", null);
    }

    /**
     * Refuses to believe a row that is not as told.
     *
     * @param row   as it was found, with the properties of events that tell of it
     * @param told  the event that told of it last, null for none
     * @param aside properties that other events tell
     * @throws DamagedRecord where they differ
     */
    static void mustBe(String what, JsonText row, Event told, String... aside) {
        if (told == null) {
            throw new DamagedRecord(what + " is in no record", null);
        }
        try {
            for (var property : JSON.readTree(row.toString()).properties()) {
                String name = property.getKey();
                if (!List.of(aside).contains(name)
                        && !same(property.getValue(), told.json().path(name))) {
                    throw new DamagedRecord(
                            what + " was changed: `" + name + "` is not what record " + told.sequence() + " says",
                            null);
                }
            }
        } catch (IOException changed) {
            throw new DamagedRecord(what + " was changed", changed);
        }
    }

    /** What an earlier version did not tell was not there. */
    private static boolean same(JsonNode found, JsonNode told) {
        return found.isNull() ? told.isNull() || told.isMissingNode() : found.equals(told);
    }

    private static Event there(String what, Event told, Event removed) {
        if (removed != null && (told == null || removed.sequence() > told.sequence())) {
            throw new DamagedRecord(
                    what + " was removed by record " + removed.sequence() + " and is there again", null);
        }
        return told;
    }

    static void job(Transaction transaction, String id) throws SQLException {
        String what = "job " + id;
        JsonText row = Witness.jobRow(transaction, id);
        if (row != null) {
            Event told = last(transaction, beginning("id", id), Witness.JOB);
            mustBe(what, row, there(what, told, last(transaction, beginning("job", id), Witness.JOB_REMOVED)));
        }
    }

    /** A job that ended keeps none of its lines, and no event tells of that for each part. */
    static void part(Transaction transaction, String job, int part) throws SQLException {
        JsonText row = Witness.partRow(transaction, job, part);
        if (row != null) {
            String key = beginning("job", job) + ",\"part\":" + part + ",";
            boolean dropped =
                    Witness.hasEnded(transaction, job) && row.toString().contains(",\"input\":null,");
            Event told = last(transaction, key, Witness.PART);
            String what = "part " + part + " of job " + job;
            mustBe(what, row, told, dropped ? new String[] {"input"} : new String[0]);
        }
    }

    /** When a watch is due is told for many at once, so that it is held only where nothing of that kind came since. */
    static void watch(Transaction transaction, String id) throws SQLException {
        String what = "watch " + id;
        JsonText row = Witness.watchRow(transaction, id);
        if (row == null) {
            return;
        }
        Event kept = last(transaction, beginning("id", id), Witness.WATCH);
        Event told = last(transaction, "{\"watch\":" + beginning("id", id), WatchTable.TOLD);
        if (told != null) {
            told = new Event(
                    told.sequence(), told.kind(), told.actor(), told.json().path("watch"));
        }
        Event latest = Event.later(kept, told);
        there(what, latest, last(transaction, beginning("watch", id), Witness.WATCH_REMOVED));
        boolean moved = latest != null && isAnyDueSince(transaction, latest.sequence());
        mustBe(what, row, latest, moved ? new String[] {"due", "revision"} : new String[0]);
    }

    private static boolean isAnyDueSince(Transaction transaction, long sequence) throws SQLException {
        PreparedStatement statement = transaction
                .statements()
                .of("SELECT 1 FROM records WHERE kind IN ('" + Witness.DUE + "', '" + Witness.LOOKED_AT
                        + "') AND kind <> 'DETERMINATION' AND sequence > ? LIMIT 1");
        Statements.bind(statement, sequence);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    static void subscription(Transaction transaction, String id) throws SQLException {
        String what = "subscription " + id;
        JsonText row = Witness.subscriptionRow(transaction, id);
        if (row != null) {
            Event removed = last(transaction, beginning("subscription", id), Witness.SUBSCRIPTION_REMOVED);
            mustBe(what, row, there(what, last(transaction, beginning("id", id), Witness.SUBSCRIPTION), removed));
        }
    }

    static void clearance(Transaction transaction, String id) throws SQLException {
        String what = "clearance " + id;
        JsonText row = Witness.clearanceRow(transaction, id);
        if (row != null) {
            Event removed = last(transaction, beginning("clearance", id), Witness.CLEARANCE_REMOVED);
            mustBe(what, row, there(what, last(transaction, beginning("id", id), Witness.CLEARANCE), removed));
        }
    }

    static void delivery(Transaction transaction, String receiver, long told) throws SQLException {
        String begins = beginning("receiver", receiver);
        Event recent = recent(transaction, begins, Witness.DELIVERED);
        mustBe(
                "the delivery of events to `" + receiver + "`",
                Witness.deliveryRow(receiver, told),
                recent == null ? last(transaction, begins, Witness.DELIVERED) : recent);
    }

    static void pass(Transaction transaction, WatchPass pass) throws SQLException {
        mustBe(
                "how far the watches were looked at",
                Witness.passRow(pass),
                recent(transaction, "{", Witness.LOOKED_AT));
    }

    /** Holds a row. */
    interface Hold {
        void of(Transaction transaction, String id) throws SQLException;
    }

    /** Whether a row is as told. For work that goes on with others where one was changed; that one is named in the log. */
    static boolean holds(Hold hold, Transaction transaction, String id) throws SQLException {
        try {
            hold.of(transaction, id);
            return true;
        } catch (DamagedRecord changed) {
            LOG.log(System.Logger.Level.ERROR, "{0}: verify the records", changed.getMessage());
            return false;
        }
    }
}
