package guanka.records;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Watches in PostgreSQL")
class PostgresqlWatchesTest extends KeptWatches {

    @Override
    StoreSettings settings() throws SQLException {
        return Postgres.settings(folder);
    }
}
