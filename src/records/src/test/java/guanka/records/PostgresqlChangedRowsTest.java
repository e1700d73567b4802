package guanka.records;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Rows of PostgreSQL that were changed behind the store")
class PostgresqlChangedRowsTest extends ChangedRows {

    @Override
    StoreSettings settings() throws SQLException {
        return Postgres.settings(folder);
    }
}
