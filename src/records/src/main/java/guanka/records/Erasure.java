package guanka.records;

import guanka.records.chain.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Erases facts and names in slices; each slice is one transaction with an event that names exactly what it erased. */
final class Erasure {

    static final String KIND = "FACTS_ERASED";

    private static final int SLICE = 2000;
    private static final String OLD = """
            SELECT sequence, parties FROM records
            WHERE kind = 'DETERMINATION' AND at < ? AND facts IS NOT NULL AND sequence > ? ORDER BY sequence LIMIT ?""";

    private final Writer writer;
    private final String olderThan;
    private final String actor;
    private final Instant at;
    private final String reason;

    /** What one slice did. */
    private record Slice(long records, long last) {}

    /** Records that follow one another. */
    private record Range(long first, long last) {}

    Erasure(Writer writer, Instant olderThan, String actor, Instant at, String reason) {
        this.writer = writer;
        this.olderThan = Texts.of(olderThan);
        this.actor = actor;
        this.at = at;
        this.reason = reason;
    }

    CompletableFuture<Long> begin() {
        return slices(0, 0);
    }

    private CompletableFuture<Long> slices(long after, long before) {
        return writer.submit(WriteTask.of(0, transaction -> slice(transaction, after)))
                .thenCompose(slice -> slice.records() < SLICE
                        ? CompletableFuture.completedFuture(before + slice.records())
                        : slices(slice.last(), before + slice.records()));
    }

    private Slice slice(Transaction transaction, long after) throws SQLException {
        transaction.send();
        Statements statements = transaction.statements();
        List<Long> sequences = new ArrayList<>();
        Map<Long, Set<String>> parties = new TreeMap<>();
        PreparedStatement old = statements.of(OLD);
        Statements.bind(old, olderThan, after, SLICE);
        try (ResultSet rows = old.executeQuery()) {
            while (rows.next()) {
                sequences.add(rows.getLong(1));
                parties.put(rows.getLong(1), names(rows.getString(2)));
            }
        }
        if (sequences.isEmpty()) {
            return new Slice(0, after);
        }
        transaction.erase(parties);
        List<Range> ranges = ranges(sequences);
        PreparedStatement facts =
                statements.of("UPDATE records SET facts = NULL, parties = NULL WHERE sequence BETWEEN ? AND ?");
        for (Range range : ranges) {
            Statements.bind(facts, range.first(), range.last());
            facts.addBatch();
        }
        facts.executeBatch();
        long last = sequences.get(sequences.size() - 1);
        transaction.append(Entry.event(KIND, at, actor, null, null, event(sequences, ranges)));
        return new Slice(sequences.size(), last);
    }

    /**
     * Names that cannot be read are erased with their record, but not from the search index: without the name its entry cannot be
     * found.
     */
    private static Set<String> names(String parties) {
        try {
            return RecordReader.names(parties);
        } catch (DamagedRow changed) {
            return Set.of();
        }
    }

    private byte[] event(List<Long> sequences, List<Range> ranges) {
        return new JsonText()
                .add("reason", reason)
                .add("olderThan", olderThan)
                .add("first", sequences.get(0))
                .add("last", sequences.get(sequences.size() - 1))
                .add("records", sequences.size())
                .addJson(
                        "ranges",
                        ranges.stream()
                                .map(range -> "[" + range.first() + "," + range.last() + "]")
                                .toList()
                                .toString()
                                .replace(" ", ""))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Range> ranges(List<Long> sequences) {
        List<Range> ranges = new ArrayList<>();
        for (long sequence : sequences) {
            Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.last() + 1 == sequence) {
                ranges.set(ranges.size() - 1, new Range(before.first(), sequence));
            } else {
                ranges.add(new Range(sequence, sequence));
            }
        }
        return ranges;
    }
}
