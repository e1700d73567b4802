package guanka.records;

import guanka.records.chain.CheckpointKey;
import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import guanka.records.chain.MerkleTree;
import guanka.records.chain.RecordHeader;
import guanka.records.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One transaction of the writer: holds the head of the chain, against other instances too, and moves it. */
final class Transaction {

    /** How one key of one actor was used. */
    record Key(String actor, String key) {}

    /** The record that used it. */
    record Use(StoredDetermination record, String factsDigest) {}

    private static final String RECORD = """
            INSERT INTO records (sequence, id, kind, at, actor, idempotency_key, ruleset, ruleset_version, facts_digest,
              answer_digest, terms_digest, previous, hash, terms, parties, facts, answer)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String HEAD = """
            SELECT store, size, hash, tree,
              (SELECT at FROM records WHERE kind = 'DETERMINATION' ORDER BY sequence DESC LIMIT 1) FROM head WHERE one = 1""";

    private static final String SIGNED = """
            SELECT c.size, c.note FROM checkpoints c WHERE c.public_key = ? AND c.size = ? - 1
              AND EXISTS (SELECT 1 FROM records r WHERE r.sequence = ? AND r.kind = 'CHECKPOINT_SIGNED')""";

    /** Callers decide at the same time and are recorded in any order, within seconds; a clock that goes back further was set. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

    private final Statements statements;
    private final TermIndex index;
    private final Database database;
    private final String origin;
    private final MerkleTree tree;
    private final long sizeBefore;
    private final Map<Key, Use> uses = new HashMap<>();
    private String hash;
    private String decided;
    private boolean waiting;
    private boolean erased;

    private Transaction(
            Statements statements,
            TermIndex index,
            Database database,
            String origin,
            String hash,
            MerkleTree tree,
            String decided) {
        this.statements = statements;
        this.index = index;
        this.database = database;
        this.origin = origin;
        this.hash = hash;
        this.tree = tree;
        this.decided = decided;
        this.sizeBefore = tree.size();
    }

    /** Begins by taking hold of the head. */
    static Transaction begin(Statements statements, TermIndex index, Database database) throws SQLException {
        statements.of(database.lock()).execute();
        try (ResultSet head = statements.of(HEAD).executeQuery()) {
            if (!head.next()) {
                throw new SQLException("the chain has no head");
            }
            index.follow(head.getLong(2));
            return new Transaction(
                    statements,
                    index,
                    database,
                    "guanka/" + head.getString(1),
                    head.getString(3),
                    MerkleTree.of(head.getLong(2), head.getBytes(4)),
                    head.getString(5));
        } catch (IllegalArgumentException damaged) {
            throw new SQLException("the head of the chain is damaged", damaged);
        }
    }

    /** Appends a record; its rows go to the database with the next {@link #send}. */
    long append(Entry entry) throws SQLException {
        if (entry.kind().equals(Entry.DETERMINATION)) {
            flagClock(entry);
        }
        long sequence = tree.size() + 1;
        RecordHeader header = entry.header(sequence, hash);
        byte[] line = header.line().getBytes(StandardCharsets.UTF_8);
        String next = Digests.hex(line);
        PreparedStatement record = statements.of(RECORD);
        Statements.bind(
                record,
                sequence,
                header.id(),
                header.kind(),
                header.at(),
                header.actor(),
                header.idempotencyKey(),
                header.ruleset(),
                header.rulesetVersion(),
                header.factsDigest(),
                header.answerDigest(),
                header.termsDigest(),
                header.previous(),
                next,
                entry.terms(),
                entry.parties());
        record.setBytes(16, entry.facts());
        record.setBytes(17, entry.answer());
        record.addBatch();
        waiting = true;
        hash = next;
        tree.append(line);
        index.append(this, sequence, entry.index());
        return sequence;
    }

    /** A determination that is dated long before the one before it was written by another clock: says so, once. */
    private void flagClock(Entry entry) throws SQLException {
        String before = decided;
        decided = entry.at();
        if (before != null
                && entry.at().compareTo(before) < 0
                && Texts.instant(entry.at()).plus(OUT_OF_ORDER).isBefore(Texts.instant(before))) {
            Witness.event(
                    this,
                    Witness.CLOCK,
                    Witness.STORE,
                    new JsonText().add("from", before).add("to", entry.at()));
        }
    }

    /** Sends the rows of the records that were appended. */
    void send() throws SQLException {
        if (waiting) {
            waiting = false;
            statements.of(RECORD).executeBatch();
        }
    }

    /** Sends the rest and moves the head; the commit is the writer's. */
    void finish() throws SQLException {
        send();
        if (tree.size() > sizeBefore) {
            statements.update(
                    "UPDATE head SET size = ?, hash = ?, tree = ? WHERE one = 1", tree.size(), hash, tree.bytes());
        }
    }

    /** Forgets rows that were not sent, so that no later transaction sends them. */
    void forget() throws SQLException {
        index.forget();
        statements.of(RECORD).clearBatch();
    }

    /**
     * Signs the head, keeps the note, and tells of it behind. A head that nothing but that event has moved since is not signed again.
     */
    Checkpoint sign(CheckpointKey key, Instant at) throws SQLException {
        send();
        PreparedStatement signed = statements.of(SIGNED);
        Statements.bind(signed, key.verifier(), tree.size(), tree.size());
        try (ResultSet row = signed.executeQuery()) {
            if (row.next()) {
                return new Checkpoint(
                        origin,
                        row.getLong(1),
                        CheckpointKey.rootOf(row.getString(2)),
                        row.getString(2),
                        key.verifier());
            }
        }
        StoreShape.tell(this, database);
        long size = tree.size();
        byte[] root = tree.root();
        String note = key.note(size, root);
        statements.update(
                "INSERT INTO checkpoints (size, public_key, at, note) VALUES (?, ?, ?, ?)",
                size,
                key.verifier(),
                Texts.of(at),
                note);
        Witness.checkpoint(
                this, size, key.verifier(), Texts.of(at), Witness.digest(note.getBytes(StandardCharsets.UTF_8)));
        return new Checkpoint(origin, size, root, note, key.verifier());
    }

    /** What the store is called in notes. */
    String origin() {
        return origin;
    }

    Statements statements() {
        return statements;
    }

    Map<Key, Use> uses() {
        return uses;
    }

    long size() {
        return tree.size();
    }

    long appended() {
        return tree.size() - sizeBefore;
    }

    String hash() {
        return hash;
    }

    /** Takes names out of the search index. */
    void erase(Map<Long, Set<String>> parties) throws SQLException {
        erases();
        index.erase(statements, parties);
    }

    /** Marks this transaction as one that erases, so that the writer scrubs the store after the commit. */
    void erases() {
        erased = true;
    }

    boolean erased() {
        return erased;
    }
}
