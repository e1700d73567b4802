package guanka.tables;

import guanka.facts.Guard;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the text of a cell means in its column, or what is wrong with it. */
final class CellTypes {

    static final String UNKNOWN = "?";
    static final String ANY = "ANY";

    /** What a marked cell of a chart holds; every other one is blank. */
    static final String MARKED = "X";

    static final String SEPARATOR = "; ";

    /** Words that mean something in place of a name; a row of such a name could never be referred to. */
    private static final Set<String> RESERVED = Set.of(ANY, UNKNOWN, "NONE", "OPEN");

    static final Pattern KEY = Pattern.compile("[A-Za-z0-9./_:=*+#()-]+");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})[-/.年 ]?([0-9]{1,2})[-/.月 ]?([0-9]{1,2})日?");
    private static final Pattern DAY_FIRST = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})");
    private static final Pattern AROUND_A_DAY = Pattern.compile("^自|(?:起|止|起施行|起实施|\\(含.*\\))+$");
    private static final Pattern AS_COUNTED = Pattern.compile("[2-7][0-9]{4}");
    private static final List<DateTimeFormatter> BY_THE_NAME_OF_THE_MONTH = Stream.of(
                    "MMM d, uuuu", "MMMM d, uuuu", "d MMM uuuu", "d MMMM uuuu")
            .map(pattern -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH))
            .toList();
    private static final Pattern SLASHED = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Least and greatest value, each null where there is none. */
    record Bounds(Comparable<?> min, Comparable<?> max) {}

    /** What was read: {@code value} is null also for "no value", so {@code good} says whether it may be used. */
    record Read(boolean good, Object value) {

        static final Read BAD = new Read(false, null);

        static Read of(Object value) {
            return new Read(true, value);
        }
    }

    /** Takes a fault; it is put into words only if it is kept. */
    interface Teller extends Consumer<Supplier<Fault>> {}

    private final Keys keys;
    private final Columns columns;
    private final Map<Columns.Column, Pattern> patterns = new IdentityHashMap<>();
    private final Map<Columns.Column, Bounds> bounds = new IdentityHashMap<>();

    CellTypes(Columns columns, Keys keys) {
        this.columns = columns;
        this.keys = keys;
    }

    /** Reads a cell; a null cell is blank. */
    Read read(Columns.Column column, Grid.Cell cell, Teller tell) {
        if (cell == null) {
            if (column.isMark() || column.blank()) {
                return Read.of(value(column, ""));
            }
            tell.accept(() -> Fault.blank(column.header(), allowed(column)));
            return Read.BAD;
        }
        Supplier<Fault> kind = kind(column, cell);
        if (kind != null) {
            tell.accept(kind);
            return Read.BAD;
        }
        String text = cell.text();
        int most =
                column.isText() || column.isList() || column.type().equals("reading") ? Limits.TEXT : Limits.SHORT_TEXT;
        if (text.length() > most) {
            tell.accept(() -> Fault.tooLong(text.length(), most));
            return Read.BAD;
        }
        Fault letters = Letters.fault(text, column.lines());
        if (letters == null && looksLikeFormula(column, text)) {
            letters = Fault.formulaLike(text);
        }
        if (letters == null && !column.isText()) {
            Fault foreign = Letters.foreignLetter(text);
            if (foreign != null) {
                tell.accept(() -> worded(column, text, inChinese(column, text, foreign)));
                return Read.BAD;
            }
        }
        if (letters != null) {
            Fault found = letters;
            tell.accept(() -> found);
            return Read.BAD;
        }
        if (text.equals(column.none()) || column.unknown() && text.equals(UNKNOWN)) {
            return Read.of(value(column, text));
        }
        if (column.none() != null && text.equalsIgnoreCase(column.none())) {
            tell.accept(() -> Fault.notAllowed(text, words(column, Set.of()), column.none()));
            return Read.BAD;
        }
        boolean good = column.type().equals("reading")
                ? isReading(text, tell)
                : column.isList() ? isList(column, text, tell) : isScalar(column, text, tell);
        return good ? Read.of(value(column, text)) : Read.BAD;
    }

    /** What a cell means that has no fault; an empty text is a blank cell. */
    static Object value(Columns.Column column, String text) {
        if (text.isEmpty()) {
            return column.isMark() ? null : column.isList() ? List.of() : column.isText() ? "" : null;
        }
        if (text.equals(column.none())) {
            return column.isList() ? List.of() : null;
        }
        if (column.unknown() && text.equals(UNKNOWN)) {
            return column.isList() ? List.of(UNKNOWN) : UNKNOWN;
        }
        if (column.type().equals("reading")) {
            return guard(text);
        }
        return column.isList()
                ? Stream.of(text.split(SEPARATOR))
                        .map(part -> scalarValue(column, part))
                        .toList()
                : scalarValue(column, text);
    }

    private static Object scalarValue(Columns.Column column, String text) {
        return switch (column.scalar()) {
            case Columns.MARK -> column.header();
            case "decimal" -> new BigDecimal(text);
            case "integer" -> Integer.valueOf(text);
            case "date" -> LocalDate.parse(text);
            default -> text;
        };
    }

    private static Guard guard(String text) {
        if (text.equals(ANY)) {
            return Guard.ANY;
        }
        var wanted = new LinkedHashMap<String, String>();
        for (String part : text.split(SEPARATOR)) {
            int split = part.indexOf('=');
            wanted.put(part.substring(0, split), part.substring(split + 1));
        }
        return new Guard(wanted);
    }

    /** What is wrong with a cell that holds no text, or null. */
    static Supplier<Fault> kind(Grid.Cell cell) {
        return switch (cell.kind()) {
            case TEXT -> null;
            case NUMBER -> () -> Fault.number(cell.text());
            case PERCENT -> () -> Fault.number(cell.text() + "%");
            case DATE, PART_OF_DATE, MOMENT -> () -> Fault.dateCell(cell.text());
            case BOOLEAN -> () -> Fault.bool(cell.text());
            case ERROR -> () -> Fault.error(cell.text());
            case FORMULA -> () -> Fault.formula(cell.text());
            case TWO_CONTENTS -> () -> Fault.twoContents(cell.text());
        };
    }

    /** What is wrong with a cell of the column that holds no text, or null. */
    private Supplier<Fault> kind(Columns.Column column, Grid.Cell cell) {
        boolean wantsDay = column.scalar().equals("date");
        boolean wantsNumber =
                column.scalar().equals("decimal") || column.scalar().equals("integer");
        if (cell.kind() == Grid.Kind.NUMBER && cell.shown() == null && wantsDay) {
            return () -> Fault.dayAsNumber(cell.text(), dayOf(cell.text()));
        }
        if ((cell.kind() == Grid.Kind.NUMBER || cell.kind() == Grid.Kind.PERCENT) && wantsNumber) {
            return cell.shown() != null
                    ? () -> Fault.shownOtherwise(cell.text(), cell.shown(), cell.kind() == Grid.Kind.PERCENT)
                    : () -> Fault.percentCell(cell.text());
        }
        if (wantsDay && cell.kind() == Grid.Kind.PART_OF_DATE) {
            return () -> Fault.partOfDate(cell.text(), cell.shown());
        }
        if (wantsDay && cell.kind() == Grid.Kind.MOMENT) {
            return () -> Fault.moment(cell.text());
        }
        return kind(cell);
    }

    /** The day of a number as programs count days from 1900, or as digits of year, month and day; null where it is none. */
    private static String dayOf(String number) {
        String day = Meaning.day(number);
        if (!day.equals(number)) {
            return day;
        }
        return AS_COUNTED.matcher(number).matches()
                ? LocalDate.of(1899, 12, 30).plusDays(Integer.parseInt(number)).toString()
                : null;
    }

    /** The fault of a text; where somebody has written in plain words what the column has a word for, that word is named. */
    private Fault worded(Columns.Column column, String text, Fault fault) {
        String meant = wording(column, text);
        return meant == null || meant.equalsIgnoreCase(text) ? fault : Fault.otherWording(text, meant);
    }

    /** A word in Chinese where a day, a number or one of some words is wanted is no matter of letters. */
    private Fault inChinese(Columns.Column column, String text, Fault foreign) {
        if (text.codePoints().noneMatch(Character::isIdeographic)) {
            return foreign;
        }
        return switch (column.scalar()) {
            case "date" -> Fault.notADate(text, isoDate(text));
            case "decimal" -> Fault.notADecimal(text, null);
            case "integer" -> Fault.notAnInteger(text, null);
            case "enum" -> Fault.notAllowed(text, words(column, column.values()), null);
            case "country" -> Fault.unknownCountry(text, null);
            case "ref" -> Fault.unknownReference(text, column.to(), null);
            case "vocabulary" -> {
                Set<String> codes = keys.vocabulary(column.in());
                yield codes == null ? foreign : Fault.notInVocabulary(text, column.in(), words(column, codes), null);
            }
            default -> foreign;
        };
    }

    /** The word of the column for a text in plain Chinese or English; null where the text is one already or means none. */
    private String wording(Columns.Column column, String text) {
        Set<String> allowed = new HashSet<>(words(column, column.values()));
        Set<String> more =
                switch (column.type().equals("reading") ? "reading" : column.scalar()) {
                    case "vocabulary" -> keys.vocabulary(column.in());
                    case "ref" -> keys.at(column.to());
                    case "country" -> COUNTRIES;
                    case "reading" -> Set.of(ANY);
                    case "code" -> column.pattern() == null ? null : Wording.country(text) == null ? null : COUNTRIES;
                    default -> null;
                };
        if (more != null) {
            allowed.addAll(more);
        }
        return allowed.contains(text) ? null : Wording.of(text, allowed, keys.labels());
    }

    private static boolean looksLikeFormula(Columns.Column column, String text) {
        char first = text.charAt(0);
        boolean number = column.scalar().equals("decimal") || column.scalar().equals("integer");
        return first == '='
                || first == '@'
                || !number && (first == '+' || first == '-' && text.length() > 1 && text.charAt(1) != ' ');
    }

    private boolean isList(Columns.Column column, String text, Teller tell) {
        String instead = String.join(
                SEPARATOR,
                Stream.of(text.split("[;；]"))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
        if (!instead.equals(text)) {
            tell.accept(() -> Fault.separator(text, instead));
            return false;
        }
        var seen = new HashSet<String>();
        boolean good = true;
        for (String part : text.split(SEPARATOR)) {
            if (part.equals(column.none()) || column.unknown() && part.equals(UNKNOWN)) {
                tell.accept(() -> Fault.wordInList(part));
                good = false;
            } else if (!seen.add(part)) {
                tell.accept(() -> Fault.repeatedPart(part));
                good = false;
            } else {
                good &= isScalar(column, part, tell);
            }
        }
        return good;
    }

    private boolean isScalar(Columns.Column column, String text, Teller tell) {
        Supplier<Fault> found;
        switch (column.scalar()) {
            case Columns.MARK ->
                found = text.equals(MARKED) ? null : () -> Fault.notAllowed(text, List.of(MARKED), MARKED);
            case "text" -> found = text(column, text);
            case "code" -> found = RESERVED.contains(text) ? () -> Fault.reservedWord(text) : shape(column, text);
            case "key" ->
                found = RESERVED.contains(text)
                        ? () -> Fault.reservedWord(text)
                        : KEY.matcher(text).matches() ? shape(column, text) : () -> Fault.notAKey(text);
            case "decimal" -> {
                found = decimal(column, text);
                if (found == null) {
                    found = bound(column, new BigDecimal(text), text);
                }
            }
            case "integer" -> {
                found = integer(text);
                if (found == null) {
                    found = bound(column, Integer.valueOf(text), text);
                }
            }
            case "date" -> {
                found = date(text);
                if (found == null) {
                    found = bound(column, LocalDate.parse(text), text);
                }
            }
            case "enum" ->
                found = column.values().contains(text)
                        ? null
                        : () -> Fault.notAllowed(
                                text, words(column, column.values()), Nearest.of(text, words(column, column.values())));
            case "vocabulary" -> {
                Set<String> codes = keys.vocabulary(column.in());
                found = codes == null || codes.contains(text)
                        ? null
                        : () -> Fault.notInVocabulary(
                                text, column.in(), words(column, codes), Nearest.of(text, words(column, codes)));
            }
            case "ref" -> {
                Set<String> targets = keys.at(column.to());
                found = targets == null || targets.contains(text)
                        ? null
                        : () -> Fault.unknownReference(text, column.to(), Nearest.key(text, targets));
            }
            case "country" ->
                found = COUNTRIES.contains(text)
                        ? null
                        : () -> Fault.unknownCountry(
                                text,
                                COUNTRIES.contains(text.toUpperCase(Locale.ROOT))
                                        ? text.toUpperCase(Locale.ROOT)
                                        : null);
            case "zone" ->
                found = ZoneId.getAvailableZoneIds().contains(text)
                        ? null
                        : () -> Fault.unknownZone(text, Nearest.of(text, ZoneId.getAvailableZoneIds()));
            default -> throw new IllegalStateException("columns.json was checked to have known types only");
        }
        Supplier<Fault> fault = found;
        if (fault != null) {
            tell.accept(() -> worded(column, text, fault.get()));
        }
        return fault == null;
    }

    private Supplier<Fault> text(Columns.Column column, String text) {
        if (column.holes() != null) {
            for (String hole : Templates.names(text)) {
                if (!column.holes().contains(hole)) {
                    return () -> Fault.unknownHole(hole, column.holes(), Nearest.of(hole, column.holes()));
                }
            }
        }
        return shape(column, text);
    }

    private Supplier<Fault> shape(Columns.Column column, String text) {
        if (text.length() > Limits.SHORT_TEXT && !column.isText()) {
            return () -> Fault.tooLong(text.length(), Limits.SHORT_TEXT);
        }
        if (column.pattern() == null) {
            return column.isText() || KEY.matcher(text).matches()
                    ? null
                    : () -> Fault.wrongShape(text, allowed(column));
        }
        return patterns.computeIfAbsent(column, one -> Pattern.compile(one.pattern()))
                        .matcher(text)
                        .matches()
                ? null
                : () -> Fault.wrongShape(text, allowed(column));
    }

    private static Supplier<Fault> decimal(Columns.Column column, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            // without its sign a percentage is another number, where the column holds no percentages
            boolean other = text.contains("%") && !column.isPercent();
            return () -> Fault.notADecimal(text, other ? null : plainDecimal(text));
        }
        int digits = (int) text.chars().filter(Character::isDigit).count();
        return digits > Limits.DIGITS ? () -> Fault.tooManyDigits(digits) : null;
    }

    /** How the number that was meant is written, or null where that cannot be told. */
    private static String plainDecimal(String text) {
        String plain = text.replace("%", "").replace("％", "").strip();
        if (plain.matches("[0-9]+,[0-9]{1,2}")) {
            plain = plain.replace(',', '.');
        }
        if (!plain.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,2})?") || plain.length() > Limits.DIGITS) {
            return null;
        }
        String written = new BigDecimal(plain).toPlainString();
        return DECIMAL.matcher(written).matches() && written.length() <= Limits.DIGITS ? written : null;
    }

    private static Supplier<Fault> integer(String text) {
        if (INTEGER.matcher(text).matches() && text.length() <= 9) {
            return null;
        }
        return () -> {
            String plain = plainDecimal(text);
            return Fault.notAnInteger(
                    text, plain != null && INTEGER.matcher(plain).matches() && plain.length() <= 9 ? plain : null);
        };
    }

    private static Supplier<Fault> date(String text) {
        Matcher iso = DATE.matcher(text);
        if (!iso.matches()) {
            Matcher slashed = SLASHED.matcher(text);
            return slashed.matches()
                    ? () -> Fault.eitherDay(
                            text,
                            isoDate(slashed.group(3) + "-" + slashed.group(1) + "-" + slashed.group(2)),
                            isoDate(slashed.group(3) + "-" + slashed.group(2) + "-" + slashed.group(1)))
                    : () -> Fault.notADate(text, isoDate(text));
        }
        try {
            LocalDate.parse(text);
            return null;
        } catch (DateTimeException absent) {
            return () -> Fault.noSuchDay(text, lastOfMonth(iso.group(1), iso.group(2)));
        }
    }

    private static String lastOfMonth(String year, String month) {
        try {
            return YearMonth.of(Integer.parseInt(year), Integer.parseInt(month))
                    .atEndOfMonth()
                    .toString();
        } catch (DateTimeException absent) {
            return null;
        }
    }

    private static String isoDate(String text) {
        String plain = AROUND_A_DAY
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceFirst("");
        for (DateTimeFormatter month : BY_THE_NAME_OF_THE_MONTH) {
            try {
                return LocalDate.parse(plain, month).toString();
            } catch (DateTimeException absent) {
                continue;
            }
        }
        if (AS_COUNTED.matcher(plain).matches()) {
            return LocalDate.of(1899, 12, 30).plusDays(Integer.parseInt(plain)).toString();
        }
        Matcher yearFirst = YEAR_FIRST.matcher(plain);
        Matcher dayFirst = DAY_FIRST.matcher(plain);
        try {
            if (yearFirst.matches()) {
                return date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
            }
            return dayFirst.matches() ? date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1)) : null;
        } catch (DateTimeException absent) {
            return null;
        }
    }

    private static String date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                .toString();
    }

    private boolean isReading(String text, Teller tell) {
        if (text.equals(ANY)) {
            return true;
        }
        Set<String> known = keys.at(columns.readings());
        var asked = new HashSet<String>();
        boolean good = true;
        for (String part : text.split(SEPARATOR, -1)) {
            int split = part.indexOf('=');
            String question = split < 0 ? "" : part.substring(0, split);
            Supplier<Fault> fault = null;
            if (split <= 0 || split == part.length() - 1 || !KEY.matcher(part).matches()) {
                fault = () -> Fault.malformedReading(part.isEmpty() ? text : part);
            } else if (known != null && !known.contains(part)) {
                fault = () -> Fault.unknownReading(part, columns.readings(), Nearest.of(part, known));
            } else if (!asked.add(question)) {
                fault = () -> Fault.questionTwice(question);
            }
            if (fault != null) {
                tell.accept(fault);
                good = false;
            }
        }
        return good;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Supplier<Fault> bound(Columns.Column column, Comparable value, String text) {
        Bounds allowed = bounds.computeIfAbsent(column, CellTypes::bounds);
        boolean below = allowed.min != null && value.compareTo(allowed.min) < 0;
        boolean above = allowed.max != null && value.compareTo(allowed.max) > 0;
        return below || above ? () -> Fault.outOfBounds(text, print(allowed.min), print(allowed.max)) : null;
    }

    private static String print(Comparable<?> bound) {
        return bound == null ? "..." : bound instanceof BigDecimal number ? number.toPlainString() : bound.toString();
    }

    static Bounds bounds(Columns.Column column) {
        String min = column.min();
        String max = column.max();
        return switch (String.valueOf(column.scalar())) {
            case "decimal" ->
                new Bounds(min == null ? null : new BigDecimal(min), max == null ? null : new BigDecimal(max));
            case "integer" ->
                new Bounds(
                        min == null ? Integer.valueOf(0) : Integer.valueOf(min),
                        max == null ? null : Integer.valueOf(max));
            // a year typed wrongly is more likely than a rule of another century
            case "date" ->
                new Bounds(
                        LocalDate.parse(min == null ? "1900-01-01" : min),
                        LocalDate.parse(max == null ? "2199-12-31" : max));
            default -> new Bounds(null, null);
        };
    }

    /** The allowed words of a column with those that stand for no value and for what is not known. */
    private static List<String> words(Columns.Column column, Iterable<String> values) {
        var words = new ArrayList<String>();
        values.forEach(words::add);
        if (column.none() != null) {
            words.add(column.none());
        }
        if (column.unknown()) {
            words.add(UNKNOWN);
        }
        return words;
    }

    /** What a column allows, as the end of a sentence. */
    private Text allowed(Columns.Column column) {
        Text one = column.shape() != null
                ? column.shape()
                : switch (column.type().equals("reading") ? "reading" : column.scalar()) {
                    case "key" -> new Text("a key that no other row has", "其他行未使用的键");
                    case "code" ->
                        new Text("a code of letters, digits and signs without spaces", "由字母、数字和符号组成且不含空格的编码");
                    case "decimal" -> new Text("a decimal such as `0.1`", "小数，例如 `0.1`");
                    case "integer" -> new Text("a whole number such as `45`", "整数，例如 `45`");
                    case "date" -> new Text("a date such as `2025-10-09`", "日期，例如 `2025-10-09`");
                    case "enum" -> new Text("one of " + quoted(column.values()), "以下之一：" + quoted(column.values()));
                    case "vocabulary" ->
                        new Text("a code of the vocabulary `" + column.in() + "`", "词表 `" + column.in() + "` 中的代码");
                    case "ref" -> new Text("a key of `" + column.to() + "`", "`" + column.to() + "` 中的键");
                    case "country" -> new Text("a country code such as `CN`", "国家代码，例如 `CN`");
                    case "zone" -> new Text("a time zone such as `Asia/Shanghai`", "时区，例如 `Asia/Shanghai`");
                    case "reading" -> new Text("`ANY` or question=READING", "`ANY` 或 question=READING");
                    default -> new Text("a text", "文本");
                };
        String en = one.en();
        String zh = one.zh();
        if (column.isList()) {
            en += ", several joined by `; `";
            zh += "，多个之间用 `; ` 分隔";
        }
        if (column.none() != null) {
            en += ", or `" + column.none() + "`";
            zh += "，或 `" + column.none() + "`";
        }
        if (column.unknown()) {
            en += ", or `?` where the sources do not say";
            zh += "，或在来源未说明时填 `?`";
        }
        return new Text(en, zh);
    }

    private static String quoted(List<String> values) {
        return "`" + String.join("`, `", values) + "`";
    }
}
