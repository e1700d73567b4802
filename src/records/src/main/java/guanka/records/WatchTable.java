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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Open orders and what their owners are told of them. An answer and the events that tell of it are written in one transaction, which
 * fails where the ruleset that gave the answer no longer decides: so nothing is told twice, and nothing is lost.
 *
 * <p>What changes something waits for the sync: it throws {@link StoreUnavailable} or {@link QueueFull} where it is not on disk and
 * {@link ConcurrentChange} where something else came first. Reading throws {@link StoreUnavailable}.
 */
public final class WatchTable {

    /** What is told of a watch; the feed consists of these. */
    static final String TOLD = "WATCH_TOLD";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT = """
            SELECT id, owner, reference, kept_at, facts, facts_digest, answer, ruleset, ruleset_version, decided_at, due, revision
            FROM watches""";
    private static final String PASS = "SELECT ruleset, bases, reached FROM watch_pass WHERE one = 1";
    private static final String ACTIVE = "SELECT digest FROM rulesets WHERE state = 'ACTIVE'";
    private static final String EVENTS =
            "SELECT sequence, id, at, actor, answer, answer_digest FROM records WHERE kind = '" + TOLD
                    + "' AND kind <> 'DETERMINATION' AND sequence > ?";

    /** Watches that are ended together. */
    private static final int SLICE = 200;

    private final Writer writer;
    private final Reader reader;

    WatchTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Whether a watch is new under its reference, and how it is kept. */
    public record Kept(boolean created, Watch watch) {}

