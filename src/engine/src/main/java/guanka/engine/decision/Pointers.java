package guanka.engine.decision;

import guanka.facts.Assertions;
import java.util.Comparator;

/** JSON Pointers as keys: numbers in them are ordered as numbers. */
public final class Pointers {

    public static final Comparator<String> ORDER = Pointers::compare;

    private Pointers() {}

    private static int compare(String one, String other) {
        int left = 0;
        int right = 0;
        while (true) {
            int leftEnd = end(one, left);
            int rightEnd = end(other, right);
            boolean numbers = isNumber(one, left, leftEnd) && isNumber(other, right, rightEnd);
            int order = numbers
                    ? Integer.compare(
                            Integer.parseInt(one, left, leftEnd, 10), Integer.parseInt(other, right, rightEnd, 10))
                    : compare(one, left, leftEnd, other, right, rightEnd);
            boolean more = leftEnd < one.length();
            if (order != 0 || !more || rightEnd == other.length()) {
                return order != 0 ? order : Boolean.compare(more, rightEnd < other.length());
            }
            left = leftEnd + 1;
            right = rightEnd + 1;
        }
    }

    private static int compare(String one, int left, int leftEnd, String other, int right, int rightEnd) {
        for (int i = 0; left + i < leftEnd && right + i < rightEnd; i++) {
            int order = Character.compare(one.charAt(left + i), other.charAt(right + i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftEnd - left, rightEnd - right);
    }

    /** Where the token that begins at a place ends. */
    private static int end(String pointer, int from) {
        int slash = pointer.indexOf('/', from);
        return slash < 0 ? pointer.length() : slash;
    }

    static boolean isNumber(String token) {
        return isNumber(token, 0, token.length());
    }

    private static boolean isNumber(String pointer, int from, int end) {
        for (int i = from; i < end; i++) {
            if (pointer.charAt(i) < '0' || pointer.charAt(i) > '9') {
                return false;
            }
        }
        return end > from && end - from < 10;
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
        if (!hasDigit(pointer)) {
            return pointer;
        }
        String pattern = withoutIndexes(pointer);
        while (pattern.contains("/content/*/content/*")) {
            pattern = pattern.replace("/content/*/content/*", "/content/*");
        }
        return pattern;
    }

    private static boolean hasDigit(String pointer) {
        for (int i = 0; i < pointer.length(); i++) {
            if (pointer.charAt(i) >= '0' && pointer.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
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
