package guanka.engine.classification;

import guanka.facts.Text;
import guanka.facts.rows.ItemRow;
import java.util.List;

/**
 * A control code of a jurisdiction, with the rows of its item lists that hold it.
 *
 * @param code as the first of the rows writes it, without the jurisdiction
 * @param rows those of the list that names it first come first
 */
public record ControlledItem(String jurisdiction, String code, List<ItemRow> rows) {

    private static final String NOT_ESTABLISHED = "?";

    public ControlledItem {
        rows = List.copyOf(rows);
    }

    /** The code with whose it is, as facts may state it. */
    public String stated() {
        return jurisdiction + ":" + code;
    }

    public Text name() {
        return name(rows.get(0));
    }

    /** The name of the goods of a row; where a source gives it in one language alone, that one stands for both. */
    public static Text name(ItemRow row) {
        String en = row.name().en();
        String zh = row.name().zh();
        return new Text(en.equals(NOT_ESTABLISHED) ? zh : en, zh.equals(NOT_ESTABLISHED) ? en : zh);
    }

    /** The list by which the code is named. */
    public String list() {
        return rows.get(0).list();
    }
}