    /** More watches of one owner than may be. */
    public static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMany(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Keeps an order, or other facts for one that is kept. Where another ruleset decides by now than the one that answered, the watch is
     * due at once.
     *
     * @param id    for a new watch
     * @param mostOfOwner how many watches one owner may have
     * @throws TooMany where there are as many already
     */
    public Kept keep(
            UUID id, String owner, String reference, byte[] facts, WatchAnswer answer, Instant at, int mostOfOwner) {
        Texts.required("owner", owner);
        Texts.required("reference", reference);
        byte[] packed = Gzip.pack(facts);
        String digest = Digests.hex(facts);
        Kept kept = writer.await(WriteTask.of(2L * packed.length, transaction -> {
            Instant due = answer.ruleset().equals(active(transaction))
                    ? answer.due()
                    : earlier(answer.decidedAt(), answer.due());
            Watch before = existing(transaction, owner, reference);
            if (before != null) {
                Told.watch(transaction, before.id().toString());
            }
            if (before == null && count(transaction, owner) >= mostOfOwner) {
                return null;
            }
            if (before == null) {
                transaction
                        .statements()
                        .update(
                                """
                        INSERT INTO watches (id, owner, reference, kept_at, facts, facts_digest, answer, ruleset, ruleset_version,
                          decided_at, due, revision)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""",
                                id.toString(),
                                owner,
                                reference,
                                Texts.of(at),
                                packed,
                                digest,
                                answer.answer(),
                                answer.ruleset(),
                                answer.rulesetVersion(),
                                Texts.of(answer.decidedAt()),
                                Texts.of(due));
            } else {
                transaction
                        .statements()
                        .update(
                                """
                        UPDATE watches SET kept_at = ?, facts = ?, facts_digest = ?, answer = ?, ruleset = ?, ruleset_version = ?,
                          decided_at = ?, due = ?, revision = revision + 1 WHERE id = ?""",
                                Texts.of(at),
                                packed,
                                digest,
                                answer.answer(),
                                answer.ruleset(),
                                answer.rulesetVersion(),
                                Texts.of(answer.decidedAt()),
                                Texts.of(due),
                                before.id().toString());
            }
            Watch after = byId(transaction, before == null ? id : before.id());
            Witness.watch(transaction, after);
            return new Kept(before == null, after);
        }));
        if (kept == null) {
            throw new TooMany(owner + " watches " + mostOfOwner + " orders already");
        }
        return kept;
    }

    private static Instant earlier(Instant one, Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /** Forgets an order. Whether there was one. */
    public boolean remove(String owner, String reference) {
        return writer.await(WriteTask.of(0, transaction -> {
            Watch there = existing(transaction, owner, reference);
            if (there == null) {
                return false;
            }
            Told.watch(transaction, there.id().toString());
            delete(transaction, there);
            return true;
        }));
    }

    private static void delete(Transaction transaction, Watch watch) throws SQLException {
        transaction
                .statements()
                .update("DELETE FROM watches WHERE id = ?", watch.id().toString());
        Witness.watchRemoved(transaction, watch.id(), watch.owner());
        transaction.erases();
    }

    /** What is told of a watch that ends because its facts may be kept no longer. */
    public interface Ending {

        /** JSON of the event. */
        String of(Watch watch);
    }

    /**
     * Ends watches whose facts came last before an instant, and tells their owners.
     *
     * @return how many
     */
    public int endOld(Instant before, Ending ending) {
        int ended = 0;
        int slice;
        do {
            slice = writer.await(WriteTask.of(0, transaction -> {
                List<Watch> old = all(
                        transaction,
                        SELECT + " WHERE kept_at < ? ORDER BY kept_at, id LIMIT ?",
                        Texts.of(before),
                        SLICE);
                int gone = 0;
                for (Watch watch : old) {
                    // what was changed behind the store stays, so that it is found when the records are verified
                    if (Told.holds(Told::watch, transaction, watch.id().toString())) {
                        told(transaction, watch, ending.of(watch), null);
                        delete(transaction, watch);
                        gone++;
                    }
                }
                return gone;
            }));
            ended += slice;
        } while (slice == SLICE);
        return ended;
    }

    public Optional<Watch> find(String owner, String reference) {
        return reader.first(SELECT + " WHERE owner = ? AND reference = ?", WatchTable::watch, owner, reference);
    }

    /**
     * Watches in the order in which they came.
     *
     * @param owner whose, null: of all
     * @param after only those behind this one, null: from the first
     * @param limit how many, from 1
     */
    public List<Watch> list(String owner, UUID after, int limit) {
        String from = after == null ? "" : after.toString();
        return owner == null
                ? reader.all(SELECT + " WHERE id > ? ORDER BY id LIMIT ?", WatchTable::watch, from, limit)
                : reader.all(
                        SELECT + " WHERE owner = ? AND id > ? ORDER BY id LIMIT ?",
                        WatchTable::watch,
                        owner,
                        from,
                        limit);
    }

    /** The watches whose answer may be another by an instant, the first due first. */
    public List<Watch> due(Instant now, int limit) {
        return reader.all(
                SELECT + " WHERE due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?",
                WatchTable::watch,
                Texts.of(now),
                limit);
    }

    /** How many there are. */
    public long count() {
        return reader.first("SELECT count(*) FROM watches", row -> row.getLong(1))
                .orElse(0L);
    }

    /** How far the watches were looked at, empty where nobody has looked yet. */
    public Optional<WatchPass> pass() {
        return reader.first(PASS, WatchTable::pass);
    }

    /**
     * From now on the watches are looked at under a ruleset. What was not looked at under the one before is looked at for both.
     *
     * @throws ConcurrentChange where another ruleset decides
     */
    public WatchPass begin(String ruleset) {
        return writer.await(WriteTask.of(0, transaction -> {
            mustDecide(transaction, ruleset);
            WatchPass before = pass(transaction);
            if (before != null && before.ruleset().equals(ruleset)) {
                return before;
            }
            if (before != null) {
                Told.pass(transaction, before);
            }
            Set<String> bases = new LinkedHashSet<>();
            if (before != null) {
                bases.addAll(before.bases());
                bases.add(before.ruleset());
            }
            WatchPass begun = new WatchPass(ruleset, List.copyOf(bases), null);
            if (before == null) {
                transaction
                        .statements()
                        .update(
                                "INSERT INTO watch_pass (one, ruleset, bases) VALUES (1, ?, ?)",
                                ruleset,
                                JsonText.array(bases));
            } else {
                transaction
                        .statements()
                        .update(
                                "UPDATE watch_pass SET ruleset = ?, bases = ?, reached = NULL WHERE one = 1",
                                ruleset,
                                JsonText.array(bases));
            }
            Witness.pass(transaction, begun, List.of());
            return begun;
        }));
    }

    /**
     * Keeps what came of a pass's next watches, and how far it came.
     *
     * @param pass    as it was when they were read
     * @param looks   those that are to be told of or become due at another time; others need not be named
     * @param reached the last that was looked at, null: all were
     * @throws ConcurrentChange where another ruleset decides by now, or another instance came first
     */
    public WatchPass passed(WatchPass pass, List<WatchLook> looks, UUID reached) {
        return writer.await(WriteTask.of(weight(looks), transaction -> {
            mustDecide(transaction, pass.ruleset());
            if (!pass.equals(pass(transaction))) {
                throw new ConcurrentChange("another instance looks at the watches");
            }
            Told.pass(transaction, pass);
            WatchPass after = reached == null
                    ? new WatchPass(pass.ruleset(), List.of(), null)
                    : new WatchPass(pass.ruleset(), pass.bases(), reached);
            transaction
                    .statements()
                    .update(
                            "UPDATE watch_pass SET bases = ?, reached = ? WHERE one = 1",
                            JsonText.array(after.bases()),
                            reached == null ? null : reached.toString());
            Witness.pass(transaction, after, write(transaction, looks));
            return after;
        }));
    }

    /**
     * Keeps what came of watches that were due.
     *
     * @throws ConcurrentChange where another ruleset decides by now
     */
    public void looked(String ruleset, List<WatchLook> looks) {
        writer.await(WriteTask.of(weight(looks), transaction -> {
            mustDecide(transaction, ruleset);
            List<Watch> later = write(transaction, looks);
            if (!later.isEmpty()) {
                Witness.due(transaction, later);
            }
            return null;
        }));
    }

    /** Makes every watch due: what holds of parties has changed. What is under way for one is of no more use. */
    static void allDue(Transaction transaction, Instant at) throws SQLException {
        int changed =
                transaction.statements().update("UPDATE watches SET due = ?, revision = revision + 1", Texts.of(at));
        if (changed > 0) {
            Witness.allDue(transaction, Texts.of(at));
        }
    }

    private static long weight(List<WatchLook> looks) {
        return looks.stream()
                .mapToLong(look -> 4_000L * (1 + look.told().size()))
                .sum();
    }

    /** Leaves out watches that got other facts meanwhile, were changed behind the store or are gone; returns those that are only due at another time. */
    private static List<Watch> write(Transaction transaction, List<WatchLook> looks) throws SQLException {
        List<Watch> later = new ArrayList<>();
        for (WatchLook look : looks) {
            WatchAnswer answer = look.answer();
            String id = look.watch().id().toString();
            if (look.told().isEmpty()) {
                int changed = transaction
                        .statements()
                        .update(
                                "UPDATE watches SET due = ? WHERE id = ? AND revision = ?",
                                Texts.of(answer.due()),
                                id,
                                look.watch().revision());
                if (changed == 1) {
                    later.add(byId(transaction, look.watch().id()));
                }
                continue;
            }
            if (!Told.holds(Told::watch, transaction, id)) {
                continue;
            }
            int changed = transaction
                    .statements()
                    .update(
                            """
                    UPDATE watches SET answer = ?, ruleset = ?, ruleset_version = ?, decided_at = ?, due = ?, revision = revision + 1
                    WHERE id = ? AND revision = ?""",
                            answer.answer(),
                            answer.ruleset(),
                            answer.rulesetVersion(),
                            Texts.of(answer.decidedAt()),
                            Texts.of(answer.due()),
                            id,
                            look.watch().revision());
            if (changed == 1) {
                Watch after = byId(transaction, look.watch().id());
                for (String told : look.told()) {
                    told(
                            transaction,
                            after,
                            told,
                            Witness.watchRow(transaction, after.id().toString()));
                }
            }
        }
        return later;
    }

    private static void told(Transaction transaction, Watch watch, String told, JsonText row) throws SQLException {
        Witness.event(
                transaction,
                TOLD,
                watch.owner(),
                new JsonText()
                        .addJson("watch", row == null ? "null" : row.toString())
                        .addJson("told", told));
    }

    /**
     * What was told, in order.
     *
     * @param owner    of the watches, null: of all
     * @param sequence only what comes behind it, 0: from the first
     * @param limit    how many, from 1
     */
    public List<WatchEvent> events(String owner, long sequence, int limit) {
        return owner == null
                ? reader.all(EVENTS + " ORDER BY sequence LIMIT ?", WatchTable::event, sequence, limit)
                : reader.all(
                        EVENTS + " AND actor = ? ORDER BY sequence LIMIT ?", WatchTable::event, sequence, owner, limit);
    }

    /** What was told last, the newest first. */
    public List<WatchEvent> latestEvents(String owner, int limit) {
        return owner == null
                ? reader.all(EVENTS + " ORDER BY sequence DESC LIMIT ?", WatchTable::event, 0, limit)
                : reader.all(
                        EVENTS + " AND actor = ? ORDER BY sequence DESC LIMIT ?", WatchTable::event, 0, owner, limit);
    }

    /** The place of the last event, 0 where there is none. */
    public long lastEvent() {
        return reader.first(
                        "SELECT max(sequence) FROM records WHERE kind = '" + TOLD + "' AND kind <> 'DETERMINATION'",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /**
     * How far a receiver was told, where it is this owner's turn to tell it. A new receiver is told what comes from now on.
     *
     * @param receiver name of who is told
     * @param owner    the instance that wants to tell
     * @return place of the last event that it has, empty where another instance tells it
     */
    public Optional<Long> claim(String receiver, String owner, Instant now, Instant until) {
        Texts.required("receiver", receiver);
        return writer.await(WriteTask.of(
                0,
                transaction -> Deliveries.isThere(transaction, receiver)
                        ? Deliveries.claim(transaction, receiver, owner, now, until)
                        : Optional.of(Deliveries.begin(transaction, receiver, owner, until))));
    }

    /**
     * A receiver has everything up to an event.
     *
     * @return whether it still was this owner's turn
     */
    public boolean delivered(String receiver, String owner, long sequence, Instant until) {
        return writer.await(
                WriteTask.of(0, transaction -> Deliveries.delivered(transaction, receiver, owner, sequence, until)));
    }

    private static void mustDecide(Transaction transaction, String ruleset) throws SQLException {
        if (!ruleset.equals(active(transaction))) {
            throw new ConcurrentChange("another ruleset decides by now");
        }
    }

    private static String active(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction.statements().of(ACTIVE).executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static WatchPass pass(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction.statements().of(PASS).executeQuery()) {
            return row.next() ? pass(row) : null;
        }
    }

    private static WatchPass pass(ResultSet row) throws SQLException {
        List<String> bases = new ArrayList<>();
        tree(row.getString(2)).forEach(base -> bases.add(base.asText()));
        String reached = row.getString(3);
        return new WatchPass(row.getString(1), List.copyOf(bases), reached == null ? null : UUID.fromString(reached));
    }

    private static JsonNode tree(String json) throws DamagedRow {
        try {
            return JSON.readTree(json);
        } catch (IOException damaged) {
            throw new DamagedRow("what is kept of watches is not what was written", damaged);
        }
    }

    private static int count(Transaction transaction, String owner) throws SQLException {
        PreparedStatement statement = transaction.statements().of("SELECT count(*) FROM watches WHERE owner = ?");
        Statements.bind(statement, owner);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Watch existing(Transaction transaction, String owner, String reference) throws SQLException {
        List<Watch> there = all(transaction, SELECT + " WHERE owner = ? AND reference = ?", owner, reference);
        return there.isEmpty() ? null : there.get(0);
    }

    private static Watch byId(Transaction transaction, UUID id) throws SQLException {
        return all(transaction, SELECT + " WHERE id = ?", id.toString()).get(0);
    }

    private static List<Watch> all(Transaction transaction, String sql, Object... values) throws SQLException {
        PreparedStatement statement = transaction.statements().of(sql);
        Statements.bind(statement, values);
        List<Watch> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(watch(row));
            }
        }
        return all;
    }

    private static Watch watch(ResultSet row) throws SQLException {
        byte[] packed = row.getBytes(5);
        if (!Gzip.digest(packed).equals(row.getString(6))) {
            throw new DamagedRow("the facts of a watch were changed", null);
        }
        try {
            return new Watch(
                    UUID.fromString(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    Texts.instant(row.getString(4)),
                    Gzip.unpack(packed),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    Texts.instant(row.getString(10)),
                    Texts.instant(row.getString(11)),
                    row.getLong(12));
        } catch (IllegalArgumentException | DateTimeException changed) {
            throw new DamagedRow("a watch was altered", changed);
        }
    }

    private static WatchEvent event(ResultSet row) throws SQLException {
        byte[] json = row.getBytes(5);
        if (!Digests.hex(json).equals(row.getString(6))) {
            throw new DamagedRow("record " + row.getLong(1) + " is not what was written", null);
        }
        String text = new String(json, StandardCharsets.UTF_8);
        return new WatchEvent(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                Texts.instant(row.getString(3)),
                row.getString(4),
                tree(text).path("told").toString());
    }
}
