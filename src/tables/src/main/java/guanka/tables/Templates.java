package guanka.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in braces. */
final class Templates {

    private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");

    private Templates() {}

    /** The names that stand in braces, in their order. */
    static List<String> names(String template) {
        var names = new ArrayList<String>();
        Matcher holes = HOLE.matcher(template == null ? "" : template);
        while (holes.find()) {
            names.add(holes.group(1));
        }
        return names;
    }

    /** The template with each name in braces replaced by its value. */
    static String fill(String template, UnaryOperator<String> values) {
        return HOLE.matcher(template).replaceAll(hole -> Matcher.quoteReplacement(values.apply(hole.group(1))));
    }
}
