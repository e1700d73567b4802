package guanka.tables;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cell means in its column, where a spreadsheet program or a Chinese keyboard has written it otherwise than the column says: a
 * date cell, a percentage, a customs code that became a number, full-width digits. Only what can mean one thing is taken; everything
 * else stays as it is, to be refused with advice.
 */
final class Meaning {

    /** Between the parts of a list, none of which can hold one of these signs. */
    private static final Pattern BETWEEN_CODES = Pattern.compile("[;,、]");

    /**
     * Between names. A comma or slash may belong to one of them, as in {@code Muster, Ltd.}; next to Chinese, and in no brackets, it does
     * not.
     */
    private static final Pattern BETWEEN_NAMES = Pattern.compile(
            "[;；、]|(?:(?<=\\p{IsHan}) ?[,/／] ?(?=\\p{IsHan})|(?<=\\p{IsHan}) ?， ?|， ?(?=\\p{IsHan}))(?![^（(]*[）)])");

    /** Signs that stand for a Chinese character and are none: radicals, and doubles kept for older character sets. */
    private static final Pattern DOUBLES =
            Pattern.compile("[\\x{2E80}-\\x{2FDF}\\x{F900}-\\x{FAFF}\\x{2F800}-\\x{2FA1F}]+");

    /** Below it there are neither doubles nor signs of full width; most cells hold nothing else. */
    private static final char FIRST_DOUBLE = '\u2E80';

