package guanka.records;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far each receiver was told, and which instance tells it: the rows of table {@code deliveries}, within a transaction. */
final class Deliveries {

    private static final Duration LONGEST_TURN = Duration.ofHours(1);

    private Deliveries() {}

    /** A new receiver is told what comes from now on. */
    static long begin(Transaction transaction, String receiver, String owner, Instant until) throws SQLException {
        long told = transaction.size();
        transaction
                .statements()
                .update(
                        "INSERT INTO deliveries (receiver, told, owner, leased_until) VALUES (?, ?, ?, ?)",
                        receiver,
                        told,
                        owner,
                        Texts.of(until));
        Witness.delivered(transaction, receiver, told);
        return told;
    }

    static boolean isThere(Transaction transaction, String receiver) throws SQLException {
        PreparedStatement there = transaction.statements().of("SELECT 1 FROM deliveries WHERE receiver = ?");
        Statements.bind(there, receiver);
        try (ResultSet row = there.executeQuery()) {
            return row.next();
        }
    }

    /** How far a receiver was told, empty where there is none such, or another instance tells it. */
    static Optional<Long> claim(Transaction transaction, String receiver, String owner, Instant now, Instant until)
            throws SQLException {
        Statements statements = transaction.statements();
        PreparedStatement there = statements.of("SELECT told, owner, leased_until FROM deliveries WHERE receiver = ?");
        Statements.bind(there, receiver);
        long told;
        try (ResultSet row = there.executeQuery()) {
            if (!row.next() || !owner.equals(row.getString(2)) && isLeased(row.getString(3), now)) {
                return Optional.empty();
            }
            told = row.getLong(1);
        }
        Told.delivery(transaction, receiver, told);
        statements.update(
                "UPDATE deliveries SET owner = ?, leased_until = ? WHERE receiver = ?",
                owner,
                Texts.of(until),
                receiver);
        return Optional.of(told);
    }

    /** No instance takes a turn as long as that: who tells is in no event, and a longer one somebody wrote past the store. */
    private static boolean isLeased(String leasedUntil, Instant now) {
        return leasedUntil != null
                && leasedUntil.compareTo(Texts.of(now)) > 0
                && leasedUntil.compareTo(Texts.of(Instant.now().plus(LONGEST_TURN))) <= 0;
    }

    /** Whether it still was this owner's turn, and the receiver had less. */
    static boolean delivered(Transaction transaction, String receiver, String owner, long sequence, Instant until)
            throws SQLException {
        PreparedStatement there =
                transaction.statements().of("SELECT told FROM deliveries WHERE receiver = ? AND owner = ?");
        Statements.bind(there, receiver, owner);
        try (ResultSet row = there.executeQuery()) {
            if (row.next()) {
                Told.delivery(transaction, receiver, row.getLong(1));
            }
        }
        int changed = transaction
                .statements()
                .update(
                        "UPDATE deliveries SET told = ?, leased_until = ? WHERE receiver = ? AND owner = ? AND told < ?",
                        sequence,
                        Texts.of(until),
                        receiver,
                        owner,
                        sequence);
        if (changed == 1) {
            Witness.delivered(transaction, receiver, sequence);
        }
        return changed == 1;
    }
}
