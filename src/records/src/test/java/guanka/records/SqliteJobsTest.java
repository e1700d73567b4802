package guanka.records;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Jobs in SQLite")
class SqliteJobsTest extends KeptJobs {

    @Override
    StoreSettings settings() {
        return StoreSettings.of(folder);
    }
}
