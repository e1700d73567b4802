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

    /** Values for the placeholders of the migrations. */
    Map<String, String> words();

    /** A connection of the writer's own, synced at every commit, without auto-commit. */
    Connection writer() throws SQLException;

    /** A pooled connection for reading. */
    Connection reader() throws SQLException;

    /** Fails where what is written now would be lost, because its files are not those that were opened. */
    void mustBeInPlace() throws SQLException;

    /** First statement of a writing transaction: holds the head of the chain until it ends, against other processes too. */
    String lock();

    /** Whether a failure is due to the data rather than to the store. */
    boolean blamesData(SQLException failure);

    /** Why the store does not work, in one plain sentence that quotes no data. */
    String reason(SQLException failure);

    /**
     * A query for what the store consists of, so that nothing can be added to it unnoticed; null where the database is checked by
     * other means.
     */
    String schema();

    /** A query for the migrations that made it, null likewise. */
    String history();

    /** A query for names of triggers and the like, of which a store has none: they would change what is written. */
    String planted();

    /** Maintenance between two transactions. */
    void committed(Connection writer) throws SQLException;

    /** Removes erased data from files in which the database may still keep it, such as its log. */
    void scrub(Connection writer) throws SQLException;

    @Override
    void close();
}
