package guanka.engine.json;

import guanka.facts.Text;

/** Bytes that are no JSON text, or none within the limits of {@link StrictJson}. */
public final class NotJson extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Text text;
    private final int line;
    private final int column;

    NotJson(Text text, int line, int column) {
        super(text.en(), null, false, false);
        this.text = text;
        this.line = line;
        this.column = column;
    }

    /** What is wrong, without the place. */
    public Text text() {
        return text;
    }

    /** Line from 1, or 0 where no place can be named. */
    public int line() {
        return line;
    }

    /** Column from 1, in bytes, or 0 where no place can be named. */
    public int column() {
        return column;
    }
}
