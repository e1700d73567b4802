package guanka.records;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Watches in SQLite")
class SqliteWatchesTest extends KeptWatches {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }
}
