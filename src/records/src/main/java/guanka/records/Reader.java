package guanka.records;

import guanka.records.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads on connections of its own, beside the writer. */
final class Reader {

    /** Converts a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final Database database;

    Reader(Database database) {
        this.database = database;
    }

    /**
     * @throws StoreUnavailable where the store cannot be read
     * @throws DamagedRecord where a row was altered behind the store
     */
    <T> List<T> all(String sql, Row<T> make, Object... values) {
        try (Connection connection = database.reader();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.bind(statement, values);
            List<T> made = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    made.add(make.of(rows));
                }
            }
            return made;
        } catch (DamagedRow changed) {
            throw new DamagedRecord(changed.getMessage(), changed);
        } catch (SQLException failure) {
            throw new StoreUnavailable(database.reason(failure), failure);
        }
    }

    /** The first row, converted; empty where there is no row or its conversion is null. */
    <T> Optional<T> first(String sql, Row<T> make, Object... values) {
        return all(sql, row -> Optional.ofNullable(make.of(row)), values).stream()
                .findFirst()
                .flatMap(row -> row);
    }
}
