package guanka.records;

import guanka.records.chain.CheckpointKey;
import guanka.records.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that writes. All tasks that wait are written in one transaction with one sync, and acknowledged after it. Their
 * callers are notified on another thread, so that the next transaction begins at once.
 */
final class Writer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAIT_SECONDS = 120;
    /** A transaction that takes longer means that the disk does not answer. */
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final String CLOSED = "the record store is closed";
    private static final String ENDED = "the thread that writes has ended";
    private static final String STALLED = "the thread that writes makes no progress";

    private final Database database;
    private final CheckpointKey key;
    private final int batchMax;
    private final TaskQueue waiting;
    private final TermIndex index = new TermIndex();
    private final WriterCounts counts = new WriterCounts();
    private final CheckpointTimes checkpoints;
    private final ExecutorService answers =
            Executors.newSingleThreadExecutor(task -> daemon(task, "guanka-records-told"));
    private final Thread thread = daemon(this::work, "guanka-records-writer");

    private Connection connection;
    private Statements statements;
    private volatile String down;
    private volatile long records;
    private volatile boolean closing;
    private volatile long lastTurn = System.nanoTime();
    private long lastWrite = System.nanoTime();

    Writer(Database database, CheckpointKey key, int queueMax, int batchMax) throws SQLException {
        this.database = database;
        this.key = key;
        this.batchMax = batchMax;
        this.waiting = new TaskQueue(queueMax);
        connect();
        Transaction head = Transaction.begin(statements, index, database);
        records = head.size();
        connection.rollback();
        checkpoints = new CheckpointTimes(records);
        thread.start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes a task, or fails it at once. */
    <T> CompletableFuture<T> submit(WriteTask<T> task) {
        String reason = whyNot();
        if (reason != null) {
            counts.refused();
            task.fail(new StoreUnavailable(reason));
        } else if (!waiting.offer(task)) {
            counts.refused();
            task.fail(new QueueFull());
        } else if (closing && !thread.isAlive()) {
            waiting.all().forEach(late -> late.fail(new StoreUnavailable(CLOSED)));
        }
        return task.promise();
    }

    /** Waits until a task is on disk; not for threads that may not wait. */
    <T> T await(WriteTask<T> task) {
        try {
            return submit(task).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            throw new StoreUnavailable("the record store does not answer in time", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while a record was written", interrupted);
        }
    }

    StoreState state() {
        String reason = whyNot();
        return new StoreState(database.kind(), reason == null, reason, waiting.count(), records);
    }

    /** Why nothing is written; null where all is well. */
    private String whyNot() {
        if (closing) {
            return CLOSED;
        }
        if (!thread.isAlive()) {
            return ENDED;
        }
        return down == null && System.nanoTime() - lastTurn > STALLED_NANOS ? STALLED : down;
    }

    WriterFigures figures() {
        return counts.figures(waiting.highest());
    }

    private void work() {
        try {
            workUntilClosed();
        } finally {
            failAll(waiting.all(), new StoreUnavailable(closing ? CLOSED : ENDED));
        }
    }

    private void workUntilClosed() {
        while (!closing || waiting.count() > 0) {
            lastTurn = System.nanoTime();
            try {
                List<WriteTask<?>> tasks = waiting.take(batchMax, PROBE_NANOS);
                if (down != null) {
                    failAll(tasks, new StoreUnavailable(down));
                    probe(true);
                } else if (!tasks.isEmpty()) {
                    write(tasks);
                } else {
                    look();
                }
            } catch (InterruptedException stop) {
                closing = true;
            }
        }
    }

    /** While nobody writes. */
    private void look() {
        try {
            database.mustBeInPlace();
        } catch (SQLException displaced) {
            down(displaced);
            return;
        }
        if (System.nanoTime() - lastWrite > QUIET_NANOS) {
            probe(false);
        }
    }

    private void write(List<WriteTask<?>> tasks) {
        try {
            database.mustBeInPlace();
            if (commit(tasks)) {
                answers.execute(() -> tasks.forEach(WriteTask::tell));
                tidy();
            }
        } catch (SQLException failure) {
            rollback();
            if (failure instanceof DamagedRow) {
                oneByOne(
                        tasks,
                        new StoreUnavailable("a record that this concerns was changed and cannot be read", failure));
            } else if (database.blamesData(failure)) {
                oneByOne(tasks, new IllegalArgumentException("the record cannot be kept as it is", failure));
            } else {
                down(failure);
                failAll(tasks, new StoreUnavailable(down, failure));
            }
        } catch (RuntimeException | Error fault) {
            rollback();
            if (fault instanceof VirtualMachineError broken) {
                // whatever else it broke, nothing more is acknowledged by this thread
                failAll(tasks, new StoreUnavailable(ENDED, broken));
                throw broken;
            }
            oneByOne(tasks, new IllegalStateException("a record could not be written", fault));
        }
    }

    /** Writes the tasks of a failed transaction one by one, so that a faulty task fails alone. */
    private void oneByOne(List<WriteTask<?>> tasks, RuntimeException why) {
        if (tasks.size() == 1) {
            answers.execute(() -> tasks.get(0).fail(why));
            return;
        }
        for (WriteTask<?> task : tasks) {
            if (down == null) {
                write(List.of(task));
            } else {
                failAll(List.of(task), new StoreUnavailable(down));
            }
        }
    }

    /** Maintenance between transactions; its failure does not undo or repeat what was committed. */
    private void tidy() {
        try {
            if (connection != null) {
                database.committed(connection);
            }
        } catch (SQLException | RuntimeException later) {
            LOG.log(System.Logger.Level.DEBUG, "the store was not tidied between two transactions", later);
            disconnect();
        }
    }

    /** Whether the tasks are on disk; where not, they have been failed. */
    private boolean commit(List<WriteTask<?>> tasks) throws SQLException {
        if (connection == null) {
            connect();
        }
        Transaction transaction = Transaction.begin(statements, index, database);
        try {
            IdempotencyKeys.lookUp(transaction, tasks);
            for (WriteTask<?> task : tasks) {
                task.run(transaction);
            }
            boolean signed = checkpoints.due(transaction.size());
            if (signed) {
                transaction.sign(key, Instant.now());
            }
            transaction.finish();
            long began = System.nanoTime();
            try {
                connection.commit();
            } catch (SQLException unknown) {
                return settle(tasks, transaction, unknown);
            }
            // asked again behind the sync: what is acknowledged was then in the file that the next start opens
            database.mustBeInPlace();
            lastWrite = System.nanoTime();
            counts.committed(transaction.appended(), lastWrite - began);
            records = transaction.size();
            if (signed) {
                checkpoints.signed(records);
            }
        } catch (SQLException | RuntimeException | Error failure) {
            transaction.forget();
            throw failure;
        }
        if (transaction.erased()) {
            scrub();
        }
        return true;
    }

    /** Removes erased data from the database's own log too; where that fails now, it happens later. */
    private void scrub() {
        try {
            database.scrub(connection);
        } catch (SQLException later) {
            LOG.log(System.Logger.Level.WARNING, "what was erased stays in the log of the store for a while");
            disconnect();
        }
    }

    /** After a commit of unknown outcome: looks whether its last record is there, and answers accordingly. */
    private boolean settle(List<WriteTask<?>> tasks, Transaction transaction, SQLException failure)
            throws SQLException {
        rollback();
        disconnect();
        try {
            connect();
            Transaction now = Transaction.begin(statements, index, database);
            PreparedStatement last = statements.of("SELECT hash FROM records WHERE sequence = ?");
            last.setLong(1, transaction.size());
            try (ResultSet row = last.executeQuery()) {
                if (transaction.appended() > 0 && row.next() && row.getString(1).equals(transaction.hash())) {
                    records = now.size();
                    return true;
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException stillGone) {
            failure.addSuppressed(stillGone);
        }
        throw failure;
    }

    private void probe(boolean thorough) {
        try {
            if (connection == null) {
                connect();
            }
            Probe.write(connection, thorough);
            lastWrite = System.nanoTime();
            records = Transaction.begin(statements, index, database).size();
            connection.rollback();
            if (down != null) {
                LOG.log(System.Logger.Level.INFO, "the record store takes writes again");
                down = null;
            }
        } catch (SQLException failure) {
            rollback();
            down(failure);
        }
    }

    private void down(SQLException failure) {
        String reason = database.reason(failure);
        if (!reason.equals(down)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the record store takes no writes: {0} (SQLSTATE {1}, code {2})",
                    reason,
                    failure.getSQLState(),
                    String.valueOf(failure.getErrorCode()));
        }
        down = reason;
        disconnect();
    }

    private void connect() throws SQLException {
        connection = database.writer();
        statements = new Statements(connection);
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            LOG.log(System.Logger.Level.DEBUG, "closing a broken connection", gone);
        }
        connection = null;
        statements = null;
    }

    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException gone) {
            disconnect();
        }
    }

    private void failAll(List<? extends WriteTask<?>> tasks, RuntimeException why) {
        if (!tasks.isEmpty()) {
            answers.execute(() -> tasks.forEach(task -> task.fail(why)));
        }
    }

    CheckpointKey key() {
        return key;
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing = true;
        waiting.hurry();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
            failAll(waiting.all(), new StoreUnavailable(CLOSED));
            answers.shutdown();
            if (!answers.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "whoever was told of a record does not come back");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        disconnect();
    }
}
