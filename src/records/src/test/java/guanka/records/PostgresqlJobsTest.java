package guanka.records;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Jobs in PostgreSQL")
class PostgresqlJobsTest extends KeptJobs {

    @Override
    StoreSettings settings() throws SQLException {
        return Postgres.settings(folder);
    }
}
