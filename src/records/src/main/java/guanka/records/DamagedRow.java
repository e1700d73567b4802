package guanka.records;

import java.sql.SQLException;

/** A row cannot be read because it was altered behind the store; the store itself works. */
final class DamagedRow extends SQLException {

    private static final long serialVersionUID = 1L;

    DamagedRow(String what, Throwable cause) {
        super(what, cause);
    }
}
