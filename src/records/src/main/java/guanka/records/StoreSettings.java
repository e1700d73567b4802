package guanka.records;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where records are kept, and how much may wait.
 *
 * @param folder        where {@code guanka.db} and {@code keys/} live; made where it does not exist
 * @param jdbcUrl       of a PostgreSQL, null for SQLite in the folder
 * @param user          of the database, null: none or as the URL says
 * @param password      of the database, null: none or as the URL says
 * @param queueMax      tasks that may wait to be written
 * @param batchMax      records in one transaction
 * @param checkpointKey file of the key that signs checkpoints, null: {@code keys/checkpoint.key} in the folder
 */
public record StoreSettings(
        Path folder, String jdbcUrl, String user, String password, int queueMax, int batchMax, Path checkpointKey) {

    public static final int QUEUE_MAX = 4096;
    public static final int BATCH_MAX = 512;

    public StoreSettings {
        if (folder == null) {
            throw new IllegalArgumentException("records need a folder");
        }
        if (queueMax < 1 || batchMax < 1) {
            throw new IllegalArgumentException("at least one record must be able to wait and to be written");
        }
        if (checkpointKey == null) {
            checkpointKey = folder.resolve("keys").resolve("checkpoint.key");
        }
    }

    /** The file of the store, where no other database is named. */
    Path file() {
        return folder.resolve("guanka.db");
    }

    /** Whether opening the store makes it: no other database is named, and there is no file yet. */
    public boolean isToBeMade() {
        return jdbcUrl == null && Files.notExists(file());
    }

    /** SQLite in a folder. */
    public static StoreSettings of(Path folder) {
        return new StoreSettings(folder, null, null, null, QUEUE_MAX, BATCH_MAX, null);
    }

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "StoreSettings[folder=" + folder + ", database=" + (jdbcUrl == null ? "sqlite" : "postgresql") + "]";
    }
}
