package guanka.records.database;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database to the shape that this version of the service writes. */
public final class Migrations {

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @throws org.flywaydb.core.api.FlywayException where a migration fails or the database is newer than this service
     * @throws SQLException where the database cannot be opened
     */
    public static void run(Database database) throws SQLException {
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.migrated())
                .locations("classpath:guanka/records/migrations")
                .table("migrations")
                .failOnMissingLocations(true)
                // another instance may be at it, for as long as it takes
                .lockRetryCount(-1)
                .placeholders(database.words());
        configuration.load().migrate();
    }
}
