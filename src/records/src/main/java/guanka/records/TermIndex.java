package guanka.records;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The search index, which records enter a block at a time: one row for each term of a block costs a tenth of a row for each term of a
 * record. What came since the last whole block is remembered here, and read again where it came from another instance.
 */
final class TermIndex {

    private static final System.Logger LOG = System.getLogger(TermIndex.class.getName());

    /** Records of a block; a place in it is two hexadecimal digits. */
    static final int BLOCK = 256;

    private static final String ROW = "INSERT INTO term_blocks (kind, value, block, places) VALUES (?, ?, ?, ?)";
    private static final int MANY = 32;
    private static final String ROWS = ROW + ", (?, ?, ?, ?)".repeat(MANY - 1);
    private static final String RECORDS = """
            SELECT sequence, ruleset_version, terms, parties FROM records
            WHERE kind = 'DETERMINATION' AND sequence >= ? AND sequence < ? ORDER BY sequence""";

    private static final String NAMES = "SELECT t.value, t.block, t.places FROM (VALUES (?, ?)"
            + ", (?, ?)".repeat(MANY - 1)
            + ") AS k JOIN term_blocks t ON t.kind = 'PARTY' AND t.value = k.column1 AND t.block = k.column2";
    private static final String GONE = "DELETE FROM term_blocks WHERE kind = 'PARTY' AND value = ? AND block = ?";
    private static final String FEWER =
            "UPDATE term_blocks SET places = ? WHERE kind = 'PARTY' AND value = ? AND block = ?";

    /** A party's name in a block. */
    private record Name(String value, long block) {

        Name {
            value = Texts.leading(value);
        }
    }

    /** Sorted as in the index, so that most insertions find their page already at hand. */
    private static final Comparator<Map.Entry<Entry.Term, BitSet>> AS_INDEXED =
            Map.Entry.comparingByKey(Comparator.comparing(Entry.Term::kind).thenComparing(Entry.Term::value));

    /** Terms of the records from {@link #first} on, before {@link #next}, and where in the block they occur. */
    private Map<Entry.Term, BitSet> remembered = new HashMap<>();

    private long first;
    private long next;

    /** Takes the terms of the record that was appended, and writes the block where it is whole. */
    void append(Transaction transaction, long sequence, List<Entry.Term> terms) throws SQLException {
        if (sequence != next) {
            forget();
            first = sequence;
        }
        next = sequence + 1;
        add(remembered, sequence, terms);
        if (sequence % BLOCK == 0) {
            transaction.send();
            write(transaction.statements(), Places.block(sequence));
            forget();
        }
    }

    /** Drops the remembered terms unless the next record of the chain follows them directly. */
    void follow(long size) {
        if (next != size + 1) {
            forget();
        }
    }

    /** Drops the remembered terms: their records were not committed, or were changed since. */
    void forget() {
        remembered = new HashMap<>();
        next = 0;
    }

    private static void add(Map<Entry.Term, BitSet> places, long sequence, List<Entry.Term> terms) {
        for (Entry.Term term : terms) {
            places.computeIfAbsent(term, x -> new BitSet(BLOCK)).set(Places.place(sequence));
        }
    }

    private void write(Statements statements, long block) throws SQLException {
        Map<Entry.Term, BitSet> places = remembered;
        if (first > Places.sequence(block, 0)) {
            places = read(statements, Places.sequence(block, 0), first);
            for (var one : remembered.entrySet()) {
                places.computeIfAbsent(one.getKey(), x -> new BitSet(BLOCK)).or(one.getValue());
            }
        }
        List<Map.Entry<Entry.Term, BitSet>> rows = new ArrayList<>(places.entrySet());
        rows.sort(AS_INDEXED);
        int whole = rows.size() - rows.size() % MANY;
        send(statements.of(ROWS), MANY, block, rows.subList(0, whole));
        send(statements.of(ROW), 1, block, rows.subList(whole, rows.size()));
    }

    /** Places that remain of a row; none where it cannot be read, so that the name is removed all the same. */
    private static BitSet left(String places, BitSet erased) {
        try {
            BitSet left = Places.of(places);
            left.andNot(erased);
            return left;
        } catch (DamagedRow changed) {
            return new BitSet();
        }
    }

    /** Takes the names of these records out of the blocks that were written. */
    void erase(Statements statements, Map<Long, Set<String>> parties) throws SQLException {
        forget();
        Map<Name, BitSet> erased =
                new TreeMap<>(Comparator.comparing(Name::value).thenComparing(Name::block));
        parties.forEach((sequence, names) -> names.forEach(
                name -> erased.computeIfAbsent(new Name(name, Places.block(sequence)), x -> new BitSet(BLOCK))
                        .set(Places.place(sequence))));
        List<Name> names = new ArrayList<>(erased.keySet());
        for (int from = 0; from < names.size(); from += MANY) {
            erase(statements, names.subList(from, Math.min(names.size(), from + MANY)), erased);
        }
    }

    /** Clears the statements' batches first, because an earlier failure may have left rows in them. */
    private static void erase(Statements statements, List<Name> names, Map<Name, BitSet> erased) throws SQLException {
        PreparedStatement written = statements.of(NAMES);
        for (int i = 0; i < MANY; i++) {
            Name name = names.get(Math.min(i, names.size() - 1));
            written.setString(2 * i + 1, name.value());
            written.setLong(2 * i + 2, name.block());
        }
        Map<Name, BitSet> left = new HashMap<>();
        try (ResultSet rows = written.executeQuery()) {
            while (rows.next()) {
                var name = new Name(rows.getString(1), rows.getLong(2));
                left.put(name, left(rows.getString(3), erased.get(name)));
            }
        }
        PreparedStatement gone = statements.of(GONE);
        PreparedStatement fewer = statements.of(FEWER);
        gone.clearBatch();
        fewer.clearBatch();
        for (var name : left.entrySet()) {
            if (name.getValue().isEmpty()) {
                Statements.bind(gone, name.getKey().value(), name.getKey().block());
                gone.addBatch();
            } else {
                Statements.bind(
                        fewer,
                        Places.text(name.getValue()),
                        name.getKey().value(),
                        name.getKey().block());
                fewer.addBatch();
            }
        }
        gone.executeBatch();
        fewer.executeBatch();
    }

    private static Map<Entry.Term, BitSet> read(Statements statements, long from, long before) throws SQLException {
        Map<Entry.Term, BitSet> places = new HashMap<>();
        PreparedStatement records = statements.of(RECORDS);
        Statements.bind(records, from, before);
        try (ResultSet row = records.executeQuery()) {
            while (row.next()) {
                try {
                    add(
                            places,
                            row.getLong(1),
                            RecordReader.index(row.getString(3), row.getString(4), row.getString(2)));
                } catch (DamagedRow changed) {
                    // an altered record must not keep others from being written; the verifier reports it
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "record {0} is damaged and cannot be found by a search",
                            row.getLong(1));
                }
            }
        }
        return places;
    }

    private static void send(
            PreparedStatement statement, int together, long block, List<Map.Entry<Entry.Term, BitSet>> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        statement.clearBatch();
        int column = 0;
        for (var row : rows) {
            statement.setString(++column, row.getKey().kind());
            statement.setString(++column, row.getKey().value());
            statement.setLong(++column, block);
            statement.setString(++column, Places.text(row.getValue()));
            if (column == 4 * together) {
                statement.addBatch();
                column = 0;
            }
        }
        statement.executeBatch();
    }
}
