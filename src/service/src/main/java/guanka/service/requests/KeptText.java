package guanka.service.requests;

import guanka.facts.Text;

/** Texts of callers that are kept as they are: notes, reasons, names of files. */
public final class KeptText {

    /** Of the mistake where one cannot be kept. */
    public static final String CODE = "not-a-text";

    public static final Text MESSAGE =
            new Text("a text without NUL and without halves of characters was expected", "应为不含空字符和残缺字符的文本");

    private KeptText() {}

    /** Whether every database keeps the text as it is. */
    public static boolean isOne(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
