package guanka.cli.records;

import guanka.cli.terminal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Records in a SQLite file, read as it is at one moment and never written. */
final class SqliteRecords implements AutoCloseable {

    private static final String TERMS = "terms";
    private static final String MAGIC = "SQLite format 3\0";
    private static final String[] COLUMNS = {
        "sequence",
        "id",
        "kind",
        "at",
        "actor",
        "idempotency_key",
        "ruleset",
        "ruleset_version",
        "facts_digest",
        "answer_digest",
        "terms_digest",
        "previous",
        "hash",
        "terms",
        "parties",
        "facts",
        "answer"
    };

    /** Indexes of the table of records, and what each entry holds besides the sequence. */
    private static final Map<String, String> INDEXES = new LinkedHashMap<>();

    /** Records that enter the search index together. */
    private static final int BLOCK = 256;

    /** Characters of a value in the search index. */
    private static final int VALUE_MAX = 256;

    static {
        INDEXES.put("sqlite_autoindex_records_1", "id");
        INDEXES.put("sqlite_autoindex_records_2", "actor, idempotency_key");
        INDEXES.put("records_at", "at");
    }

    private final Connection connection;
    private final IndexSums indexes = new IndexSums();
    private final RulesetsCheck rulesets = new RulesetsCheck();
    private final TablesCheck tables = new TablesCheck();
    private final Set<Long> blocks = new HashSet<>();
    private boolean inBlocks;
    private long size;
    private long head;
    private long meaningless;

    private SqliteRecords(Connection connection) {
        this.connection = connection;
    }

    /** Whether a file begins as a SQLite database does. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length()), CanonicalText.bytes(MAGIC));
        }
    }

    static SqliteRecords open(Path file) {
        try {
            var config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(10_000);
            // a log beside the file holds what is not in the file yet; without one nobody writes, and nothing need be
            // locked
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            var source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + file.toAbsolutePath().toUri() + (Files.exists(log) ? "" : "?immutable=1"));
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return new SqliteRecords(connection);
        } catch (SQLException e) {
            throw Refusal.usage("`" + file + "` cannot be opened: " + e.getMessage());
        }
    }

    /** What the end of the chain is said to be. */
    record Head(String store, long size, String hash, byte[] tree) {}

