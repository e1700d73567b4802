package guanka.records;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Versions of the rules in PostgreSQL")
class PostgresqlRulesetsTest extends KeptRulesets {

    private StoreSettings settings;

    @Override
    StoreSettings settings() throws SQLException {
        settings = Postgres.settings(folder);
        return settings;
    }

    @Override
    StoreSettings reopened() {
        return settings;
    }
}
