package guanka.records.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves committed pages from SQLite's write-ahead log into the database file on a thread of its own, while the writer continues.
 * The writer itself moves the few pages added meanwhile, after which the log starts over.
 */
final class WriteAheadLog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WriteAheadLog.class.getName());
    private static final long PAUSE_MILLIS = 20;

    private final Connection connection;
    private final int pages;
    private final Thread thread = new Thread(this::work, "guanka-records-log");
    private final ReentrantLock moving = new ReentrantLock();
    private volatile boolean restWaits;
    private volatile boolean closing;

    /** Takes a connection of its own, and moves whenever so many pages wait in the log. */
    WriteAheadLog(Connection connection, int pages) {
        this.connection = connection;
        this.pages = pages;
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        while (!closing) {
            LockSupport.park();
            try {
                Thread.sleep(PAUSE_MILLIS);
                if (waiting() >= pages) {
                    move(connection);
                    // the second time there is little left, and less for the writer
                    move(connection);
                    restWaits = true;
                }
            } catch (SQLException later) {
                // the writer will meet and report the same failure; until then it moves the log itself
                LOG.log(System.Logger.Level.DEBUG, "the log of the store was not moved", later);
            } catch (InterruptedException stop) {
                closing = true;
            }
        }
    }

    private int waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return row.next() ? row.getInt(2) - row.getInt(3) : 0;
        }
    }

    /** Between two transactions of the writer, which never waits for this. */
    void committed(Connection writer) throws SQLException {
        LockSupport.unpark(thread);
        if (restWaits && moving.tryLock()) {
            try {
                restWaits = false;
                writer.setAutoCommit(true);
                move(writer);
            } finally {
                moving.unlock();
                writer.setAutoCommit(false);
            }
        }
    }

    private void move(Connection by) throws SQLException {
        moving.lock();
        try (Statement statement = by.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } finally {
            moving.unlock();
        }
    }

    /** Moves everything, waits for readers, and leaves the log empty. */
    void empty(Connection writer) throws SQLException {
        moving.lock();
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            moving.unlock();
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.log(System.Logger.Level.DEBUG, "closing a broken connection", gone);
        }
    }
}