    Head head() throws BadRecord {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT store, size, hash, tree FROM head WHERE one = 1")) {
            if (!row.next()) {
                throw new BadRecord("the chain has no head");
            }
            if (!isWhole(row.getObject(2))) {
                throw new WrongType("size");
            }
            return new Head(text(row, 1, "store"), row.getLong(2), text(row, 3, "hash"), bytes(row, 4, "tree"));
        } catch (SQLException damaged) {
            throw new BadRecord("the head of the chain cannot be read: " + damaged.getMessage());
        } catch (WrongType wrong) {
            throw new BadRecord("the head of the chain is damaged: " + wrong.getMessage());
        }
    }

    /** Checkpoints that the store keeps of itself. */
    List<SignedNote> checkpoints() throws BadRecord {
        List<SignedNote> notes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size, note FROM checkpoints ORDER BY size")) {
            while (row.next()) {
                notes.add(SignedNote.of("the checkpoint of size " + row.getLong(1) + " in the file", row.getString(2)));
            }
        } catch (SQLException damaged) {
            throw new BadRecord("the checkpoints in the file cannot be read: " + damaged.getMessage());
        }
        return notes;
    }

    /** What later records say was erased, as far as it can be read. */
    Erasures erasures() {
        var erasures = new Erasures();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sequence, answer FROM records WHERE kind = '"
                        + Erasures.KIND + "' ORDER BY sequence")) {
            while (row.next()) {
                erasures.add(row.getLong(1), row.getBytes(2));
            }
        } catch (SQLException damaged) {
            // the records are read one by one later, and the first that cannot be read is named then
        }
        return erasures;
    }

    /** Reads what the search index and the indexes of the table say, as far as they can be read. */
    void readIndexes() {
        if (number("SELECT count(*) FROM sqlite_master WHERE name = 'term_blocks'") == 1) {
            inBlocks = true;
            size = number("SELECT max(sequence) FROM records");
            head = number("SELECT size FROM head");
            blocks();
        } else {
            index("SELECT kind, value, sequence FROM terms", TERMS, 2);
        }
        INDEXES.forEach((index, columns) -> index(
                "SELECT " + columns + ", sequence FROM records INDEXED BY " + index + " ORDER BY " + columns,
                index,
                columns.split(",").length));
    }

    private void index(String sql, String name, int values) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String[] entry = new String[values + 1];
                entry[0] = name;
                for (int i = 1; i <= values; i++) {
                    Object value = row.getObject(i);
                    entry[i] = value == null || value instanceof String ? (String) value : "not a text";
                }
                indexes.has(isWhole(row.getObject(values + 1)) ? row.getLong(values + 1) : -1, entry);
            }
        } catch (SQLException damaged) {
            // entries that could not be read are missed by their records
        }
    }

    /** A number, 0 where it cannot be read. */
    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException damaged) {
            return 0;
        }
    }

    private void blocks() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT kind, value, block, places FROM term_blocks")) {
            while (row.next()) {
                if (!(row.getObject(1) instanceof String kind
                        && row.getObject(2) instanceof String value
                        && isWhole(row.getObject(3))
                        && row.getObject(4) instanceof String places
                        && block(kind, value, row.getLong(3), places))) {
                    meaningless++;
                }
            }
        } catch (SQLException damaged) {
            // entries that could not be read are missed by their records
        }
    }

    /** SQLite lets any column hold a fraction. */
    private static boolean isWhole(Object number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** Whether the places are some: two hexadecimal digits each, ascending. */
    private boolean block(String kind, String value, long block, String places) {
        if (block < 0 || block > Integer.MAX_VALUE || !places.matches("([0-9a-f]{2})+")) {
            return false;
        }
        int before = -1;
        for (int at = 0; at < places.length(); at += 2) {
            int place = Integer.parseInt(places, at, at + 2, 16);
            if (place <= before) {
                return false;
            }
            before = place;
        }
        blocks.add(block);
        for (int at = 0; at < places.length(); at += 2) {
            indexes.has(block * BLOCK + Integer.parseInt(places, at, at + 2, 16) + 1, TERMS, kind, value);
        }
        return true;
    }

    /** Hands every record to the check, in the order of the chain. */
    void check(ChainCheck chain) throws BadRecord {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + String.join(", ", COLUMNS) + " FROM records NOT INDEXED ORDER BY sequence")) {
            while (row.next()) {
                ClaimedRecord record = record(row, chain.size() + 1);
                ChainCheck.Terms terms = chain.next(record);
                rulesets.next(record);
                tables.next(record);
                askIndexes(record, terms);
                if (!indexes.agree(record.sequence())) {
                    throw new BadRecord(
                            record.sequence(),
                            record.id(),
                            "an index by which it is found does not say what the record says");
                }
            }
        } catch (SQLException damaged) {
            throw new BadRecord(
                    chain.size() + 1, null, "it cannot be read, the file is damaged: " + damaged.getMessage());
        }
        long beyond = indexes.beyond(chain.size());
        if (beyond != 0) {
            throw new BadRecord(beyond, null, "it is missing, but an index names it");
        }
        if (meaningless > 0) {
            throw new BadRecord("the search index has " + meaningless + " rows that name no records");
        }
    }

    /**
     * Whether the search index must name a record: it holds whole blocks only. Where records were cut off at the end, the size in
     * the head and the rows of their block still show that the block was whole.
     */
    private boolean isInSearchIndex(long sequence) {
        long block = (sequence - 1) / BLOCK;
        return !inBlocks || block < size / BLOCK || block < head / BLOCK && blocks.contains(block);
    }

    private void askIndexes(ClaimedRecord record, ChainCheck.Terms terms) {
        long sequence = record.sequence();
        indexes.asks(sequence, "sqlite_autoindex_records_1", record.id());
        indexes.asks(sequence, "sqlite_autoindex_records_2", record.actor(), record.idempotencyKey());
        indexes.asks(sequence, "records_at", record.at());
        if (terms == null || !isInSearchIndex(sequence)) {
            return;
        }
        Set<List<String>> asked = new HashSet<>();
        if (terms.reference() != null) {
            asked.add(Arrays.asList("REFERENCE", leading(terms.reference())));
        }
        if (terms.outcome() != null) {
            asked.add(Arrays.asList("OUTCOME", leading(terms.outcome())));
        }
        asked.add(Arrays.asList("RULESET", leading(record.rulesetVersion())));
        terms.provisions().forEach(provision -> asked.add(Arrays.asList("PROVISION", leading(provision))));
        terms.parties().forEach(party -> asked.add(Arrays.asList("PARTY", leading(party))));
        asked.forEach(term -> indexes.asks(sequence, TERMS, term.get(0), term.get(1)));
    }

    /** As many characters of a value as the search index holds. */
    private String leading(String value) {
        return inBlocks && value != null && value.codePointCount(0, value.length()) > VALUE_MAX
                ? value.substring(0, value.offsetByCodePoints(0, VALUE_MAX))
                : value;
    }

    /** A column does not hold the type that was written. */
    private static final class WrongType extends Exception {

        private static final long serialVersionUID = 1L;

        WrongType(String column) {
            super("its column `" + column + "` does not hold what was written", null, false, false);
        }
    }

    private static String text(ResultSet row, int column, String name) throws SQLException, WrongType {
        Object value = row.getObject(column);
        if (value != null && !(value instanceof String)) {
            throw new WrongType(name);
        }
        return (String) value;
    }

    private static byte[] bytes(ResultSet row, int column, String name) throws SQLException, WrongType {
        Object value = row.getObject(column);
        if (value != null && !(value instanceof byte[])) {
            throw new WrongType(name);
        }
        return (byte[]) value;
    }

    private static ClaimedRecord record(ResultSet row, long expected) throws SQLException, BadRecord {
        try {
            String[] texts = new String[16];
            for (int column = 2; column <= 15; column++) {
                texts[column] = text(row, column, COLUMNS[column - 1]);
            }
            for (int column : new int[] {2, 3, 4, 5, 10, 12, 13}) {
                if (texts[column] == null) {
                    throw new WrongType(COLUMNS[column - 1]);
                }
            }
            byte[] answer = bytes(row, 17, "answer");
            if (answer == null) {
                throw new WrongType("answer");
            }
            return new ClaimedRecord(
                    row.getLong(1),
                    texts[2],
                    texts[3],
                    texts[4],
                    texts[5],
                    texts[6],
                    texts[7],
                    texts[8],
                    texts[9],
                    texts[10],
                    texts[11],
                    texts[12],
                    texts[13],
                    texts[14],
                    texts[15],
                    bytes(row, 16, "facts"),
                    answer);
        } catch (WrongType wrong) {
            throw new BadRecord(expected, null, wrong.getMessage());
        }
    }

    /** Whether events tell everything that the file holds, and not of rulesets alone, as in stores of an earlier shape. */
    boolean isTold() {
        return number("SELECT count(*) FROM pragma_table_info('rulesets') WHERE name = 'authors'") == 1;
    }

    /** Compares the versions of the rules, and all other tables, with what the records say of them. */
    void checkTables(String store) throws BadRecord {
        rulesets.end(connection, isTold());
        tables.end(connection, store, isTold());
    }

    /** Asks SQLite itself whether the file is whole, after all records were found well. */
    void checkFile() throws BadRecord {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw new BadRecord("the records are well, but the file is damaged: " + row.getString(1));
            }
        } catch (SQLException damaged) {
            throw new BadRecord("the records are well, but the file is damaged: " + damaged.getMessage());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
