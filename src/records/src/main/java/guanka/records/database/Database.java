package guanka.records.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** What differs between the databases that can keep records. */
public interface Database extends AutoCloseable {

    /** {@code sqlite} or {@code postgresql}. */
    String kind();

    /** For the migrations. */
    DataSource migrated() throws SQLException;

    /** What the migrations' place holders stand for here. */
    Map<String, String> words();

    /** A connection of the writer's own, synced at every commit, without auto-commit. */
    Connection writer() throws SQLException;

    /** A pooled connection for reading. */
    Connection reader() throws SQLException;

    /** First statement of a writing transaction: holds the head of the chain until it ends, against other processes too. */
    String lock();

    /** Whether what was to be written is at fault, rather than the store. */
    boolean blamesData(SQLException failure);

    /** In one plain sentence why the store does not work, without values that were to be written. */
    String reason(SQLException failure);

    /** Small work between two transactions that keeps the store fit for the next. */
    void committed(Connection writer) throws SQLException;

    /** Removes what was erased from where it may linger. */
    void scrub(Connection writer) throws SQLException;

    @Override
    void close();
}
