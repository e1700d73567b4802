package guanka.records.database;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that several instances share. */
public final class Postgresql implements Database {

    private static final int READERS = 16;
    private static final String TABLES = "'records', 'term_blocks', 'head', 'checkpoints', 'kjars', 'rulesets', "
            + "'attachments', 'jobs', 'job_parts', 'probe'";

    /** Defaults for connections, unless the URL sets them: every wait has a limit. */
    private static final Map<String, String> PROPERTIES = new LinkedHashMap<>();

    static {
        PROPERTIES.put("ApplicationName", "guanka");
        PROPERTIES.put("connectTimeout", "5");
        PROPERTIES.put("socketTimeout", "30");
        PROPERTIES.put("tcpKeepAlive", "true");
        PROPERTIES.put("reWriteBatchedInserts", "true");
    }

    private final String url;
    private final String user;
    private final String password;
    private AgroalDataSource readers;

    /**
     * @param url      {@code jdbc:postgresql:…}
     * @param user     null: as the URL says
     * @param password null: as the URL says
     * @throws IllegalArgumentException where the URL is not one of PostgreSQL
     */
    public Postgresql(String url, String user, String password) {
        if (!new org.postgresql.Driver().acceptsURL(url)) {
            throw new IllegalArgumentException(
                    "the URL of the records' database is not one of PostgreSQL (jdbc:postgresql:…)");
        }
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    /** Migrations have no time limit: on a large store one may run long without a reply. */
    @Override
    public DataSource migrated() throws SQLException {
        PGSimpleDataSource patient = source();
        patient.setProperty("socketTimeout", "0");
        return patient;
    }

    /** Properties that the URL does not name. */
    private Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>(PROPERTIES);
        missing.keySet().removeIf(property -> url.contains(property + "="));
        return missing;
    }

    private PGSimpleDataSource source() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        try {
            for (var property : missing().entrySet()) {
                source.setProperty(property.getKey(), property.getValue());
            }
        } catch (SQLException unknownProperty) {
            throw new IllegalStateException(unknownProperty);
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    @Override
    public Map<String, String> words() {
        return Map.of(
                "number",
                "BIGINT",
                "word",
                "TEXT COLLATE \"C\"",
                "bytes",
                "BYTEA",
                "clustered",
                "",
                "alone",
                "LOCK TABLE head IN EXCLUSIVE MODE;");
    }

    @Override
    public Connection writer() throws SQLException {
        Connection writer = source().getConnection();
        try (Statement statement = writer.createStatement()) {
            statement.execute("SET lock_timeout = '15s'");
            statement.execute("SET statement_timeout = '25s'");
            statement.execute("SET idle_in_transaction_session_timeout = '30s'");
            // an answer may not be given before it is on disk, whatever the server's default is
            statement.execute(
                    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
        }
        writer.setAutoCommit(false);
        return writer;
    }

    @Override
    public Connection reader() throws SQLException {
        return readers().getConnection();
    }

    private synchronized AgroalDataSource readers() throws SQLException {
        if (readers == null) {
            readers = Pools.of(
                    url,
                    org.postgresql.Driver.class,
                    user,
                    password,
                    READERS,
                    "SET default_transaction_read_only = on",
                    missing());
        }
        return readers;
    }

    @Override
    public void mustBeInPlace() {
        // the server answers for its files
    }

    @Override
    public String lock() {
        return "SELECT 1 FROM head WHERE one = 1 FOR UPDATE";
    }

    @Override
    public boolean blamesData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    @Override
    public String reason(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "the database of the records does not answer";
        }
        if (state.startsWith("3D")) {
            return "the database of the records does not exist";
        }
        return switch (state) {
            case "28P01", "28000" -> "the database of the records does not let the service in";
            case "42501" -> "the service may not write to the database of the records";
            case "25006" -> "the database of the records is read-only";
            case "53100" -> "the disk of the record store is full";
            case "53300" -> "the database of the records takes no more connections";
            case "55P03", "57014" -> "another instance holds the record store";
            default -> "the database of the records refuses to work (SQLSTATE " + state + ")";
        };
    }

    /** The server's own catalogue changes with its version, so only what was planted is asked for. */
    @Override
    public String schema() {
        return null;
    }

    @Override
    public String history() {
        return null;
    }

    @Override
    public String planted() {
        return """
                SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname IN (%1$s)
                UNION ALL
                SELECT r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN (%1$s)
                ORDER BY 1""".formatted(TABLES);
    }

    @Override
    public void committed(Connection writer) {
        // the server keeps its log by itself
    }

    @Override
    public void scrub(Connection writer) {
        // the server's vacuum does it
    }

    @Override
    public synchronized void close() {
        if (readers != null) {
            readers.close();
        }
    }
}
