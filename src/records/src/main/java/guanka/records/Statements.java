package guanka.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Statements of one connection, prepared once and kept open as long as it is. */
final class Statements {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Runs a statement and returns how many rows it changed. */
    int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = of(sql);
        bind(statement, values);
        try {
            return statement.executeUpdate();
        } finally {
            if (Arrays.stream(values).anyMatch(byte[].class::isInstance)) {
                // a statement that stays open would hold the kjar that it wrote, until it writes another
                statement.clearParameters();
            }
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (values[i] instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
    }
}