    private static final Pattern CHINESE_POINT = Pattern.compile("(?<=[0-9])。(?=[0-9])");
    private static final Pattern PERCENTAGE = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?) ?%");
    private static final Pattern DAY =
            Pattern.compile("([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
                    + "|\\.([0-9]{1,2})\\.([0-9]{1,2})|年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日|([0-9]{2})([0-9]{2}))"
                    + "(?:[T ]00:00(?::00(?:\\.0+)?)?Z?)?");
    private static final Pattern TRAILING_ZEROS = Pattern.compile("([1-9][0-9]*?)(0+)");
    private static final int LONGEST_EXPONENT = 3;

    private Meaning() {}

    /** The cell as the column would have it, or as it is; null for a blank one. */
    static Grid.Cell of(Columns.Column column, Grid.Cell cell) {
        if (cell == null) {
            return null;
        }
        String meant = cell.shown() != null && cell.kind() != Grid.Kind.DATE
                ? null
                : switch (cell.kind()) {
                    case TEXT -> text(column, cell.text());
                    case DATE -> column.scalar().equals("date") ? cell.text() : null;
                    case PERCENT -> column.isPercent() ? cell.text() : null;
                    case NUMBER -> number(column, cell.text());
                    case BOOLEAN -> truth(column, cell.text());
                    default -> null;
                };
        return meant == null || cell.kind() == Grid.Kind.TEXT && meant.equals(cell.text())
                ? cell
                : new Grid.Cell(Grid.Kind.TEXT, meant);
    }

    private static String number(Columns.Column column, String number) {
        return switch (column.type().equals("reading") ? "reading" : column.scalar()) {
            case "decimal", "integer" -> number;
            case "enum" -> only(column.values().stream().filter(word -> isNumber(word, number)));
            case "code" -> isSurelyTyped(column, number) ? number : null;
            default -> null;
        };
    }

    private static String only(Stream<String> words) {
        List<String> found = words.toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static boolean isNumber(String word, String number) {
        return word.length() <= Limits.DIGITS
                && word.matches("[0-9]+(\\.[0-9]+)?([eE][0-9]{1,3})?")
                && new BigDecimal(word).compareTo(new BigDecimal(number)) == 0;
    }

    /**
     * Whether a code can only have been typed digit for digit. Programs drop zeros in front and make 500 of 5E2 and of 5E002, so none
     * of what they could have had before may be a code of the column too.
     */
    private static boolean isSurelyTyped(Columns.Column column, String number) {
        if (column.pattern() == null || !number.matches("[1-9][0-9]{0,14}")) {
            return false;
        }
        Pattern code = Pattern.compile(column.pattern());
        return code.matcher(number).matches()
                && Stream.concat(withZeros(number), withExponent(number))
                        .noneMatch(other -> code.matcher(other).matches());
    }

    private static Stream<String> withZeros(String number) {
        return Stream.iterate("0" + number, longer -> longer.length() <= Limits.DIGITS, longer -> "0" + longer);
    }

    private static Stream<String> withExponent(String number) {
        Matcher zeros = TRAILING_ZEROS.matcher(number);
        if (!zeros.matches()) {
            return Stream.of(number + "E0", number + "E00", number + "E000");
        }
        int all = zeros.group(2).length();
        return Stream.iterate(0, exponent -> exponent <= all, exponent -> exponent + 1)
                .flatMap(exponent -> Stream.iterate(1, width -> width <= LONGEST_EXPONENT, width -> width + 1)
                        .map(width -> number.substring(0, number.length() - exponent) + "E"
                                + "0"
                                        .repeat(Math.max(
                                                0, width - exponent.toString().length())) + exponent));
    }

    private static String truth(Columns.Column column, String truth) {
        boolean asks = column.scalar().equals("enum")
                && column.values().contains("YES")
                && column.values().contains("NO");
        return asks ? truth.equals("TRUE") ? "YES" : "NO" : null;
    }

    private static String text(Columns.Column column, String given) {
        String text = unified(given);
        if (column.isText()) {
            return column.isList() ? parts(text, BETWEEN_NAMES) : text;
        }
        String plain = narrow(text);
        if (column.isList()) {
            boolean inCodes = column.pattern() != null
                    && BETWEEN_CODES.matcher(column.pattern()).find();
            return inCodes ? plain : parts(plain, BETWEEN_CODES);
        }
        return switch (column.type()) {
            case "decimal" -> decimal(column, plain);
            case "date" -> day(plain);
            case "reading" -> parts(plain, BETWEEN_CODES);
            default -> plain;
        };
    }

    /** With the Chinese characters that are meant by signs that only look like them, as texts copied from a PDF hold them. */
    private static String unified(String text) {
        return isWestern(text)
                ? text
                : DOUBLES.matcher(text).replaceAll(signs -> Normalizer.normalize(signs.group(), Normalizer.Form.NFKC));
    }

    private static boolean isWestern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_DOUBLE) {
                return false;
            }
        }
        return true;
    }

    /** Full-width letters, digits and signs, as Chinese keyboards type them, in ordinary width. */
    private static String narrow(String text) {
        return isWestern(text)
                ? text
                : text.codePoints()
                        .map(letter -> letter >= 0xFF01 && letter <= 0xFF5E ? letter - 0xFEE0 : letter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** A list with its parts joined as the tables join them; a list with an empty part stays as it is. */
    private static String parts(String text, Pattern between) {
        if (!between.matcher(text).find()) {
            return text;
        }
        String[] parts = between.split(text, -1);
        int count = parts[parts.length - 1].isBlank() ? parts.length - 1 : parts.length;
        List<String> stripped =
                Stream.of(parts).limit(count).map(Meaning::stripped).toList();
        return count == 0 || stripped.contains("")
                ? text
                : stripped.stream().collect(Collectors.joining(CellTypes.SEPARATOR));
    }

    /** Without the spaces around it; what else cannot be seen is not touched, so that it is refused. */
    private static String stripped(String part) {
        int from = 0;
        int to = part.length();
        while (from < to && isSpace(part.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(part.charAt(to - 1))) {
            to--;
        }
        return part.substring(from, to);
    }

    private static boolean isSpace(char letter) {
        return letter == ' ' || letter == '\u3000';
    }

    private static String decimal(Columns.Column column, String text) {
        String plain = CHINESE_POINT.matcher(text).replaceAll(".");
        Matcher percentage = PERCENTAGE.matcher(plain);
        return column.isPercent() && percentage.matches() ? percentage.group(1) : plain;
    }

    /** The day as the tables write it; a text that names none, or one that does not exist, stays as it is. */
    static String day(String text) {
        Matcher day = DAY.matcher(text);
        if (!day.matches()) {
            return text;
        }
        for (int month = 2; month < day.groupCount(); month += 2) {
            if (day.group(month) != null) {
                try {
                    return LocalDate.of(
                                    Integer.parseInt(day.group(1)),
                                    Integer.parseInt(day.group(month)),
                                    Integer.parseInt(day.group(month + 1)))
                            .toString();
                } catch (DateTimeException absent) {
                    return text;
                }
            }
        }
        return text;
    }
}
