package guanka.tables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.facts.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which workbook column means what: the content of {@code columns.json}, described in {@code src/tables/columns.md}.
 *
 * @param vocabulary where the vocabularies stand, null where no column is of type {@code vocabulary}
 * @param readings   {@code workbook!Sheet} whose keys are {@code question=READING}, null where no column is of type {@code reading}
 * @param tail       columns that end every sheet that is a table
 * @param workbooks  the workbooks of a ruleset
 */
public record Columns(Vocabulary vocabulary, String readings, List<Column> tail, List<Workbook> workbooks) {

    /** The scalar types a cell may have. */
    static final Set<String> SCALARS =
            Set.of("key", "text", "code", "decimal", "integer", "date", "enum", "vocabulary", "ref", "country", "zone");

    /** A column of a chart: several of them fill one list, each with its header where the cell is marked. */
    static final String MARK = "mark";

    /** The unit of a number that is a percentage. */
    static final String PERCENT = "percent";

    /** In the place of a header: the headers of the columns of a chart, and the name of its sheet. */
    static final String HEADERS = "*";

    /** Between several sheets that a reference may mean. */
    private static final String OR = "|";

    /**
     * Where vocabularies stand.
     *
     * @param sheet {@code workbook!Sheet}
     * @param name  header of the column that names the vocabulary
     * @param code  header of the column that holds its codes
     */
    public record Vocabulary(String sheet, String name, String code) {}

    /** A workbook file and its sheets, in their order. */
    public record Workbook(String file, List<Sheet> sheets) {
        public Workbook {
            sheets = listed(sheets);
        }
    }

    /**
     * A sheet.
     *
     * @param sheet   its name
     * @param free    whether it is a page for readers without a table; then it has no columns
     * @param row     class name of the record that its rows fill, null where rows are only read and checked
     * @param columns its columns in their order; {@link Columns#parse} has added the tail
     * @param checks  checks over several rows or columns
     */
    public record Sheet(String sheet, boolean free, String row, List<Column> columns, List<Check> checks) {
        public Sheet {
            columns = listed(columns);
            checks = listed(checks);
        }

        Column column(String header) {
            return columns.stream()
                    .filter(column -> column.header.equals(header))
                    .findFirst()
                    .orElse(null);
        }

