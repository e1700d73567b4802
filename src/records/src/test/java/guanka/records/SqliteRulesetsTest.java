package guanka.records;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Versions of the rules in SQLite")
class SqliteRulesetsTest extends KeptRulesets {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }

    @Override
    StoreSettings reopened() {
        return StoreSettings.of(folder);
    }
}
