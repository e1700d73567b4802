package guanka.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Values of a row in one form, with their type: SQLite lets any column hold any. Large ones by their digest. */
final class Cells {

    static final String NOTHING = "nothing";

    private Cells() {}

    /** What a row holds. */
    static List<String> of(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        int columns = row.getMetaData().getColumnCount();
        for (int column = 1; column <= columns; column++) {
            cells.add(of(row.getObject(column)));
        }
        return cells;
    }

    private static String of(Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof byte[] bytes) {
            return bytes(CanonicalText.digest(bytes));
        }
        return value instanceof Integer || value instanceof Long
                ? number(((Number) value).longValue())
                : "neither text nor number";
    }

    static String number(long number) {
        return "number " + number;
    }

    /** A cell as a person may read it. */
    static String shown(String cell) {
        return cell.replaceFirst("^(?:text|number) ", "");
    }

    static String text(String text) {
        return text == null ? NOTHING : "text " + text;
    }

    static String bytes(String digest) {
        return digest == null ? NOTHING : "bytes " + digest;
    }

    /** The number after one. */
    static String next(String number) {
        return number(Long.parseLong(shown(number)) + 1);
    }

    /** What an event says that a column holds. */
    static String of(JsonNode said) {
        if (said.isTextual()) {
            return text(said.textValue());
        }
        if (said.isIntegralNumber()) {
            return number(said.longValue());
        }
        if (said.isArray()) {
            List<String> texts = new ArrayList<>();
            said.forEach(one -> texts.add(one.asText()));
            return text(CanonicalText.array(texts));
        }
        return NOTHING;
    }
}
