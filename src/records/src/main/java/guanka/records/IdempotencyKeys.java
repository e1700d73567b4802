package guanka.records;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks up which idempotency keys were used, many at a time. */
final class IdempotencyKeys {

    private static final int MANY = 64;
    private static final String ONE = sql(1);
    private static final String SOME = sql(MANY);

    private IdempotencyKeys() {}

    private static String sql(int keys) {
        return RecordReader.SELECT + " FROM (VALUES (?, ?)" + ", (?, ?)".repeat(keys - 1)
                + ") AS k JOIN records r ON r.actor = k.column1 AND r.idempotency_key = k.column2";
    }

    /** Puts the earlier uses of all keys of these tasks into the transaction. */
    static void lookUp(Transaction transaction, List<? extends WriteTask<?>> tasks) throws SQLException {
        Set<Transaction.Key> keys = new LinkedHashSet<>();
        for (WriteTask<?> task : tasks) {
            for (Entry entry : task.keyed()) {
                keys.add(new Transaction.Key(entry.actor(), entry.idempotencyKey()));
            }
        }
        List<Transaction.Key> open = new ArrayList<>(keys);
        int from = 0;
        while (from < open.size()) {
            int count = open.size() - from < MANY / 8 ? 1 : MANY;
            some(transaction, open.subList(from, Math.min(open.size(), from + count)), count == 1 ? ONE : SOME, count);
            from += count;
        }
    }

    /** Keys that are fewer than the statement's places fill the rest with the last. */
    private static void some(Transaction transaction, List<Transaction.Key> keys, String sql, int places)
            throws SQLException {
        PreparedStatement statement = transaction.statements().of(sql);
        for (int i = 0; i < places; i++) {
            Transaction.Key key = keys.get(Math.min(i, keys.size() - 1));
            statement.setString(2 * i + 1, key.actor());
            statement.setString(2 * i + 2, key.key());
        }
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                StoredDetermination earlier = RecordReader.determination(rows);
                transaction
                        .uses()
                        .put(
                                new Transaction.Key(earlier.actor(), earlier.idempotencyKey()),
                                new Transaction.Use(earlier, rows.getString(RecordReader.FACTS_DIGEST)));
            }
        }
    }
}
