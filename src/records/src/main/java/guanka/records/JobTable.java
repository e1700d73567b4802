package guanka.records;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Jobs and their parts. A part is worked on by one owner at a time; an owner that does not come back within its lease loses the part
 * to another.
 *
 * <p>What changes something waits for the sync: it throws {@link StoreUnavailable} or {@link QueueFull} where it is not on disk,
 * {@link WrongState} where the job's state forbids it, {@link DamagedRecord} where a row is not as the chain says, and is not for
 * threads that may not wait. Reading throws {@link StoreUnavailable}.
 */
public final class JobTable {

    private static final String SELECT = """
            SELECT j.id, j.state, j.actor, j.submitted_at, j.finished_at, j.ruleset_version, coalesce(sum(p.lines), 0), count(p.part),
              coalesce(sum(CASE WHEN p.state = 'DONE' THEN p.lines END), 0),
              count(CASE WHEN p.state = 'DONE' THEN 1 END), coalesce(sum(p.problems), 0), j.recorded, j.kind, j.since_version,
              j.submission
            FROM jobs j LEFT JOIN job_parts p ON p.job = j.id""";
    private static final String GROUP =
            " GROUP BY j.id, j.state, j.actor, j.submitted_at, j.finished_at, j.ruleset_version, j.recorded, j.kind,"
                    + " j.since_version, j.submission";
    private static final String NEWEST_FIRST = " ORDER BY j.submitted_at DESC, j.id LIMIT ?";
    private static final String NOT_RECORDED = "false";
    /** Callers in turn by their names, from the one after the last that was served; of each the oldest job. */
    private static final String FREE = """
            SELECT j.id, j.actor FROM jobs j
            WHERE j.state IN ('QUEUED', 'RUNNING') AND EXISTS (SELECT 1 FROM job_parts p WHERE p.job = j.id AND p.state <> 'DONE'
              AND (p.state = 'WAITING' OR p.state = 'TAKEN' AND p.leased_until <= ?))
            ORDER BY CASE WHEN j.actor > ? THEN 0 ELSE 1 END, j.actor, j.submitted_at, j.id LIMIT 1 OFFSET ?""";

    private static final String FREE_PART = """
            SELECT part FROM job_parts p WHERE p.job = ? AND p.state <> 'DONE'
              AND (p.state = 'WAITING' OR p.state = 'TAKEN' AND p.leased_until <= ?) ORDER BY part LIMIT 1""";
    private static final String OPEN_PART =
            "SELECT part FROM job_parts p WHERE p.job = ? AND p.state <> 'DONE' LIMIT 1";
    private static final String CLAIMED = """
            SELECT j.id, j.actor, j.ruleset_version, p.part, p.first_line, p.lines, p.input, p.attempts, j.recorded, j.kind,
              j.since_version
            FROM jobs j JOIN job_parts p ON p.job = j.id WHERE p.job = ? AND p.part = ?""";

    private static final String OLD = """
            SELECT id FROM jobs WHERE finished_at < ? OR state = 'RECEIVING' AND submitted_at < ? ORDER BY submitted_at, id
            LIMIT 1 OFFSET ?""";

    private static final String WAITING = """
            SELECT count(DISTINCT j.id), coalesce(sum(length(p.input)), 0)
            FROM jobs j LEFT JOIN job_parts p ON p.job = j.id AND p.state <> 'DONE'
            WHERE j.actor = ? AND j.state IN ('RECEIVING', 'QUEUED', 'RUNNING')""";

    /** Parts that are removed together. */
    private static final int SLICE = 64;

    private final Writer writer;
    private final Reader reader;

    /** The actor of the part that was claimed last; only the writer's thread changes it. */
    private volatile String served = "";

    JobTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** A new job whose determinations are recorded, without a key. */
    public Job create(UUID id, String actor, Instant submittedAt, String rulesetVersion) {
        return create(NewJob.ofShipments(id, actor, submittedAt, rulesetVersion, null, true));
    }

