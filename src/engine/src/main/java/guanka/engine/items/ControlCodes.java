package guanka.engine.items;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How control codes are written: {@code 1C905.a.1} stands under {@code 1C905.a}, which stands under {@code 1C905}. */
final class ControlCodes {

    private ControlCodes() {}

    /** Upper case before the first dot, lower case after it, no white space. */
    static String normal(String code) {
        String bare = code.strip();
        int dot = bare.indexOf('.');
        return dot < 0
                ? bare.toUpperCase(Locale.ROOT)
                : bare.substring(0, dot).toUpperCase(Locale.ROOT)
                        + bare.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** The headings above a code, nearest first. */
    static List<String> headings(String code) {
        List<String> above = new ArrayList<>(3);
        for (int dot = code.lastIndexOf('.'); dot > 0; dot = code.lastIndexOf('.', dot - 1)) {
            above.add(code.substring(0, dot));
        }
        return above;
    }
}
