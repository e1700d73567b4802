package guanka.records.database;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** The database that needs no server: one file, written by one connection, read by a few. */
public class Sqlite implements Database {

    private static final System.Logger LOG = System.getLogger(Sqlite.class.getName());
    private static final int READERS = 8;
    private static final int BUSY_MILLIS = 10_000;

    /** Bytes of a page in a new file: a record takes one or two, and half of the writes that pages of 4 kB would need. */
    private static final int PAGE_BYTES = 8_192;

    /** Pages in the log before they move to the file: those that are written again and again meanwhile move once. */
    private static final int LOG_PAGES = 4_096;

    /** Pages in the log at which the writer moves all of them itself, and waits. */
    private static final int LOG_PAGES_MAX = 4 * LOG_PAGES;

    private final Path file;
    private final Path wal;
    private final Path shm;
    private final String url;
    private final OpenedFiles opened = new OpenedFiles();
    private AgroalDataSource readers;
    private WriteAheadLog log;

    public Sqlite(Path file) {
        this.file = file;
        this.wal = file.resolveSibling(file.getFileName() + "-wal");
        this.shm = file.resolveSibling(file.getFileName() + "-shm");
        this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        // names that were erased may not be read from pages that are free
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
        return config;
    }

    private DataSource source() {
        var source = new SQLiteDataSource(config());
        source.setUrl(url);
        return source;
    }

    @Override
    public String kind() {
        return "sqlite";
    }

    /** The file is for its owner alone from the first byte on; its log gets the rights of the file. */
    private void mustBePrivate() {
        try {
            if (Files.notExists(file)) {
                OwnersFiles.create(file);
            }
            OwnersFiles.close(file);
            OwnersFiles.close(wal);
            OwnersFiles.close(shm);
        } catch (IOException cannot) {
            // SQLite says why the file cannot be opened
            LOG.log(System.Logger.Level.DEBUG, "the file of the records", cannot);
        }
    }

    /** The size of pages can be chosen only before the file has its log. */
    @Override
    public DataSource migrated() throws SQLException {
        mustBePrivate();
        var plain = new SQLiteDataSource();
        plain.setUrl(url);
        try (Connection first = plain.getConnection();
                Statement statement = first.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA journal_mode = WAL");
        }
        return source();
    }

    @Override
    public Map<String, String> words() {
        return Map.of("number", "INTEGER", "word", "TEXT", "bytes", "BLOB", "clustered", " WITHOUT ROWID", "alone", "");
    }

    @Override
    public synchronized Connection writer() throws SQLException {
        // opening would make an empty database, and closing the last connection to another would remove the log at its
        // path
        mustBeInPlace();
        endLog();
        Connection writer = source().getConnection();
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES_MAX);
            statement.execute("PRAGMA cache_size = -65536");
        }
        writer.setAutoCommit(false);
        try {
            log = new WriteAheadLog(source().getConnection(), LOG_PAGES);
        } catch (SQLException failure) {
            writer.close();
            throw failure;
        }
        // the file stays the same for good; those beside it are made anew when nobody had them open
        if (!opened.knows(file)) {
            opened.remember(file);
        }
        opened.remember(wal, shm);
        return writer;
    }

    private void endLog() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    @Override
    public Connection reader() throws SQLException {
        // a pool may have connections to what was there and make others to what is there now
        opened.mustBeInPlace(file);
        return readers().getConnection();
    }

    private synchronized AgroalDataSource readers() throws SQLException {
        if (readers == null) {
            readers = Pools.of(
                    url,
                    org.sqlite.JDBC.class,
                    null,
                    null,
                    READERS,
                    "PRAGMA query_only = ON",
                    Map.of("busy_timeout", String.valueOf(BUSY_MILLIS)));
        }
        return readers;
    }

    @Override
    public void mustBeInPlace() throws SQLException {
        opened.mustBeInPlace();
    }

    @Override
    public String lock() {
        return "UPDATE head SET one = 1 WHERE one = 1";
    }

    @Override
    public boolean blamesData(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code
                || code == SQLiteErrorCode.SQLITE_RANGE.code;
    }

    @Override
    public String reason(SQLException failure) {
        if (failure instanceof OpenedFiles.Displaced) {
            return failure.getMessage();
        }
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
        return switch (code) {
            case SQLITE_FULL -> "the disk of the record store is full";
            case SQLITE_READONLY, SQLITE_PERM -> "the record store may not be written";
            case SQLITE_IOERR -> "the disk of the record store does not read or write";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another process holds the record store";
            case SQLITE_CORRUPT -> "the file of the record store is damaged";
            case SQLITE_NOTADB -> "the file of the record store is not a SQLite database";
            case SQLITE_CANTOPEN -> "the file of the record store cannot be opened";
            default -> "the record store refuses to work (SQLite " + failure.getErrorCode() + ")";
        };
    }

    @Override
    public String schema() {
        return "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name";
    }

    @Override
    public String history() {
        return """
                SELECT quote(installed_rank), quote(version), quote(description), quote(type), quote(script), quote(checksum),
                  quote(installed_by), quote(installed_on), quote(execution_time), quote(success)
                FROM migrations ORDER BY installed_rank""";
    }

    @Override
    public String planted() {
        return "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name";
    }

    @Override
    public void committed(Connection writer) throws SQLException {
        log.committed(writer);
    }

    @Override
    public void scrub(Connection writer) throws SQLException {
        writer.commit();
        writer.setAutoCommit(true);
        try {
            log.empty(writer);
        } finally {
            writer.setAutoCommit(false);
        }
    }

    @Override
    public synchronized void close() {
        if (!opened.isInPlace(file)) {
            // SQLite would remove the log of whatever lies there now; the connections end with the process
            LOG.log(System.Logger.Level.DEBUG, "what was open is left as it is");
            return;
        }
        endLog();
        if (readers != null) {
            readers.close();
        }
    }
}
