package guanka.records;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Records in SQLite")
class SqliteRecordsTest extends KeptRecords {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }

    @Override
    StoreSettings reopened() {
        return StoreSettings.of(folder);
    }
}
