package guanka.engine.decision;

import guanka.facts.Assertions;
import java.util.Comparator;

/** JSON Pointers as keys: numbers in them are ordered as numbers. */
public final class Pointers {

    public static final Comparator<String> ORDER = (a, b) -> {
        String[] left = a.split("/", -1);
        String[] right = b.split("/", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = isNumber(left[i]) && isNumber(right[i]);
            int order = numbers
                    ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    };

    private Pointers() {}

    static boolean isNumber(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return !token.isEmpty() && token.length() < 10;
    }

    /** The pointer alone, of one that also says which provision is asked about. */
    public static String place(String pointer) {
        int mark = pointer.indexOf(Assertions.ABOUT);
        return mark < 0 ? pointer : pointer.substring(0, mark);
    }

    /** The provision that is asked about, or null. */
    static String about(String pointer) {
        int mark = pointer.indexOf(Assertions.ABOUT);
        return mark < 0 ? null : pointer.substring(mark + 1);
    }

    /** The pattern of a pointer: {@code *} for every index, and one component for components at any depth. */
    public static String pattern(String pointer) {
        String pattern = withoutIndexes(pointer);
        while (pattern.contains("/content/*/content/*")) {
            pattern = pattern.replace("/content/*/content/*", "/content/*");
        }
        return pattern;
    }

    /** The pointer with {@code *} in place of each token of digits. */
    private static String withoutIndexes(String pointer) {
        StringBuilder pattern = new StringBuilder(pointer.length());
        int from = 0;
        while (from < pointer.length()) {
            int slash = pointer.indexOf('/', from);
            int end = slash < 0 ? pointer.length() : slash;
            boolean index = from > 0 && end > from;
            for (int i = from; i < end && index; i++) {
                index = pointer.charAt(i) >= '0' && pointer.charAt(i) <= '9';
            }
            if (index) {
                pattern.append('*');
            } else {
                pattern.append(pointer, from, end);
            }
            if (slash >= 0) {
                pattern.append('/');
            }
            from = end + 1;
        }
        return pattern.toString();
    }
}
