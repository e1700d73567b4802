package guanka.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Learns by writing whether the store takes writes. */
final class Probe {

    /** Bytes that must be free before a store that was full takes writes again. */
    private static final int ROOM = 1 << 20;

    /** Always the same, so that nobody can leave something else there unnoticed. */
    private static final String SQL = """
            INSERT INTO probe (one, at, filler) VALUES (1, '', ?)
            ON CONFLICT (one) DO UPDATE SET at = excluded.at, filler = excluded.filler""";

    private Probe() {}

    static void write(Connection connection, boolean thorough) throws SQLException {
        if (thorough) {
            row(connection, new byte[ROOM]);
        }
        row(connection, null);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM probe");
        }
        connection.commit();
    }

    private static void row(Connection connection, byte[] filler) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setBytes(1, filler);
            statement.executeUpdate();
        }
        connection.commit();
    }
}
