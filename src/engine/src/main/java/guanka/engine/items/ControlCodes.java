package guanka.engine.items;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How control codes are written: {@code 1C905.a.1} stands under {@code 1C905.a}, which stands under {@code 1C905}. */
public final class ControlCodes {

    /** Category, group and number, then letters and digits in turn. */
    private static final Pattern CODE = Pattern.compile("([0-9][A-Z][0-9]{3})((?:\\.(?:[a-z]+|[0-9]+))*)");

    private static final Pattern LOOSE = Pattern.compile("([0-9][A-Z][0-9]{3})[.\\-]?((?:[a-z]+|[0-9]+|[.\\-])*)");
    private static final Pattern STEP = Pattern.compile("[a-z]+|[0-9]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private ControlCodes() {}

    /** Without white space, upper case before the first dot, lower case after it. */
    public static String normal(String code) {
        String bare = BLANKS.matcher(code).replaceAll("");
        int dot = bare.indexOf('.');
        return dot < 0
                ? bare.toUpperCase(Locale.ROOT)
                : bare.substring(0, dot).toUpperCase(Locale.ROOT)
                        + bare.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** Whether a code has the form that control lists share. */
    public static boolean isWellFormed(String code) {
        return CODE.matcher(code).matches();
    }

    /** The code with the dots that it lacks, where nothing else is wrong with it; else null. */
    public static String spelled(String code) {
        String bare = BLANKS.matcher(code).replaceAll("");
        if (bare.length() < 5) {
            return null;
        }
        String given = bare.substring(0, 5).toUpperCase(Locale.ROOT)
                + bare.substring(5).toLowerCase(Locale.ROOT);
        Matcher loose = LOOSE.matcher(given);
        if (!loose.matches() || given.endsWith(".") || given.endsWith("-")) {
            return null;
        }
        var spelled = new StringBuilder(loose.group(1));
        Matcher step = STEP.matcher(loose.group(2));
        while (step.find()) {
            spelled.append('.').append(step.group());
        }
        return spelled.toString();
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
