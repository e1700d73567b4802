package guanka.records;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Receivers that owners of watches named, and how far each was told. What changes something waits for the sync: it throws {@link
 * StoreUnavailable} or {@link QueueFull} where it is not on disk. Reading throws {@link StoreUnavailable}.
 */
public final class SubscriptionTable {

    private static final String COLUMNS = "s.id, s.owner, s.url, s.secret, s.created_at, s.verify_until, s.state";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM subscriptions s";

    /** Those that have something to be told, or are to prove that they want to be. */
    private static final String WAITING = "SELECT " + COLUMNS
            + " FROM subscriptions s JOIN deliveries d ON d.receiver = 'subscription/' || s.id"
            + " WHERE s.state = 'PENDING' OR s.state = 'ACTIVE' AND EXISTS (SELECT 1 FROM records r WHERE r.kind = '"
            + WatchTable.TOLD + "' AND r.kind <> 'DETERMINATION' AND r.actor = s.owner AND r.sequence > d.told)"
            + " ORDER BY s.id";

    private static final String OF_OWNER = SELECT + " WHERE s.owner = ? ORDER BY s.id";
    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Writer writer;
    private final Reader reader;

    SubscriptionTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps a receiver, which is told what comes from now on.
     *
     * @param mostOfOwner how many one owner may have
     * @return whether there was room for it
     */
    public boolean add(Subscription subscription, int mostOfOwner) {
        Texts.required("owner", subscription.owner());
        Texts.required("url", subscription.url());
        Texts.required("secret", subscription.secret());
        String id = subscription.id().toString();
        byte[] secret = salted(subscription.secret());
        return writer.await(WriteTask.of(secret.length + subscription.url().length(), transaction -> {
            if (count(transaction, subscription.owner()) >= mostOfOwner) {
                return false;
            }
            transaction
                    .statements()
                    .update(
                            """
                    INSERT INTO subscriptions (id, owner, url, secret, created_at, verify_until, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?)""",
                            id,
                            subscription.owner(),
                            subscription.url(),
                            secret,
                            Texts.of(subscription.createdAt()),
                            Texts.of(subscription.verifyUntil()),
                            subscription.state().name());
            Witness.subscription(transaction, subscription.id());
            Deliveries.begin(transaction, receiver(subscription.id()), null, null);
            return true;
        }));
    }

    private static int count(Transaction transaction, String owner) throws SQLException {
        PreparedStatement count = transaction.statements().of("SELECT count(*) FROM subscriptions WHERE owner = ?");
        Statements.bind(count, owner);
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    public Optional<Subscription> find(UUID id) {
        return reader.first(SELECT + " WHERE s.id = ?", SubscriptionTable::subscription, id.toString());
    }

    /** Those of an owner, in the order in which they came. */
    public List<Subscription> of(String owner) {
        return reader.all(OF_OWNER, SubscriptionTable::subscription, owner);
    }

    /** Those of all owners that have something to be told, or are to prove that they want to be. */
    public List<Subscription> waiting() {
        return reader.all(WAITING, SubscriptionTable::subscription);
    }

    /** Forgets a receiver and its secret. Whether the owner had it. */
    public boolean remove(String owner, UUID id) {
        return writer.await(WriteTask.of(0, transaction -> {
            Told.subscription(transaction, id.toString());
            int removed = transaction
                    .statements()
                    .update("DELETE FROM subscriptions WHERE id = ? AND owner = ?", id.toString(), owner);
            if (removed == 1) {
                transaction.statements().update("DELETE FROM deliveries WHERE receiver = ?", receiver(id));
                Witness.subscriptionRemoved(transaction, id, owner, receiver(id));
                transaction.erases();
            }
            return removed == 1;
        }));
    }

    /** Keeps whether a receiver that was to prove itself did so. */
    public void settle(UUID id, boolean proved) {
        Subscription.State state = proved ? Subscription.State.ACTIVE : Subscription.State.UNVERIFIED;
        writer.await(WriteTask.of(0, transaction -> {
            Told.subscription(transaction, id.toString());
            int changed = transaction
                    .statements()
                    .update(
                            "UPDATE subscriptions SET state = ? WHERE id = ? AND state = 'PENDING'",
                            state.name(),
                            id.toString());
            if (changed == 1) {
                Witness.subscription(transaction, id);
            }
            return null;
        }));
    }

    /**
     * How far a receiver was told, where it is this instance's turn to tell it.
     *
     * @return place of the last event that it has, empty where another instance tells it or it is gone
     */
    public Optional<Long> claim(UUID id, String instance, Instant now, Instant until) {
        return writer.await(
                WriteTask.of(0, transaction -> Deliveries.claim(transaction, receiver(id), instance, now, until)));
    }

    /** Ends this instance's turn: the receiver has everything up to an event. */
    public void release(UUID id, String instance, long told, Instant now) {
        writer.await(WriteTask.of(0, transaction -> {
            if (!Deliveries.delivered(transaction, receiver(id), instance, told, now)) {
                transaction
                        .statements()
                        .update(
                                "UPDATE deliveries SET leased_until = ? WHERE receiver = ? AND owner = ?",
                                Texts.of(now),
                                receiver(id),
                                instance);
            }
            return null;
        }));
    }

    private static String receiver(UUID id) {
        return "subscription/" + id;
    }

    private static byte[] salted(String secret) {
        byte[] text = secret.getBytes(StandardCharsets.UTF_8);
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] salted = Arrays.copyOf(salt, SALT + text.length);
        System.arraycopy(text, 0, salted, SALT, text.length);
        return salted;
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        try {
            byte[] secret = row.getBytes(4);
            return new Subscription(
                    UUID.fromString(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    new String(secret, SALT, secret.length - SALT, StandardCharsets.UTF_8),
                    Texts.instant(row.getString(5)),
                    Texts.instant(row.getString(6)),
                    Subscription.State.valueOf(row.getString(7)));
        } catch (RuntimeException changed) {
            throw new DamagedRow("a subscription was altered", changed);
        }
    }
}
