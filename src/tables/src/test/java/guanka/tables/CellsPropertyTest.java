package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Source;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What holds for whatever somebody types. */
class CellsPropertyTest {

    record Note(Source source, String key, Text text, String line, List<String> several) {}

    record Number(Source source, String key, BigDecimal number) {}

    private static final Columns NOTES = columns("""
            {"workbooks": [{"file": "notes.xlsx", "sheets": [{"sheet": "Notes", "row": "guanka.tables.CellsPropertyTest$Note", "columns": [
              {"header": "key", "field": "key", "type": "key"},
              {"header": "text en", "field": "text.en", "type": "text"},
              {"header": "text zh", "field": "text.zh", "type": "text", "lines": true},
              {"header": "line", "field": "line", "type": "text", "none": "NONE"},
              {"header": "several", "field": "several", "type": "list", "of": "text"}]}]}]}
            """);

    private static final Columns NUMBERS = columns("""
            {"workbooks": [{"file": "notes.xlsx", "sheets": [{"sheet": "Notes", "row": "guanka.tables.CellsPropertyTest$Number", "columns": [
              {"header": "key", "field": "key", "type": "key"},
              {"header": "number", "field": "number", "type": "decimal"}]}]}]}
            """);

    private static final Pattern DOUBLES =
            Pattern.compile("[\\x{2E80}-\\x{2FDF}\\x{F900}-\\x{FAFF}\\x{2F800}-\\x{2FA1F}]");
    private static final String BETWEEN_NAMES = "[；、;，,/／ ]";

    @Provide
    Arbitrary<String> typed() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(30);
        Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
        Arbitrary<String> chinese = Arbitraries.strings()
                .withCharRange('\u4E00', '\u9FFF')
                .withChars("，。；（）〇\u2F24\uF90A \u3000")
                .ofMaxLength(30);
        Arbitrary<String> formulaLike = plain.map(text -> "=" + text);
        Arbitrary<String> foreign = Arbitraries.strings()
                .withCharRange('\u0370', '\u052F')
                .withCharRange('A', 'Z')
                .withChars(" -")
                .ofMaxLength(12);
        return Arbitraries.oneOf(anything, plain, chinese, formulaLike, foreign).filter(CellsPropertyTest::canBeTyped);
    }

    /** POI writes a question mark for what XML cannot hold, and what looks like an escape means another text. */
    private static boolean canBeTyped(String text) {
        return text.codePoints()
                        .allMatch(letter -> letter == '\t'
                                || letter == '\n'
                                || letter >= 0x20 && letter <= 0xD7FF
                                || letter >= 0xE000 && letter <= 0xFFFD
                                || letter >= 0x10000)
                && !SharedTexts.unescaped(text).contains("\r")
                && SharedTexts.unescaped(text).equals(text);
    }

    @Property(seed = "1", tries = 150)
    void aTypedTextIsHandedOnVerbatimOrNamedByItsCell(
            @ForAll @Size(min = 1, max = 12) List<@net.jqwik.api.From("typed") String> texts) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(List.of("K" + i, texts.get(i), texts.get(i), texts.get(i), texts.get(i)));
        }
        List<CellMistake> mistakes = mistakes(NOTES, rows);
        var named = mistakes.stream().map(CellMistake::cell).collect(Collectors.toSet());
        mistakes.forEach(CellMistakesTest::isOneSentence);
        // the rows without a mistake are read again, alone, and must hand on each text as it was typed
        var good = new ArrayList<List<String>>();
        for (int i = 0; i < texts.size(); i++) {
            boolean blank = texts.get(i).isEmpty();
            for (String column : List.of("B", "C", "D", "E")) {
                if (blank) {
                    assertTrue(named.contains(column + (i + 3)), () -> "a blank cell was taken: " + mistakes);
                }
            }
            int row = i + 3;
            if (List.of("B", "C", "D", "E").stream().noneMatch(column -> named.contains(column + row))) {
                good.add(rows.get(i));
            }
        }
        List<Note> notes = read(NOTES, good).rows(Note.class);
        assertEquals(good.size(), notes.size());
        for (int i = 0; i < good.size(); i++) {
            // signs that only look like a Chinese character are read as it
            String text = DOUBLES.matcher(good.get(i).get(1))
                    .replaceAll(sign -> Normalizer.normalize(sign.group(), Normalizer.Form.NFKC));
            assertEquals(text, notes.get(i).text.en());
            assertEquals(text, notes.get(i).text.zh());
            assertEquals(text.equals("NONE") ? null : text, notes.get(i).line);
            // nothing but what stands between two names is written otherwise
            assertEquals(
                    text.replaceAll(BETWEEN_NAMES, ""),
                    String.join("", notes.get(i).several).replaceAll(BETWEEN_NAMES, ""));
        }
    }

    @Property(seed = "1", tries = 100)
    void aDecimalIsReadExactlyOrNamed(@ForAll("decimals") String typed) {
        List<List<String>> rows = List.of(List.of("K", typed));
        List<CellMistake> mistakes = mistakes(NUMBERS, rows);
        if (mistakes.isEmpty()) {
            assertEquals(
                    typed, read(NUMBERS, rows).rows(Number.class).get(0).number.toPlainString());
        } else {
            assertEquals("B3", mistakes.get(0).cell());
        }
    }

    @Provide
    Arbitrary<String> decimals() {
        Arbitrary<String> exact = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                .ofScale(8)
                .map(BigDecimal::toPlainString);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("0123456789.,-+eE%")
                .ofMinLength(1)
                .ofMaxLength(45);
        return Arbitraries.oneOf(exact, odd);
    }

    @Property(seed = "1", tries = 50)
    void theTextOfASheetDoesNotDependOnTheOrderOfItsRows(
            @ForAll @Size(min = 2, max = 20) List<@net.jqwik.api.From("lines") String> texts, @ForAll Random random) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(List.of("K" + i, texts.get(i), texts.get(i), texts.get(i), texts.get(i)));
        }
        String before = read(NOTES, rows).sheets().get(0).asText();
        Tables base = read(NOTES, rows);
        Collections.shuffle(rows, random);
        assertEquals(before, read(NOTES, rows).sheets().get(0).asText());
        assertEquals(4 * texts.size() + texts.size(), before.lines().count());
        assertTrue(TableDiff.between(base, read(NOTES, rows)).isEmpty());
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
    }

    private static Columns columns(String json) {
        return Columns.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Tables read(Columns columns, List<List<String>> rows) {
        var files = new TreeMap<String, byte[]>();
        try (var book = new XSSFWorkbook()) {
            var sheet = book.createSheet("Notes");
            var headers = columns.workbooks().get(0).sheets().get(0).columns().stream()
                    .map(Columns.Column::header)
                    .toList();
            Sample.write(sheet, 0, headers);
            Sample.write(
                    sheet, 1, headers.stream().map(header -> "Explains it.").toList());
            for (int i = 0; i < rows.size(); i++) {
                Sample.write(sheet, i + 2, rows.get(i));
            }
            files.put("notes.xlsx", Sample.bytes(book));
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return Workbooks.read(columns, files, CellsPropertyTest.class.getClassLoader());
    }

    private static List<CellMistake> mistakes(Columns columns, List<List<String>> rows) {
        try {
            read(columns, rows);
            return List.of();
        } catch (RefusedWorkbooks refused) {
            return refused.mistakes();
        }
    }
}
