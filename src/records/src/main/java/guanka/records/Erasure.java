package guanka.records;

import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Erases facts and names in slices; each slice is one transaction with an event that names exactly what it erased. */
final class Erasure {

    static final String KIND = "FACTS_ERASED";

    private static final int SLICE = 2000;
    private static final long SLICE_BYTES = 32L << 20;
    private static final String OLD = """
            SELECT sequence, parties, facts, answer, answer_digest FROM records
            WHERE kind = 'DETERMINATION' AND at < ? AND facts IS NOT NULL AND sequence > ? AND sequence < ?
            ORDER BY sequence LIMIT ?""";

    /** Records dated in the future were written by a clock that ran ahead: they hold nobody else back. */
    private static final String FIRST_YOUNG =
            "SELECT coalesce(min(sequence), 9223372036854775807) FROM records WHERE at >= ? AND at <= ?";

    private final Writer writer;
    private final String olderThan;
    private final String actor;
    private final Instant at;
    private final String reason;
    private final Redaction redaction;

    /** What one slice did. */
    private record Slice(long records, long last, boolean more) {}

    /** What a slice erases. */
    private static final class Due {

        private final List<Long> sequences = new ArrayList<>();
        private final Map<Long, Set<String>> parties = new TreeMap<>();

        /** Answers without what they quoted, where they quoted anything. */
        private final Map<Long, byte[]> answers = new TreeMap<>();

        private boolean more;
    }

    /** Records that follow one another. */
    private record Range(long first, long last) {}

    Erasure(Writer writer, Instant olderThan, String actor, Instant at, String reason, Redaction redaction) {
        this.writer = writer;
        this.olderThan = Texts.of(olderThan);
        this.actor = actor;
        this.at = at;
        this.reason = reason;
        this.redaction = redaction;
    }

    CompletableFuture<Long> begin() {
        return slices(0, 0);
    }

    private CompletableFuture<Long> slices(long after, long before) {
        return writer.submit(WriteTask.of(0, transaction -> slice(transaction, after)))
                .thenCompose(slice -> !slice.more()
                        ? CompletableFuture.completedFuture(before + slice.records())
                        : slices(slice.last(), before + slice.records()));
    }

    private Slice slice(Transaction transaction, long after) throws SQLException {
        transaction.send();
        Due due = due(transaction.statements(), after);
        if (due.sequences.isEmpty()) {
            return new Slice(0, after, false);
        }
        transaction.erase(due.parties);
        List<Range> ranges = ranges(due.sequences);
        Statements statements = transaction.statements();
        PreparedStatement facts =
                statements.of("UPDATE records SET facts = NULL, parties = NULL WHERE sequence BETWEEN ? AND ?");
        facts.clearBatch();
        for (Range range : ranges) {
            Statements.bind(facts, range.first(), range.last());
            facts.addBatch();
        }
        facts.executeBatch();
        for (var answer : due.answers.entrySet()) {
            statements.update("UPDATE records SET answer = ? WHERE sequence = ?", answer.getValue(), answer.getKey());
        }
        long last = due.sequences.get(due.sequences.size() - 1);
        transaction.append(Entry.event(KIND, at, actor, null, null, event(due, ranges)));
        return new Slice(due.sequences.size(), last, due.more);
    }

    private Due due(Statements statements, long after) throws SQLException {
        PreparedStatement young = statements.of(FIRST_YOUNG);
        Statements.bind(young, olderThan, Texts.of(at));
        long before;
        try (ResultSet row = young.executeQuery()) {
            row.next();
            before = row.getLong(1);
        }
        PreparedStatement old = statements.of(OLD);
        old.setFetchSize(16);
        Statements.bind(old, olderThan, after, before, SLICE);
        Due due = new Due();
        long bytes = 0;
        try (ResultSet rows = old.executeQuery()) {
            while (!due.more && rows.next()) {
                long sequence = rows.getLong(1);
                byte[] given = rows.getBytes(4);
                byte[] left = without(rows.getBytes(3), given, rows.getString(5));
                due.sequences.add(sequence);
                due.parties.put(sequence, names(rows.getString(2)));
                if (!Arrays.equals(given, left)) {
                    due.answers.put(sequence, left);
                    bytes += left.length;
                }
                due.more = due.sequences.size() == SLICE || bytes > SLICE_BYTES;
            }
        }
        return due;
    }

    /** An answer that was changed behind the store stays as it is, so that the verifier finds it. */
    private byte[] without(byte[] facts, byte[] answer, String digest) {
        return Digests.hex(answer).equals(digest) ? redaction.without(facts, answer) : answer;
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

    private byte[] event(Due due, List<Range> ranges) {
        var answers = new JsonText();
        due.answers.forEach((sequence, answer) -> answers.add(String.valueOf(sequence), Digests.hex(answer)));
        return new JsonText()
                .add("reason", reason)
                .add("olderThan", olderThan)
                .add("first", due.sequences.get(0))
                .add("last", due.sequences.get(due.sequences.size() - 1))
                .add("records", due.sequences.size())
                .addJson(
                        "ranges",
                        ranges.stream()
                                .map(range -> "[" + range.first() + "," + range.last() + "]")
                                .toList()
                                .toString()
                                .replace(" ", ""))
                .addJson("answers", answers.toString())
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
