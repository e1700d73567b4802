package guanka.records;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Clearances that stand until their day, each step with its place in the chain. What changes what holds makes every watch due, in the
 * same transaction. What changes something waits for the sync: it throws {@link StoreUnavailable} or {@link QueueFull} where it is not on
 * disk, {@link WrongState} where the state does not allow it, and {@link DamagedRecord} where the row is not as the chain says. Reading
 * throws {@link StoreUnavailable} and {@link DamagedRecord}.
 */
public final class ClearanceTable {

    private static final String SELECT = """
            SELECT id, state, entry, content, said, until_day, asked_by, asked_at, approved_by, approved_at, ended_by, ended_at, ended_why
            FROM clearances""";

    private static final String LAST_EVENT = "SELECT max(sequence) FROM records WHERE kind IN ('" + Witness.CLEARANCE
            + "', '" + Witness.CLEARANCE_REMOVED + "') AND kind <> 'DETERMINATION'";
    private static final int SALT = 16;
    private static final int SLICE = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Writer writer;
    private final Reader reader;

    ClearanceTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps a clearance that somebody asks for.
     *
     * @param most how many may wait or hold
     */
    public void ask(Clearance asked, int most) {
        Texts.required("entry", asked.entry());
        Texts.required("content", asked.content());
        Texts.required("who asks", asked.askedBy());
        byte[] said = salted(asked.said());
        writer.await(WriteTask.of(said.length, transaction -> {
            if (count(transaction) >= most) {
                throw new WrongState(most + " clearances wait or hold already");
            }
            transaction
                    .statements()
                    .update(
                            """
                    INSERT INTO clearances (id, state, entry, content, said, until_day, asked_by, asked_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                            asked.id().toString(),
                            Clearance.State.ASKED.name(),
                            asked.entry(),
                            asked.content(),
                            said,
                            asked.until().toString(),
                            asked.askedBy(),
                            Texts.of(asked.askedAt()));
            Witness.clearance(transaction, asked.id(), asked.askedBy());
            return null;
        }));
    }

    private static int count(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction
                .statements()
                .of("SELECT count(*) FROM clearances WHERE state <> 'ENDED'")
                .executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Approves one that was asked for.
     *
     * @param fourEyes whether whoever asked may not approve; {@link SamePerson} where that is the approver
     */
    public Clearance approve(UUID id, String approver, boolean fourEyes, Instant at) {
        Texts.required("approver", approver);
        return writer.await(WriteTask.of(0, transaction -> {
            Clearance before = held(transaction, id);
            if (before.state() != Clearance.State.ASKED) {
                throw new WrongState("clearance " + id + " does not wait for approval");
            }
            if (fourEyes && Persons.areOne(approver, before.askedBy())) {
                throw new SamePerson(
                        "`" + approver + "` asked for the clearance " + id + ", so someone else must approve it");
            }
            transaction
                    .statements()
                    .update(
                            "UPDATE clearances SET state = ?, approved_by = ?, approved_at = ? WHERE id = ?",
                            Clearance.State.APPROVED.name(),
                            approver,
                            Texts.of(at),
                            id.toString());
            Witness.clearance(transaction, id, approver);
            WatchTable.allDue(transaction, at);
            return existing(transaction, id);
        }));
    }

    /** Refuses, withdraws or revokes one, which holds no longer from now on. */
    public Clearance end(UUID id, String actor, String why, Instant at) {
        Texts.required("who ends it", actor);
        byte[] said = salted(why);
        return writer.await(WriteTask.of(said.length, transaction -> {
            Clearance before = held(transaction, id);
            if (before.state() == Clearance.State.ENDED) {
                throw new WrongState("clearance " + id + " has ended already");
            }
            transaction
                    .statements()
                    .update(
                            "UPDATE clearances SET state = ?, ended_by = ?, ended_at = ?, ended_why = ? WHERE id = ?",
                            Clearance.State.ENDED.name(),
                            actor,
                            Texts.of(at),
                            said,
                            id.toString());
            Witness.clearance(transaction, id, actor);
            if (before.state() == Clearance.State.APPROVED) {
                WatchTable.allDue(transaction, at);
            }
            return existing(transaction, id);
        }));
    }

    /** As it is kept, which must be as the chain says. */
    private static Clearance held(Transaction transaction, UUID id) throws SQLException {
        Told.clearance(transaction, id.toString());
        return existing(transaction, id);
    }

    private static Clearance existing(Transaction transaction, UUID id) throws SQLException {
        PreparedStatement statement = transaction.statements().of(SELECT + " WHERE id = ?");
        Statements.bind(statement, id.toString());
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new WrongState("there is no clearance " + id);
            }
            return clearance(row);
        }
    }

    public Optional<Clearance> find(UUID id) {
        return reader.first(SELECT + " WHERE id = ?", ClearanceTable::clearance, id.toString());
    }

    /**
     * The newest first.
     *
     * @param before only those asked for before this one, null: from the newest
     */
    public List<Clearance> list(Clearance before, int limit) {
        return before == null
                ? reader.all(SELECT + " ORDER BY asked_at DESC, id DESC LIMIT ?", ClearanceTable::clearance, limit)
                : reader.all(
                        SELECT
                                + " WHERE asked_at < ? OR asked_at = ? AND id < ? ORDER BY asked_at DESC, id DESC LIMIT ?",
                        ClearanceTable::clearance,
                        Texts.of(before.askedAt()),
                        Texts.of(before.askedAt()),
                        before.id().toString(),
                        limit);
    }

    /** Those that were approved and not ended, whatever their last day. */
    public List<Clearance> approved() {
        return reader.all(SELECT + " WHERE state = 'APPROVED' ORDER BY asked_at, id", ClearanceTable::clearance);
    }

    /** The place of the last event about a clearance, 0 where there is none: while it is the same, so is what holds. */
    public long lastEvent() {
        return reader.first(LAST_EVENT, row -> row.getLong(1)).orElse(0L);
    }

    /**
     * Removes those that ended, or whose last day passed, before an instant, with the names that they hold.
     *
     * @return how many
     */
    public int removeOld(Instant before) {
        String day = before.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        int removed = 0;
        int slice;
        do {
            slice = writer.await(WriteTask.of(0, transaction -> remove(transaction, Texts.of(before), day)));
            removed += slice;
        } while (slice == SLICE);
        return removed;
    }

    private static int remove(Transaction transaction, String limit, String day) throws SQLException {
        PreparedStatement old = transaction
                .statements()
                .of("SELECT id FROM clearances WHERE ended_at < ? OR until_day < ? ORDER BY asked_at, id LIMIT ?");
        Statements.bind(old, limit, day, SLICE);
        List<String> ids = new ArrayList<>();
        try (ResultSet row = old.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        int removed = 0;
        for (String id : ids) {
            // what was changed behind the store stays, so that it is found when the records are verified
            if (!Told.holds(Told::clearance, transaction, id)) {
                continue;
            }
            removed++;
            transaction.statements().update("DELETE FROM clearances WHERE id = ?", id);
            Witness.clearanceRemoved(transaction, id);
        }
        if (removed > 0) {
            transaction.erases();
        }
        return removed;
    }

    private static byte[] salted(String said) {
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] salted = Arrays.copyOf(salt, SALT + text.length);
        System.arraycopy(text, 0, salted, SALT, text.length);
        return salted;
    }

    private static String unsalted(byte[] said) {
        return said == null ? null : new String(said, SALT, said.length - SALT, StandardCharsets.UTF_8);
    }

    private static Clearance clearance(ResultSet row) throws SQLException {
        try {
            return new Clearance(
                    UUID.fromString(row.getString(1)),
                    Clearance.State.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    unsalted(row.getBytes(5)),
                    LocalDate.parse(row.getString(6)),
                    row.getString(7),
                    Texts.instant(row.getString(8)),
                    row.getString(9),
                    Texts.instant(row.getString(10)),
                    row.getString(11),
                    Texts.instant(row.getString(12)),
                    unsalted(row.getBytes(13)));
        } catch (RuntimeException changed) {
            throw new DamagedRow("a clearance was altered", changed);
        }
    }
}
