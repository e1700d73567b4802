package guanka.records;

import guanka.records.database.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A database on a disk with so much room. */
final class FullDisk extends Sqlite {

    static final long ENDLESS = 1L << 30;

    /** Pages that the file may have. */
    final AtomicLong pages = new AtomicLong(ENDLESS);

    private Connection writer;

    FullDisk(Path file) {
        super(file);
    }

    @Override
    public synchronized Connection writer() throws SQLException {
        writer = super.writer();
        limit();
        return writer;
    }

    private void limit() throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages.get());
        }
        writer.commit();
    }
}
