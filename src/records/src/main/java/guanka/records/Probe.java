package guanka.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Learns by writing whether the store takes writes. */
final class Probe {

    /** Bytes that must be free before a store that was full takes writes again. */
    private static final int ROOM = 1 << 20;

    private static final String SQL = """
            INSERT INTO probe (one, at, filler) VALUES (1, ?, ?)
            ON CONFLICT (one) DO UPDATE SET at = excluded.at, filler = excluded.filler""";

    private Probe() {}

    static void write(Connection connection, boolean thorough) throws SQLException {
        if (thorough) {
            row(connection, new byte[ROOM]);
        }
        row(connection, null);
    }

    private static void row(Connection connection, byte[] filler) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, Texts.of(Instant.now()));
            statement.setBytes(2, filler);
            statement.executeUpdate();
        }
        connection.commit();
    }
}
