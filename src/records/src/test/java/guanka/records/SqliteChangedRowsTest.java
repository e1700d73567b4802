package guanka.records;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Rows of SQLite that were changed behind the store")
class SqliteChangedRowsTest extends ChangedRows {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }
}
