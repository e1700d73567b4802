package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Source;
import guanka.facts.rows.AddedLater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A declaration that contradicts itself or its records is a fault of the ruleset, told when it is loaded. */
class ColumnsTest {

    record Pair(Source source, String key, String word) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} x | cannot be read",
                "{'workbuks': []} | cannot be read",
                "{'workbooks': [], 'workbooks': []} | cannot be read",
                "{'workbooks': [{'file': 'a', 'sheets': [{'sheet': 'S', 'columns': []}]}]} | a!S has one column of type key",
                "{'workbooks': [{'file': 'a', 'sheets': []}, {'file': 'a', 'sheets': []}]} | two workbooks are called a",
                "COLUMN {'header': 'x', 'type': 'txt'} | w.xlsx!S!x has no known type: txt",
                "COLUMN {'header': 'x', 'type': 'list'} | w.xlsx!S!x is a list of no known type",
                "COLUMN {'header': 'x', 'type': 'enum'} | w.xlsx!S!x has values where its type is enum",
                "COLUMN {'header': 'x', 'type': 'ref', 'to': 'w.xlsx!T'} | w.xlsx!S!x refers to a sheet that is not declared: w.xlsx!T",
                "COLUMN {'header': 'x', 'type': 'ref', 'to': 'w.xlsx!S!y'} | w.xlsx!S!x refers to a column that is not declared",
                "COLUMN {'header': 'x', 'type': 'vocabulary', 'in': 'v'} | w.xlsx!S!x needs a vocabulary",
                "COLUMN {'header': 'x', 'type': 'reading'} | no sheet of readings is declared",
                "COLUMN {'header': 'x', 'type': 'date', 'unknown': true} | cannot hand on `?`",
                "COLUMN {'header': 'x', 'type': 'text', 'pattern': 'a'} | a pattern and its shape in words, or neither",
                "COLUMN {'header': 'x', 'type': 'text', 'pattern': '(', 'shape': {'en': 'a', 'zh': 'a'}} | a pattern that cannot be read",
                "COLUMN {'header': 'x', 'type': 'decimal', 'min': 'a'} | bounds that cannot be read",
                "COLUMN {'header': 'x', 'type': 'text', 'min': '1'} | is neither number nor date",
                "COLUMN {'header': 'key', 'type': 'text'} | w.xlsx!S!key is declared twice"
            })
    void aContradictionIsToldWithItsPlace(String json, String message) {
        var told = assertThrows(IllegalArgumentException.class, () -> parse(json));
        assertTrue(told.getMessage().contains(message), told.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "guanka.tables.Missing | word | the row type guanka.tables.Missing is not found",
                "java.lang.String | word | is not a record",
                "guanka.tables.ColumnsTest$Pair | words | no column fills word",
            })
    void aRowTypeThatDoesNotFitIsTold(String row, String field, String message) {
        Columns columns = parse("{'workbooks': [{'file': 'w.xlsx', 'sheets': [{'sheet': 'S', 'row': '" + row
                + "', 'columns': [{'header': 'key', 'field': 'key', 'type': 'key'}," + "{'header': 'x', 'field': '"
                + field + "', 'type': 'text'}]}]}]}");
        var told = assertThrows(
                IllegalArgumentException.class,
                () -> Workbooks.read(columns, new TreeMap<>(), getClass().getClassLoader()));
        assertTrue(told.getMessage().contains(message), told.getMessage());
    }

    record Widened(
            String key,
            String word,
            @AddedLater String more,
            @AddedLater List<String> others) {}

    @Test
    void whatARowSaysLaterIsNothingInColumnsThatWereDeclaredBefore() {
        Columns columns =
                parse("{'workbooks': [{'file': 'w.xlsx', 'sheets': [{'sheet': 'S', 'row': '" + Widened.class.getName()
                        + "', 'columns': [{'header': 'key', 'field': 'key', 'type': 'key'},"
                        + "{'header': 'x', 'field': 'word', 'type': 'text'}]}]}]}");
        RowType type = RowType.of(
                columns.workbooks().get(0).sheets().get(0), getClass().getClassLoader());
        assertEquals(new Widened("a", "b", null, List.of()), type.make(null, new Object[] {"a", "b"}));
    }

    record Charge(String key, Sample.Kind kind) {}

    @Test
    void aWordThatAnEnumDoesNotKnowIsAMistakeOfTheDeclaration() {
        Columns columns = parse("{'workbooks': [{'file': 'w.xlsx', 'sheets': [{'sheet': 'S', 'row': '"
                + Charge.class.getName() + "', 'columns': [{'header': 'key', 'field': 'key', 'type': 'key'},"
                + "{'header': 'kind', 'field': 'kind', 'type': 'enum', 'values': ['FEE', 'TOLL']}]}]}]}");
        var told = assertThrows(
                IllegalArgumentException.class,
                () -> Workbooks.read(columns, new TreeMap<>(), getClass().getClassLoader()));
        assertTrue(told.getMessage().contains("the column kind does not fit Kind kind"), told.getMessage());
    }

    @Test
    void aCheckThatNamesOneEndOfTheDaysIsAMistakeOfTheDeclaration() {
        var told = assertThrows(
                IllegalArgumentException.class,
                () -> parse("{'workbooks': [{'file': 'w.xlsx', 'sheets': [{'sheet': 'S', 'columns': ["
                        + "{'header': 'key', 'type': 'key'}, {'header': 'from', 'type': 'date', 'none': 'OPEN'}],"
                        + " 'checks': [{'check': 'unique', 'columns': ['key'], 'from': 'from'}]}]}]}"));
        assertTrue(told.getMessage().contains("names one end of the days and not the other"), told.getMessage());
    }

    @Test
    void theTailEndsEveryTable() {
        Columns.Sheet laws = Sample.COLUMNS.sheet("laws.xlsx!Laws").orElseThrow();
        assertEquals("note", laws.columns().get(laws.columns().size() - 1).header());
        assertTrue(Sample.COLUMNS
                .sheet("laws.xlsx!Read me")
                .orElseThrow()
                .columns()
                .isEmpty());
    }

    @Test
    void everyKindOfMistakeIsDescribed() throws IOException {
        String described = Files.readString(Path.of("columns.md"));
        String wording = Files.readString(Path.of("src/main/java/guanka/tables/Fault.java"));
        var codes = Pattern.compile("\\bof\\(\\s*\"([a-z-]+)\"")
                .matcher(wording)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertTrue(codes.size() > 60, codes::toString);
        codes.forEach(
                code -> assertTrue(described.contains("`" + code + "`"), () -> "columns.md must describe " + code));
        for (MistakeCodes group : MistakeCodes.all()) {
            String line = "| " + group.about().en() + " | `" + String.join("` `", group.codes()) + "` |";
            assertTrue(described.contains(line), () -> "columns.md must hold " + line);
        }
        assertEquals(
                new TreeSet<>(codes),
                MistakeCodes.all().stream()
                        .flatMap(group -> group.codes().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Columns parse(String json) {
        String complete = json.startsWith("COLUMN ")
                ? "{'workbooks': [{'file': 'w.xlsx', 'sheets': [{'sheet': 'S', 'columns': [{'header': 'key', 'type': 'key'}, "
                        + json.substring(7) + "]}]}]}"
                : json;
        return Columns.parse(complete.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