    /**
     * A new job, whose lines are to come.
     *
     * @return the new job; the earlier one of the key where there is one whose lines have all come in. One whose lines have not is
     *     failed: whoever was handing it in has begun anew
     */
    public Job create(NewJob job) {
        UUID id = job.id();
        String actor = job.actor();
        String key = job.key();
        Instant submittedAt = job.submittedAt();
        Texts.required("actor", actor);
        Texts.optional("ruleset version", job.rulesetVersion());
        Texts.optional("earlier version", job.since());
        return writer.await(WriteTask.of(0, transaction -> {
            UUID earlier = key == null ? null : ofKey(transaction, actor, key);
            if (earlier != null && existing(transaction, earlier).state() != JobState.RECEIVING) {
                return existing(transaction, earlier);
            }
            if (earlier != null) {
                Told.job(transaction, earlier.toString());
                end(transaction, earlier, JobState.FAILED, submittedAt);
            }
            transaction
                    .statements()
                    .update(
                            """
                            INSERT INTO jobs (id, state, actor, submitted_at, ruleset_version, idempotency_key, recorded, kind, since_version)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                            id.toString(),
                            JobState.RECEIVING.name(),
                            actor,
                            Texts.of(submittedAt),
                            job.rulesetVersion(),
                            key,
                            job.recorded() ? null : NOT_RECORDED,
                            job.kind() == JobKind.DETERMINATIONS
                                    ? null
                                    : job.kind().name(),
                            job.since());
            Witness.job(transaction, id);
            return existing(transaction, id);
        }));
    }

    /**
     * What one actor's jobs hold that have not ended.
     *
     * @param jobs  how many there are
     * @param bytes of lines that wait, as they are kept
     */
    public record Waiting(long jobs, long bytes) {}

    /** What waits of one actor. */
    public Waiting waiting(String actor) {
        return reader.first(WAITING, row -> new Waiting(row.getLong(1), row.getLong(2)), actor)
                .orElseThrow();
    }

    private static JobKind kind(String kept) {
        return kept == null ? JobKind.DETERMINATIONS : JobKind.valueOf(kept);
    }

    private static UUID ofKey(Transaction transaction, String actor, String key) throws SQLException {
        PreparedStatement found =
                transaction.statements().of("SELECT id FROM jobs WHERE actor = ? AND idempotency_key = ?");
        Statements.bind(found, actor, key);
        try (ResultSet row = found.executeQuery()) {
            return row.next() ? UUID.fromString(row.getString(1)) : null;
        }
    }

    /**
     * Lines of a job that is still coming in.
     *
     * @param part      number, from 1, one after the other
     * @param firstLine number of the first line in the job, from 1
     * @param lines     how many
     * @param input     the lines; kept packed
     * @return how many bytes are kept
     */
    public int addPart(UUID job, int part, long firstLine, int lines, byte[] input) {
        byte[] packed = Gzip.pack(input);
        writer.await(WriteTask.of(packed.length, transaction -> {
            mustBe(transaction, job, JobState.RECEIVING);
            transaction.statements().update("""
                            INSERT INTO job_parts (job, part, first_line, lines, state, problems, input)
                            VALUES (?, ?, ?, ?, 'WAITING', 0, ?)""", job.toString(), part, firstLine, lines, packed);
            Witness.part(transaction, job, part);
            return null;
        }));
        return packed.length;
    }

    /** All lines are here: the job is queued, or done where it has no line. */
    public Job close(UUID job, Instant at) {
        return close(job, at, null);
    }

    /** @param submission digest of what was asked for and of every line, by which the same job is known again, or null */
    public Job close(UUID job, Instant at, String submission) {
        return writer.await(WriteTask.of(0, transaction -> {
            Told.job(transaction, job.toString());
            Job received = in(transaction, job, JobState.RECEIVING);
            transaction.statements().update("UPDATE jobs SET submission = ? WHERE id = ?", submission, job.toString());
            if (received.parts() == 0) {
                end(transaction, job, JobState.DONE, at);
            } else {
                state(transaction, job, JobState.QUEUED);
            }
            return existing(transaction, job);
        }));
    }

    /** Fails a job whose lines did not all arrive, and drops those that did. A job that is already closed is left as it is. */
    public Job abandon(UUID job, Instant at) {
        return writer.await(WriteTask.of(0, transaction -> {
            Told.job(transaction, job.toString());
            if (existing(transaction, job).state() == JobState.RECEIVING) {
                end(transaction, job, JobState.FAILED, at);
            }
            return existing(transaction, job);
        }));
    }

    /** Gives a job up: parts that have their result keep it. {@link WrongState} where it has ended already. */
    public Job cancel(UUID job, Instant at) {
        return writer.await(WriteTask.of(0, transaction -> {
            Told.job(transaction, job.toString());
            if (existing(transaction, job).state().ended()) {
                throw new WrongState("job " + job + " has ended");
            }
            end(transaction, job, JobState.CANCELLED, at);
            return existing(transaction, job);
        }));
    }

    /**
     * The next part to work on: of the caller whose turn it is, of his oldest job that has one. No other owner gets it before the
     * lease ends.
     *
     * @param owner identifies the worker
     * @param lease how long it may take, from {@code now}
     */
    public Optional<ClaimedPart> claimNext(String owner, Instant now, Duration lease) {
        Texts.required("owner", owner);
        // usually there is nothing to do: look by reading, which needs no transaction of the writer
        if (reader.first(FREE, row -> row.getString(1), Texts.of(now), served, 0)
                .isEmpty()) {
            return Optional.empty();
        }
        return writer.await(WriteTask.of(0, transaction -> claim(transaction, owner, now, lease)))
                .map(packed -> new ClaimedPart(
                        packed.job(),
                        packed.actor(),
                        packed.rulesetVersion(),
                        packed.part(),
                        packed.firstLine(),
                        packed.lines(),
                        Gzip.unpack(packed.input()),
                        packed.recorded(),
                        packed.kind(),
                        packed.since(),
                        packed.attempt()));
    }

    private Optional<ClaimedPart> claim(Transaction transaction, String owner, Instant now, Duration lease)
            throws SQLException {
        Statements statements = transaction.statements();
        PreparedStatement claimed = statements.of(CLAIMED);
        int changed = 0;
        while (true) {
            String job;
            String actor;
            PreparedStatement free = statements.of(FREE);
            Statements.bind(free, Texts.of(now), served, changed);
            try (ResultSet row = free.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                job = row.getString(1);
                actor = row.getString(2);
            }
            PreparedStatement first = statements.of(FREE_PART);
            Statements.bind(first, job, Texts.of(now));
            int number;
            try (ResultSet part = first.executeQuery()) {
                part.next();
                number = part.getInt(1);
            }
            // one that was changed behind the store holds up no other
            if (Told.holds(Told::job, transaction, job)
                    && Told.holds((t, id) -> Told.part(t, id, number), transaction, job)) {
                Statements.bind(claimed, job, number);
                served = actor;
                break;
            }
            changed++;
        }
        ClaimedPart part;
        try (ResultSet row = claimed.executeQuery()) {
            row.next();
            part = new ClaimedPart(
                    UUID.fromString(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getInt(6),
                    row.getBytes(7),
                    row.getString(9) == null,
                    kind(row.getString(10)),
                    row.getString(11),
                    row.getInt(8) + 1);
        }
        statements.update(
                "UPDATE job_parts SET state = 'TAKEN', owner = ?, leased_until = ?, attempts = ? WHERE job = ? AND part = ?",
                owner,
                Texts.of(now.plus(lease)),
                part.attempt(),
                part.job().toString(),
                part.part());
        Witness.part(transaction, part.job(), part.part());
        state(transaction, part.job(), JobState.RUNNING);
        return Optional.of(part);
    }

    /** Whether the owner still holds the part, which it then does until the new time. */
    public boolean renew(UUID job, int part, String owner, Instant until) {
        return writer.await(WriteTask.of(
                0, transaction -> changed(transaction, job, part, """
                UPDATE job_parts SET leased_until = ? WHERE job = ? AND part = ? AND owner = ? AND state = 'TAKEN'
                  AND EXISTS (SELECT 1 FROM jobs WHERE id = job AND state = 'RUNNING')""", Texts.of(until), job.toString(), part, owner)));
    }

    /** Whether the owner gives the part back unfinished, so that another may have it at once; the attempt does not count. */
    public boolean release(UUID job, int part, String owner) {
        return writer.await(
                WriteTask.of(0, transaction -> changed(transaction, job, part, """
                UPDATE job_parts SET state = 'WAITING', owner = NULL, leased_until = NULL, attempts = attempts - 1
                WHERE job = ? AND part = ? AND owner = ? AND state = 'TAKEN'""", job.toString(), part, owner)));
    }

    /** Whether the update changed the part, which the chain then tells. */
    private static boolean changed(Transaction transaction, UUID job, int part, String update, Object... values)
            throws SQLException {
        Told.part(transaction, job.toString(), part);
        if (transaction.statements().update(update, values) != 1) {
            return false;
        }
        Witness.part(transaction, job, part);
        return true;
    }

    /**
     * Keeps what came of a part, and ends the job with its last one.
     *
     * @param owner    who claimed the part
     * @param answers  to its lines
     * @return whether it was kept; not where the owner has lost the part or the job has ended
     */
    public boolean finishPart(UUID job, int part, String owner, PartAnswers answers, Instant at) {
        PartResult result = answers.result();
        return writer.await(WriteTask.of(result.gzip().length, transaction -> {
            Told.job(transaction, job.toString());
            boolean kept = changed(
                    transaction,
                    job,
                    part,
                    """
                            UPDATE job_parts SET state = 'DONE', owner = NULL, leased_until = NULL, problems = ?, result_digest = ?,
                              result = ?, input = NULL
                            WHERE job = ? AND part = ? AND owner = ? AND state = 'TAKEN'
                              AND EXISTS (SELECT 1 FROM jobs WHERE id = job AND state = 'RUNNING')""",
                    result.problems(),
                    result.sha256(),
                    result.gzip(),
                    job.toString(),
                    part,
                    owner);
            if (kept && !hasOpenPart(transaction, job)) {
                end(transaction, job, JobState.DONE, at);
            }
            return kept;
        }));
    }

    public Optional<Job> find(UUID job) {
        return reader.first(SELECT + " WHERE j.id = ?" + GROUP, JobTable::job, job.toString());
    }

    /**
     * Jobs of an actor, the newest first.
     *
     * @param after the job after which the list goes on, or null for its beginning
     */
    public List<Job> list(String actor, Job after, int limit) {
        return after == null
                ? reader.all(SELECT + " WHERE j.actor = ?" + GROUP + NEWEST_FIRST, JobTable::job, actor, limit)
                : reader.all(
                        SELECT
                                + " WHERE j.actor = ? AND (j.submitted_at < ? OR j.submitted_at = ? AND j.id > ?)"
                                + GROUP
                                + NEWEST_FIRST,
                        JobTable::job,
                        actor,
                        Texts.of(after.submittedAt()),
                        Texts.of(after.submittedAt()),
                        after.id().toString(),
                        limit);
    }

    /**
     * Removes jobs that ended before, or began before and never came in whole, with all that came of their lines: problems quote what
     * was sent. Many go in several transactions.
     *
     * @return how many jobs
     */
    public int removeOld(Instant before) {
        String limit = Texts.of(before);
        int removed = 0;
        Removed slice;
        do {
            slice = writer.await(WriteTask.of(0, transaction -> remove(transaction, limit)));
            removed += slice.jobs();
        } while (slice.more());
        return removed;
    }

    /** What one transaction removed, and whether there is more. */
    private record Removed(int jobs, boolean more) {}

    private static Removed remove(Transaction transaction, String limit) throws SQLException {
        Statements statements = transaction.statements();
        int jobs = 0;
        int changed = 0;
        for (int parts = 0; parts < SLICE; ) {
            PreparedStatement old = statements.of(OLD);
            Statements.bind(old, limit, limit, changed);
            String job;
            try (ResultSet row = old.executeQuery()) {
                if (!row.next()) {
                    transaction.erases();
                    return new Removed(jobs, false);
                }
                job = row.getString(1);
            }
            // what was changed behind the store stays, so that it is found when the records are verified
            if (!Told.holds(Told::job, transaction, job)) {
                changed++;
                continue;
            }
            // a job in RECEIVING could still be closed, and then lack the parts removed here
            if (statements.update(
                            "UPDATE jobs SET state = 'FAILED', finished_at = submitted_at, idempotency_key = NULL WHERE id = ? AND state = 'RECEIVING'",
                            job)
                    == 1) {
                statements.update("UPDATE job_parts SET input = NULL WHERE job = ?", job);
                Witness.job(transaction, UUID.fromString(job));
            }
            int gone = removeParts(transaction, job);
            if (gone < SLICE) {
                jobs += statements.update("DELETE FROM jobs WHERE id = ?", job);
                Witness.jobRemoved(transaction, job);
            }
            parts += gone + 1;
        }
        return new Removed(jobs, true);
    }

    private static int removeParts(Transaction transaction, String job) throws SQLException {
        PreparedStatement first = transaction.statements().of("""
                SELECT min(part), max(part) FROM (SELECT part FROM job_parts WHERE job = ? ORDER BY part LIMIT ?) AS first_parts""");
        Statements.bind(first, job, SLICE);
        int from;
        int to;
        try (ResultSet row = first.executeQuery()) {
            row.next();
            from = row.getInt(1);
            to = row.getInt(2);
        }
        int gone = transaction
                .statements()
                .update("DELETE FROM job_parts WHERE job = ? AND part BETWEEN ? AND ?", job, from, to);
        if (gone > 0) {
            Witness.partsRemoved(transaction, job, from, to);
        }
        return gone;
    }

    /** The result of a part, empty while it has none. */
    public Optional<PartResult> result(UUID job, int part) {
        return reader.first(
                "SELECT result, result_digest, problems FROM job_parts WHERE job = ? AND part = ? AND state = 'DONE'",
                JobTable::result,
                job.toString(),
                part);
    }

    /** Its digest must be that of its lines. */
    private static PartResult result(ResultSet row) throws SQLException {
        var result = new PartResult(row.getBytes(1), row.getString(2), row.getInt(3));
        if (!result.isWhole()) {
            throw new DamagedRow("the result of a part of a job was changed", null);
        }
        return result;
    }

    /** The parts of a job in order. */
    public List<PartState> parts(UUID job) {
        return reader.all(
                "SELECT part, first_line, lines, state, problems, result_digest FROM job_parts WHERE job = ? ORDER BY part",
                row -> new PartState(
                        row.getInt(1),
                        row.getLong(2),
                        row.getInt(3),
                        row.getString(4).equals("DONE"),
                        row.getInt(5),
                        row.getString(6)),
                job.toString());
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                UUID.fromString(row.getString(1)),
                JobState.valueOf(row.getString(2)),
                row.getString(3),
                Texts.instant(row.getString(4)),
                Texts.instant(row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getInt(8),
                row.getLong(9),
                row.getInt(10),
                row.getLong(11),
                row.getString(12) == null,
                kind(row.getString(13)),
                row.getString(14),
                row.getString(15));
    }

    private static Job existing(Transaction transaction, UUID job) throws SQLException {
        PreparedStatement statement = transaction.statements().of(SELECT + " WHERE j.id = ?" + GROUP);
        Statements.bind(statement, job.toString());
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new WrongState("there is no job " + job);
            }
            return job(row);
        }
    }

    private static boolean hasOpenPart(Transaction transaction, UUID job) throws SQLException {
        PreparedStatement open = transaction.statements().of(OPEN_PART);
        Statements.bind(open, job.toString());
        try (ResultSet row = open.executeQuery()) {
            return row.next();
        }
    }

    /** Looks at the job alone: a sum over its parts for each of them would make a large job slower and slower. */
    private static void mustBe(Transaction transaction, UUID job, JobState state) throws SQLException {
        PreparedStatement found = transaction.statements().of("SELECT state FROM jobs WHERE id = ?");
        Statements.bind(found, job.toString());
        try (ResultSet row = found.executeQuery()) {
            if (!row.next() || !row.getString(1).equals(state.name())) {
                throw new WrongState("job " + job + " is not " + state);
            }
        }
    }

    private static Job in(Transaction transaction, UUID job, JobState state) throws SQLException {
        Job found = existing(transaction, job);
        if (found.state() != state) {
            throw new WrongState("job " + job + " is " + found.state() + ", not " + state);
        }
        return found;
    }

    private static void state(Transaction transaction, UUID job, JobState state) throws SQLException {
        int changed = transaction
                .statements()
                .update(
                        "UPDATE jobs SET state = ? WHERE id = ? AND state <> ?",
                        state.name(),
                        job.toString(),
                        state.name());
        if (changed == 1) {
            Witness.job(transaction, job);
        }
    }

    /** Lines that nobody will decide any more are dropped. A job that came to nothing leaves its key to another. */
    private static void end(Transaction transaction, UUID job, JobState state, Instant at) throws SQLException {
        if (state == JobState.FAILED) {
            transaction.statements().update("UPDATE jobs SET idempotency_key = NULL WHERE id = ?", job.toString());
        }
        transaction
                .statements()
                .update(
                        "UPDATE jobs SET state = ?, finished_at = ? WHERE id = ?",
                        state.name(),
                        Texts.of(at),
                        job.toString());
        transaction.statements().update("UPDATE job_parts SET input = NULL WHERE job = ?", job.toString());
        Witness.job(transaction, job);
    }
}
