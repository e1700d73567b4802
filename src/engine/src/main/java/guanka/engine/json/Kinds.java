package guanka.engine.json;

import guanka.facts.ExportDate;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of facts that a shipment is made of. */
final class Kinds {

    static final int DIGITS_MAX = 40;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Text A_TEXT = new Text("a text", "文本");
    private static final Text A_NUMBER = new Text("a number", "数字");
    private static final Text A_DECIMAL = new Text("a decimal, as text or number,", "十进制数（文本或者数字）");
    private static final Text A_WHOLE_NUMBER = new Text("a whole number", "整数");
    private static final Text TRUE_OR_FALSE = new Text("true or false", "true 或 false");
    private static final Text A_LIST = new Text("a list", "列表");
    private static final Text AN_OBJECT = new Text("an object", "对象");
    private static final Text NULL = new Text("null", "null");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,64})?");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern WITHOUT_OFFSET = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{5,20}");
    private static final Pattern HS_CODE = Pattern.compile("[0-9]{4,10}");
    private static final int DATE_LENGTH_MAX = 40;

    static final Kind<String> TEXT = text(Integer.MAX_VALUE);
    static final Kind<Boolean> BOOLEAN = (given, pointer, mistakes) ->
            given instanceof Boolean truth ? truth : wrongType(given, TRUE_OR_FALSE, pointer, mistakes);
    static final Kind<String> COUNTRY = capitals(2, Fault.BAD_COUNTRY);
    static final Kind<String> CURRENCY = capitals(3, Fault.BAD_CURRENCY);
    static final Kind<String> HS = (given, pointer, mistakes) -> {
        String text = TEXT.read(given, pointer, mistakes);
        return text == null || HS_CODE.matcher(text).matches()
                ? text
                : refused(mistakes, pointer, Fault.BAD_HS_CODE, "found", text);
    };
    static final Kind<BigDecimal> DECIMAL_NOT_BELOW_ZERO = (given, pointer, mistakes) -> {
        BigDecimal decimal = decimal(given, pointer, mistakes);
        return decimal == null || decimal.signum() >= 0
                ? decimal
                : refused(mistakes, pointer, Fault.BELOW_ZERO, "found", textOf(given));
    };
    static final Kind<BigDecimal> PERCENT = (given, pointer, mistakes) -> {
        BigDecimal decimal = decimal(given, pointer, mistakes);
        return decimal == null || decimal.signum() >= 0 && decimal.compareTo(HUNDRED) <= 0
                ? decimal
                : refused(mistakes, pointer, Fault.OUT_OF_RANGE, "found", textOf(given), "least", 0, "most", HUNDRED);
    };
    static final Kind<Integer> COUNT = Kinds::count;
    static final Kind<LocalDate> DATE = (given, pointer, mistakes) -> {
        String text = TEXT.read(given, pointer, mistakes);
        LocalDate day = text == null ? null : dayOf(text);
        return text == null || day != null ? day : refused(mistakes, pointer, Fault.BAD_DATE, "found", text);
    };
    static final Kind<ExportDate> EXPORT_DATE = Kinds::exportDate;

    private Kinds() {}

    static Kind<String> text(int charactersMax) {
        return (given, pointer, mistakes) -> {
            if (!(given instanceof String text)) {
                return wrongType(given, A_TEXT, pointer, mistakes);
            }
            int characters = text.length() <= charactersMax ? 0 : text.codePointCount(0, text.length());
            return characters <= charactersMax
                    ? text
                    : refused(mistakes, pointer, Fault.TOO_LONG, "found", characters, "most", charactersMax);
        };
    }

    /** A name that the caller gave and that comes back in the answer. */
    static Kind<String> id(int charactersMax) {
        Kind<String> text = text(charactersMax);
        return (given, pointer, mistakes) -> {
            String id = text.read(given, pointer, mistakes);
            for (int i = 0; id != null && i < id.length(); i++) {
                if (Character.isISOControl(id.charAt(i))) {
                    return refused(mistakes, pointer, Fault.CONTROL_CHARACTER, "found", id);
                }
            }
            return id;
        };
    }

    /** One of the codes of a vocabulary. */
    static Kind<String> code(Set<String> codes, String vocabulary) {
        return known(codes, Fault.UNKNOWN_CODE, vocabulary);
    }

    static Kind<String> known(Collection<String> words, Fault otherwise, String vocabulary) {
        return (given, pointer, mistakes) -> {
            String text = TEXT.read(given, pointer, mistakes);
            if (text == null || words.contains(text)) {
                return text;
            }
            mistakes.addUnknown(pointer, otherwise, text, words, vocabulary);
            return null;
        };
    }

    /** A list in the order given. */
    static <T> Kind<List<T>> list(Kind<T> item, int entriesMin, int entriesMax) {
        return (given, pointer, mistakes) -> {
            if (!(given instanceof List<?> entries)) {
                return wrongType(given, A_LIST, pointer, mistakes);
            }
            if (entries.size() > entriesMax) {
                return refused(mistakes, pointer, Fault.TOO_MANY, "found", entries.size(), "most", entriesMax);
            }
            if (entries.size() < entriesMin) {
                return refused(mistakes, pointer, Fault.TOO_FEW);
            }
            List<T> read = new ArrayList<>(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                String place = pointer + "/" + i;
                Object entry = entries.get(i);
                T fact = entry == null
                        ? refused(mistakes, place, Fault.WRONG_TYPE, "found", NULL, "wanted", new Text("a value", "值"))
                        : item.read(entry, place, mistakes);
                if (fact != null) {
                    read.add(fact);
                }
            }
            return List.copyOf(read);
        };
    }

    static <T> Kind<List<T>> list(Kind<T> item) {
        return list(item, 0, Integer.MAX_VALUE);
    }

    /** A list in which an entry that stands twice counts once. */
    static <T> Kind<List<T>> set(Kind<T> item) {
        Kind<List<T>> list = list(item);
        return (given, pointer, mistakes) -> {
            List<T> entries = list.read(given, pointer, mistakes);
            return entries == null || entries.size() < 2 ? entries : List.copyOf(new LinkedHashSet<>(entries));
        };
    }

    /** A set of which nothing is known while it is empty. */
    static <T> Kind<List<T>> setUnlessEmpty(Kind<T> item) {
        Kind<List<T>> set = set(item);
        return (given, pointer, mistakes) -> {
            List<T> entries = set.read(given, pointer, mistakes);
            return entries == null || entries.isEmpty() ? null : entries;
        };
    }

    /** The members of an object, or null after the mistake has been noted. */
    static Map<?, ?> members(Object given, String pointer, Mistakes mistakes) {
        return given instanceof Map<?, ?> members ? members : wrongType(given, AN_OBJECT, pointer, mistakes);
    }

    private static Kind<String> capitals(int letters, Fault otherwise) {
        Pattern pattern = Pattern.compile("[A-Z]{" + letters + "}");
        return (given, pointer, mistakes) -> {
            String text = TEXT.read(given, pointer, mistakes);
            if (text == null || pattern.matcher(text).matches()) {
                return text;
            }
            String capitals = text.strip().toUpperCase(Locale.ROOT);
            return pattern.matcher(capitals).matches()
                    ? refused(mistakes, pointer, otherwise, "found", text, "nearest", capitals)
                    : refused(mistakes, pointer, otherwise, "found", text);
        };
    }

    /** Looks at the digits before any arithmetic: a short text can stand for a number that no machine can hold. */
    private static BigDecimal decimal(Object given, String pointer, Mistakes mistakes) {
        if (!(given instanceof String) && !(given instanceof Numeral)) {
            return wrongType(given, A_DECIMAL, pointer, mistakes);
        }
        String text = textOf(given);
        if (text.length() > StrictJson.NUMBER_LENGTH_MAX) {
            return refused(mistakes, pointer, Fault.TOO_MANY_DIGITS, "found", text, "most", DIGITS_MAX);
        }
        if (!DECIMAL.matcher(text).matches()) {
            return refused(mistakes, pointer, Fault.BAD_DECIMAL, "found", text);
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            long before = (long) decimal.precision() - decimal.scale();
            if (before <= DIGITS_MAX && decimal.scale() <= DIGITS_MAX && decimal.precision() <= DIGITS_MAX) {
                return decimal;
            }
        } catch (NumberFormatException e) {
            // the exponent itself is beyond counting
        }
        return refused(mistakes, pointer, Fault.TOO_MANY_DIGITS, "found", text, "most", DIGITS_MAX);
    }

    private static Integer count(Object given, String pointer, Mistakes mistakes) {
        BigDecimal decimal = given instanceof Numeral
                ? decimal(given, pointer, mistakes)
                : wrongType(given, A_WHOLE_NUMBER, pointer, mistakes);
        if (decimal == null) {
            return null;
        }
        if (decimal.signum() < 0 || decimal.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            return refused(
                    mistakes,
                    pointer,
                    Fault.OUT_OF_RANGE,
                    "found",
                    textOf(given),
                    "least",
                    0,
                    "most",
                    Integer.MAX_VALUE);
        }
        return decimal.stripTrailingZeros().scale() <= 0
                ? Integer.valueOf(decimal.intValue())
                : wrongType(given, A_WHOLE_NUMBER, pointer, mistakes);
    }

    private static ExportDate exportDate(Object given, String pointer, Mistakes mistakes) {
        String text = TEXT.read(given, pointer, mistakes);
        if (text == null) {
            return null;
        }
        LocalDate day = dayOf(text);
        if (day != null) {
            return new ExportDate(text, day, null);
        }
        if (text.length() <= DATE_LENGTH_MAX) {
            try {
                return new ExportDate(text, null, OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            } catch (DateTimeParseException e) {
                // told below
            }
        }
        return refused(
                mistakes,
                pointer,
                WITHOUT_OFFSET.matcher(text).matches() ? Fault.NO_OFFSET : Fault.BAD_EXPORT_DATE,
                "found",
                text);
    }

    private static LocalDate dayOf(String text) {
        if (!DAY.matcher(text).matches()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String textOf(Object given) {
        return given instanceof Numeral numeral ? numeral.text() : (String) given;
    }

    private static <T> T wrongType(Object given, Text wanted, String pointer, Mistakes mistakes) {
        return refused(mistakes, pointer, Fault.WRONG_TYPE, "found", typeOf(given), "wanted", wanted);
    }

    private static Text typeOf(Object given) {
        return given instanceof Map
                ? AN_OBJECT
                : given instanceof List
                        ? A_LIST
                        : given instanceof String
                                ? A_TEXT
                                : given instanceof Numeral ? A_NUMBER : given instanceof Boolean ? TRUE_OR_FALSE : NULL;
    }

    static <T> T refused(Mistakes mistakes, String pointer, Fault fault, Object... namesAndValues) {
        mistakes.add(pointer, fault, namesAndValues);
        return null;
    }
}
