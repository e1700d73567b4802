package guanka.records;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Versions of the rules in PostgreSQL")
class PostgresqlRulesetsTest extends KeptRulesets {

    @Override
    StoreSettings settings() throws SQLException {
        return Postgres.settings(folder);
    }
}
