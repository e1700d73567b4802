package guanka.records;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    @DisplayName("a statement that stays open does not hold what it wrote")
    void letsGo() throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Statements statements = new Statements(connection);
            statements.update("CREATE TABLE kept (bytes BLOB)");
            byte[] kjar = new byte[1 << 20];
            WeakReference<byte[]> held = new WeakReference<>(kjar);
            statements.update("INSERT INTO kept VALUES (?)", kjar);
            kjar = null;
            for (int i = 0; i < 50 && held.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertNull(held.get());
        }
    }
}
