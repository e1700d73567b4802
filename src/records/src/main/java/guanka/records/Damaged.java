package guanka.records;

import java.sql.SQLException;

/** A row that somebody changed so that it cannot be read; the store itself is well. */
final class Damaged extends SQLException {

    private static final long serialVersionUID = 1L;

    Damaged(String what, Throwable cause) {
        super(what, cause);
    }
}
