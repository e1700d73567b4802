package guanka.records;

import guanka.records.chain.CheckpointKey;
import guanka.records.chain.MerkleTree;
import guanka.records.chain.RecordHeader;
import guanka.records.database.Database;
import guanka.records.database.Migrations;
import guanka.records.database.OwnersFiles;
import guanka.records.database.Postgresql;
import guanka.records.database.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.api.FlywayException;

/**
 * Determinations and rulesets on disk, in one hash chain that reveals every later change. A write is acknowledged after it was
 * synced. Safe for use by several threads; several instances may share one PostgreSQL.
 */
public final class RecordStore implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RecordStore.class.getName());

    private final Database database;
    private final Writer writer;
    private final DeterminationLog log;
    private final RulesetArchive rulesets;
    private final JobTable jobs;
    private final WatchTable watches;
    private final SubscriptionTable subscriptions;
    private final ResolutionTable resolutions;
    private final ClearanceTable clearances;

    private RecordStore(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
        var reader = new Reader(database);
        this.log = new DeterminationLog(writer, reader);
        this.rulesets = new RulesetArchive(writer, reader);
        this.jobs = new JobTable(writer, reader);
        this.watches = new WatchTable(writer, reader);
        this.subscriptions = new SubscriptionTable(writer, reader);
        this.resolutions = new ResolutionTable(writer, reader);
        this.clearances = new ClearanceTable(writer, reader);
    }

    /**
     * Opens the store, makes it where there is none, and starts its writer.
     *
     * @throws StoreUnavailable where that is not possible; the message says why
     */
    public static RecordStore open(StoreSettings settings) {
        try {
            OwnersFiles.folder(settings.folder());
        } catch (IOException e) {
            throw new StoreUnavailable("the folder `" + settings.folder() + "` for the records cannot be made", e);
        }
        Path file = settings.file();
        if (settings.isToBeMade() && Files.exists(settings.checkpointKey())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the record store is empty: there is no {0}, although there is {1}, which is made with a store;"
                            + " if it was removed, stop the service and put it back",
                    file,
                    settings.checkpointKey());
        }
        try {
            return open(
                    settings,
                    settings.jdbcUrl() == null
                            ? new Sqlite(file)
                            : new Postgresql(settings.jdbcUrl(), settings.user(), settings.password()));
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailable(e.getMessage(), e);
        }
    }

    static RecordStore open(StoreSettings settings, Database database) {
        try {
            Migrations.run(database);
            refusePlanted(database);
            String store = begin(database);
            var key = CheckpointKey.at(settings.checkpointKey(), "guanka/" + store);
            var writer = new Writer(database, key, settings.queueMax(), settings.batchMax());
            try {
                StoreShape.adopt(writer, database);
            } catch (RuntimeException notTold) {
                writer.close();
                database.close();
                throw notTold;
            }
            return new RecordStore(database, writer);
        } catch (FlywayException e) {
            database.close();
            throw new StoreUnavailable(reason(e, database), e);
        } catch (SQLException e) {
            database.close();
            throw new StoreUnavailable(database.reason(e), e);
        } catch (IOException e) {
            database.close();
            throw new StoreUnavailable("the key that signs checkpoints cannot be read or made: " + e.getMessage(), e);
        }
    }

    private static String reason(FlywayException failure, Database database) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return database.reason(sql);
            }
        }
        return "the record store cannot be brought to the shape that this version needs: " + failure.getMessage();
    }

    /** A trigger would change what is written, behind the store's back. */
    private static void refusePlanted(Database database) throws SQLException {
        try (Connection connection = database.writer();
                Statement statement = connection.createStatement();
                ResultSet planted = statement.executeQuery(database.planted())) {
            if (planted.next()) {
                String name = planted.getString(1);
                connection.rollback();
                database.close();
                throw new StoreUnavailable("somebody put `" + name + "` into the record store, which may change what is"
                        + " written; look at it, remove it and verify the records");
            }
            connection.rollback();
        }
    }

    /** Makes the head of an empty chain where there is none, and returns the store's id. */
    private static String begin(Database database) throws SQLException {
        try (Connection connection = database.writer()) {
            try (PreparedStatement first = connection.prepareStatement(
                    "INSERT INTO head (one, store, size, hash, tree) VALUES (1, ?, 0, ?, ?) ON CONFLICT DO NOTHING")) {
                first.setString(1, UUID.randomUUID().toString());
                first.setString(2, RecordHeader.NOTHING);
                first.setBytes(3, new MerkleTree().bytes());
                first.executeUpdate();
            }
            connection.commit();
            try (Statement statement = connection.createStatement();
                    ResultSet head = statement.executeQuery("SELECT store FROM head WHERE one = 1")) {
                head.next();
                return head.getString(1);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Determinations and events. */
    public DeterminationLog log() {
        return log;
    }

    /** The rules, version by version. */
    public RulesetArchive rulesets() {
        return rulesets;
    }

    /** Work on many shipments. */
    public JobTable jobs() {
        return jobs;
    }

    /** Orders that are still open. */
    public WatchTable watches() {
        return watches;
    }

    /** Receivers of what is told of open orders. */
    public SubscriptionTable subscriptions() {
        return subscriptions;
    }

    /** What became of determinations. */
    public ResolutionTable resolutions() {
        return resolutions;
    }

    /** Clearances that stand until their day. */
    public ClearanceTable clearances() {
        return clearances;
    }

    /** How the store is, as of the last write or probe; does not wait. */
    public StoreState state() {
        return writer.state();
    }

    /** What the writer did so far. */
    public WriterFigures figures() {
        return writer.figures();
    }

    /** Writes the tasks that wait, then closes; later calls fail with {@link StoreUnavailable}. */
    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