        int place(String header) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).header.equals(header)) {
                    return i;
                }
            }
            return -1;
        }

        int keyPlace() {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).type.equals("key")) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * A column.
     *
     * @param header  its header
     * @param field   component of the row record that it fills, null where it is checked and not handed on
     * @param type    a scalar type, {@code list} or {@code reading}
     * @param of      for {@code list}: the scalar type of its parts
     * @param in      for {@code vocabulary}: the name of the vocabulary
     * @param to      for {@code ref}: {@code workbook!Sheet}, whose keys are meant, {@code workbook!Sheet!header}, or
     *                {@code workbook!Sheet!*}, the headers of its marks and its own name; several joined by {@code |}
     * @param values  for {@code enum}: the allowed words
     * @param blank   whether it may be blank
     * @param none    a word for "no value", handed on as null or as an empty list
     * @param unknown whether {@code ?} is allowed, handed on as it stands
     * @param pattern a regular expression that the whole text, or each part of a list, must match
     * @param shape   that pattern in words, ends a sentence that begins with "allowed is"
     * @param min     least value of a decimal, an integer or a date
     * @param max     greatest value of a decimal, an integer or a date
     * @param lines   for {@code text}: whether line breaks are allowed
     * @param unit    for {@code decimal}: {@code percent} where the number is a percentage, so that a cell may show it with its sign
     * @param holes   for {@code text}: the names that may stand in braces; null where braces are not looked at
     */
    public record Column(
            String header,
            String field,
            String type,
            String of,
            String in,
            String to,
            List<String> values,
            boolean blank,
            String none,
            boolean unknown,
            String pattern,
            Text shape,
            String min,
            String max,
            boolean lines,
            String unit,
            List<String> holes) {

        public Column {
            values = listed(values);
            holes = holes == null ? null : List.copyOf(holes);
        }

        boolean isList() {
            return "list".equals(type);
        }

        /** The type of the cell, or of each part of a list. */
        String scalar() {
            return isList() ? of : type;
        }

        boolean isMark() {
            return MARK.equals(type);
        }

        boolean isPercent() {
            return PERCENT.equals(unit);
        }

        boolean isText() {
            return "text".equals(scalar());
        }
    }

    /**
     * A check over a sheet.
     *
     * @param check   {@code period}, {@code calendar}, {@code apart}, {@code single}, {@code key}, {@code exists}, {@code unique}, {@code then}
     *                or {@code said}
     * @param subject {@code calendar}, {@code apart}: header of the column whose values each have a calendar of their own
     * @param from    header of the first day; {@code unique} and {@code single} look only at rows that hold on a day together where
     *                it is given
     * @param to      header of the last day
     * @param reading header of the readings under which a row holds
     * @param where   only rows with one of these words in the column are looked at
     * @param then    {@code then}: the words that such a row may have in other columns
     * @param always  {@code single}: whether a row must hold under every combination of readings
     * @param value   {@code key}, {@code exists}: a template such as <code>{question}={reading}</code>
     * @param in      {@code exists}: {@code workbook!Sheet} or {@code workbook!Sheet!header} that must hold the value
     * @param columns {@code unique}: headers whose values together must differ from row to row; {@code single}: headers whose values together
     *                are what rows speak of
     */
    public record Check(
            String check,
            String subject,
            String from,
            String to,
            String reading,
            Map<String, List<String>> where,
            Map<String, List<String>> then,
            boolean always,
            String value,
            String in,
            List<String> columns) {

        public Check {
            where = where == null ? Map.of() : Map.copyOf(where);
            then = then == null ? Map.of() : Map.copyOf(then);
            columns = listed(columns);
        }
    }

    public Columns {
        tail = listed(tail);
        workbooks = listed(workbooks);
    }

    /**
     * Reads {@code columns.json}.
     *
     * @throws IllegalArgumentException when it is not well-formed or contradicts itself; the message names the sheet and the header
     */
    public static Columns parse(byte[] json) {
        Columns declared;
        try {
            declared = JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readValue(json, Columns.class);
        } catch (JsonProcessingException malformed) {
            malformed.clearLocation();
            throw new IllegalArgumentException(
                    "columns.json cannot be read: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("columns.json cannot be read", malformed);
        }
        Columns complete = declared.withTails();
        complete.check();
        return complete;
    }

    /** The declaration of {@code workbook!Sheet}, if there is one. */
    Optional<Sheet> sheet(String address) {
        String[] parts = address.split("!", 3);
        return workbooks.stream()
                .filter(workbook -> workbook.file.equals(parts[0]))
                .flatMap(workbook -> workbook.sheets.stream())
                .filter(sheet -> parts.length > 1 && sheet.sheet.equals(parts[1]))
                .findFirst();
    }

    private Columns withTails() {
        return new Columns(
                vocabulary,
                readings,
                tail,
                workbooks.stream()
                        .map(workbook -> new Workbook(
                                workbook.file,
                                workbook.sheets.stream().map(this::withTail).toList()))
                        .toList());
    }

    private Sheet withTail(Sheet sheet) {
        if (sheet.free) {
            return sheet;
        }
        var columns = new java.util.ArrayList<>(sheet.columns);
        columns.addAll(tail);
        return new Sheet(sheet.sheet, false, sheet.row, columns, sheet.checks);
    }

    private void check() {
        var files = new HashSet<String>();
        for (Workbook workbook : workbooks) {
            demand(workbook.file != null && files.add(workbook.file), "two workbooks are called " + workbook.file);
            var sheets = new HashSet<String>();
            for (Sheet sheet : workbook.sheets) {
                String place = workbook.file + "!" + sheet.sheet;
                demand(sheet.sheet != null && sheets.add(sheet.sheet), place + " is declared twice");
                checkSheet(place, sheet);
            }
        }
        if (vocabulary != null) {
            target("the vocabulary", vocabulary.sheet + "!" + vocabulary.name);
            target("the vocabulary", vocabulary.sheet + "!" + vocabulary.code);
        }
        if (readings != null) {
            target("the readings", readings);
        }
    }

    private void checkSheet(String place, Sheet sheet) {
        if (sheet.free) {
            demand(
                    sheet.columns.isEmpty() && sheet.row == null && sheet.checks.isEmpty(),
                    place + " is free and has no columns, row or checks");
            return;
        }
        var headers = new HashSet<String>();
        int keys = 0;
        for (Column column : sheet.columns) {
            String where = place + "!" + column.header;
            demand(column.header != null && headers.add(column.header), where + " is declared twice");
            keys += "key".equals(column.type) ? 1 : 0;
            checkColumn(where, column);
        }
        demand(keys == 1, place + " has one column of type key");
        demand(sheet.columns.size() <= Limits.COLUMNS, place + " has at most " + Limits.COLUMNS + " columns");
        for (Check check : sheet.checks) {
            checkCheck(place, sheet, check);
        }
    }

    private void checkColumn(String where, Column column) {
        boolean reading = "reading".equals(column.type);
        demand(
                reading || column.isList() || column.isMark() || SCALARS.contains(String.valueOf(column.type)),
                where + " has no known type: " + column.type);
        demand(
                !column.isList() || SCALARS.contains(String.valueOf(column.of)) && !"key".equals(column.of),
                where + " is a list of no known type: " + column.of);
        demand(!reading || readings != null, where + " is a reading, but no sheet of readings is declared");
        demand(
                "enum".equals(column.scalar()) == !column.values.isEmpty(),
                where + " has values where its type is enum, and only there");
        demand(
                "vocabulary".equals(column.scalar()) == (column.in != null),
                where + " says in which vocabulary where its type is vocabulary, and only there");
        demand(column.in == null || vocabulary != null, where + " needs a vocabulary, but none is declared");
        demand(
                "ref".equals(column.scalar()) == (column.to != null),
                where + " says to what it refers where its type is ref, and only there");
        demand(
                (column.pattern == null) == (column.shape == null),
                where + " has a pattern and its shape in words, or neither");
        demand(
                column.shape == null || column.shape.en() != null && column.shape.zh() != null,
                where + " has a shape in en and zh");
        boolean number = Set.of("decimal", "integer").contains(column.scalar());
        boolean date = "date".equals(column.scalar());
        demand(
                number || date || column.min == null && column.max == null,
                where + " has bounds, but is neither number nor date");
        demand(
                !column.unknown || !number && !date && !reading || column.isList(),
                where + " cannot hand on `?`: its type has no place for it");
        demand(
                column.unit == null || column.isPercent() && "decimal".equals(column.scalar()),
                where + " has a unit, which is `percent` of a decimal or not said");
        if (column.to != null) {
            target(where, column.to);
        }
        try {
            if (column.pattern != null) {
                Pattern.compile(column.pattern);
            }
            CellTypes.bounds(column);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(
                    "columns.json: " + where + " has a pattern that cannot be read: " + malformed.getDescription(),
                    malformed);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("columns.json: " + where + " has bounds that cannot be read", malformed);
        }
    }

    private void checkCheck(String place, Sheet sheet, Check check) {
        var headers = new java.util.ArrayList<String>(check.columns);
        headers.addAll(check.where.keySet());
        switch (String.valueOf(check.check)) {
            case "period" -> headers.addAll(java.util.Arrays.asList(check.from, check.to));
            case "calendar" ->
                headers.addAll(java.util.Arrays.asList(check.from, check.to, check.subject, check.reading));
            case "apart" -> {
                headers.addAll(java.util.Arrays.asList(check.from, check.to, check.subject));
                if (check.reading != null) {
                    headers.add(check.reading);
                }
            }
            case "key" -> headers.addAll(Templates.names(check.value));
            case "exists" -> {
                headers.addAll(Templates.names(check.value));
                demand(check.in != null, place + " has a check that does not say where the value must exist");
                target(place, check.in);
            }
            case "single" -> {
                headers.add(check.reading);
                headers.addAll(days(place, check));
            }
            case "unique" -> {
                demand(!check.columns.isEmpty(), place + " has a check `unique` of no columns");
                headers.addAll(days(place, check));
            }
            case "then" -> headers.addAll(check.then.keySet());
            case "said" -> demand(!check.columns.isEmpty(), place + " has a check `said` of no columns");
            default -> demand(false, place + " has an unknown check " + check.check);
        }
        for (String header : headers) {
            demand(
                    header != null && sheet.column(header) != null,
                    place + " has a check `" + check.check + "` on a column it does not have: " + header);
        }
        for (String day : java.util.Arrays.asList(check.from, check.to)) {
            demand(
                    day == null || "date".equals(sheet.column(day).type),
                    place + "!" + day + " must be a date for its check");
        }
        demand(
                check.reading == null || "reading".equals(sheet.column(check.reading).type),
                place + "!" + check.reading + " must be a reading for its check");
    }

    /** The headers of the days on which rows hold, where a check looks at them. */
    private static List<String> days(String place, Check check) {
        demand(
                (check.from == null) == (check.to == null),
                place + " has a check `" + check.check + "` that names one end of the days and not the other");
        return check.from == null ? List.of() : List.of(check.from, check.to);
    }

    /** The sheets or columns that an address means. */
    static List<String> addresses(String to) {
        return List.of(to.split(Pattern.quote(OR)));
    }

    private void target(String where, String to) {
        addresses(to).forEach(address -> one(where, address));
    }

    private void one(String where, String address) {
        String[] parts = address.split("!", 3);
        var sheet = sheet(address).orElse(null);
        demand(sheet != null && !sheet.free, where + " refers to a sheet that is not declared: " + address);
        demand(
                parts.length < 3
                        || sheet.column(parts[2]) != null
                        || parts[2].equals(HEADERS) && sheet.columns.stream().anyMatch(Column::isMark),
                where + " refers to a column that is not declared: " + address);
    }

    private static void demand(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("columns.json: " + message);
        }
    }

    private static <T> List<T> listed(List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
