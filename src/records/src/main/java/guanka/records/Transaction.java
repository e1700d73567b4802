package guanka.records;

import guanka.records.chain.CheckpointKey;
import guanka.records.chain.Digests;
import guanka.records.chain.MerkleTree;
import guanka.records.chain.RecordHeader;
import guanka.records.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private static final String TERM = "INSERT INTO terms (kind, value, sequence) VALUES (?, ?, ?)";
    private static final int MANY = 64;
    private static final String TERMS = TERM + ", (?, ?, ?)".repeat(MANY - 1);

    /** A term of one record. */
    private record TermRow(String kind, String value, long sequence) {}

    /** Neighbours in the index come one after the other, which spares the way from its root to most of them. */
    private static final Comparator<TermRow> AS_INDEXED =
            Comparator.comparing(TermRow::kind).thenComparing(TermRow::value).thenComparingLong(TermRow::sequence);

    private final Statements statements;
    private final String origin;
    private final MerkleTree tree;
    private final long sizeBefore;
    private final Map<Key, Use> uses = new HashMap<>();
    private final List<TermRow> terms = new ArrayList<>();
    private String hash;
    private boolean waiting;
    private boolean erased;

    private Transaction(Statements statements, String origin, String hash, MerkleTree tree) {
        this.statements = statements;
        this.origin = origin;
        this.hash = hash;
        this.tree = tree;
        this.sizeBefore = tree.size();
    }

    /** Begins by taking hold of the head. */
    static Transaction begin(Statements statements, Database database) throws SQLException {
        statements.of(database.lock()).execute();
        try (ResultSet head = statements
                .of("SELECT store, size, hash, tree FROM head WHERE one = 1")
                .executeQuery()) {
            if (!head.next()) {
                throw new SQLException("the chain has no head");
            }
            return new Transaction(
                    statements,
                    "guanka/" + head.getString(1),
                    head.getString(3),
                    MerkleTree.of(head.getLong(2), head.getBytes(4)));
        } catch (IllegalArgumentException damaged) {
            throw new SQLException("the head of the chain is damaged", damaged);
        }
    }

    /** Appends a record; its rows go to the database with the next {@link #send}. */
    long append(Entry entry) throws SQLException {
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
        for (Entry.Term one : entry.index()) {
            terms.add(new TermRow(one.kind(), one.value(), sequence));
        }
        waiting = true;
        hash = next;
        tree.append(line);
        return sequence;
    }

    /** Sends the rows of what was appended. */
    void send() throws SQLException {
        if (waiting) {
            waiting = false;
            statements.of(RECORD).executeBatch();
            terms.sort(AS_INDEXED);
            int whole = terms.size() - terms.size() % MANY;
            sendTerms(TERMS, MANY, terms.subList(0, whole));
            sendTerms(TERM, 1, terms.subList(whole, terms.size()));
            terms.clear();
        }
    }

    private void sendTerms(String sql, int together, List<TermRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement statement = statements.of(sql);
        int place = 0;
        for (TermRow row : rows) {
            statement.setString(++place, row.kind());
            statement.setString(++place, row.value());
            statement.setLong(++place, row.sequence());
            if (place == 3 * together) {
                statement.addBatch();
                place = 0;
            }
        }
        statement.executeBatch();
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
        statements.of(RECORD).clearBatch();
        statements.of(TERMS).clearBatch();
        statements.of(TERM).clearBatch();
    }

    /** Signs the head as this transaction will leave it, and keeps the note. */
    Checkpoint sign(CheckpointKey key, Instant at) throws SQLException {
        byte[] root = tree.root();
        String note = key.note(tree.size(), root);
        statements.update(
                "INSERT INTO checkpoints (size, public_key, at, note) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                tree.size(),
                key.verifier(),
                Texts.of(at),
                note);
        return new Checkpoint(origin, tree.size(), root, note, key.verifier());
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

    /** Says that this transaction erases, so that the writer scrubs after the commit. */
    void erases() {
        erased = true;
    }

    boolean erased() {
        return erased;
    }
}
