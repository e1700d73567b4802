package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One workbook for each kind of mistake: it is named, at its cell, with what was found and what is allowed, and nothing else is. */
class CellMistakesTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // blank and wrong kinds of cell
                text(
                        "a blank cell",
                        "Laws!D3",
                        "",
                        "blank",
                        "the cell is blank, which `effect` may not be; allowed is one of `LICENSE_REQUIRED`, `PROHIBITED`, `EXEMPT`"),
                cell(
                        "a code that became a number",
                        "Laws!H3",
                        cell -> cell.setCellValue(500),
                        "not-text",
                        "the number `500` stands where a code or text is wanted, and programs make numbers of codes such as 5E002"),
                cell(
                        "a number in a text",
                        "Laws!B3",
                        cell -> cell.setCellValue(0.1),
                        "not-text",
                        "the number `0.1` stands where a code or text is wanted"),
                cell(
                        "a number that is shown rounded",
                        "Laws!E3",
                        cell -> {
                            asFormat(cell, "0.0");
                            cell.setCellValue(0.15);
                        },
                        "not-a-decimal",
                        "the cell shows `0.2` and holds `0.15`"),
                cell(
                        "a percentage where there are none",
                        "Laws!F3",
                        cell -> {
                            asFormat(cell, "0%");
                            cell.setCellValue(0.45);
                        },
                        "not-a-decimal",
                        "`45%` is a percentage, and this column holds none"),
                cell(
                        "a day that became a number",
                        "Laws!G3",
                        cell -> cell.setCellValue(46398),
                        "not-text",
                        "the number `46398` stands where a date is wanted, programs count `2027-01-11` so; type the date again as `2027-01-11`"),
                cell(
                        "a day without its year",
                        "Laws!G3",
                        cell -> {
                            asDate(cell);
                            asFormat(cell, "d-mmm");
                        },
                        "not-a-date",
                        "the cell shows `9-Oct` without year or day"),
                cell(
                        "a day with an hour",
                        "Laws!G3",
                        cell -> {
                            asDate(cell);
                            cell.setCellValue(LocalDate.of(2025, 10, 9).atTime(8, 0));
                        },
                        "not-a-date",
                        "the cell holds the moment `2025-10-09T08:00`, wanted is a day; type it again as `2025-10-09`"),
                cell(
                        "a date cell in a code",
                        "Laws!H3",
                        CellMistakesTest::asDate,
                        "not-text",
                        "a date cell (`2025-10-09`) stands where no date is wanted, and programs make dates of texts such as 1-2"),
                cell("a truth value", "Laws!D3", cell -> cell.setCellValue(true), "not-text", "the truth value `TRUE`"),
                cell(
                        "an error",
                        "Laws!D3",
                        cell -> cell.setCellErrorValue(FormulaError.NA.getCode()),
                        "not-text",
                        "the error `#N/A`"),
                cell(
                        "a formula",
                        "Laws!E3",
                        cell -> cell.setCellFormula("1/10"),
                        "formula",
                        "the formula `=1/10` is not allowed"),
                text(
                        "a text that would run as a formula",
                        "Laws!B3",
                        "=HYPERLINK(\"http://x\")",
                        "formula-like",
                        "would run as a formula"),
                text("a DDE text", "Laws!B3", "@SUM(1+1)*cmd|' /C calc'!A0", "formula-like", "would run as a formula"),
                // letters
                text("a control character", "Laws!B3", "First_x0007_law", "control-character", "U+0007 BEL"),
                text(
                        "a bidi override",
                        "Laws!B3",
                        "First \u202Ewal",
                        "bidi-character",
                        "U+202E RIGHT-TO-LEFT OVERRIDE"),
                text(
                        "a zero-width space",
                        "Laws!B3",
                        "First\u200Blaw",
                        "invisible-character",
                        "U+200B ZERO WIDTH SPACE"),
                text("a byte order mark", "Laws!C3", "第\uFEFF一法", "invisible-character", "U+FEFF"),
                text("a private character", "Laws!C3", "第\uE000法", "meaningless-character", "U+E000"),
                text("a hard space", "Laws!B3", "First\u00A0law", "odd-space", "U+00A0 NO-BREAK SPACE"),
                text("a line break", "Laws!B3", "First\nlaw", "line-break", "holds a line break"),
                text("a space at the end", "Laws!A4", "L-2 ", "space-at-edge", "`L-2 ` begins or ends with a space"),
                text("a space at the beginning", "Laws!B3", " First law", "space-at-edge", "begins or ends"),
                text("a full-width space at the end", "Laws!C3", "第一法\u3000", "space-at-edge", "begins or ends"),
                text(
                        "a Cyrillic letter in a code",
                        "Laws!H3",
                        "5\u0410002",
                        "look-alike-letter",
                        "U+0410 CYRILLIC CAPITAL LETTER A), allowed are only unaccented Latin letters, digits and signs of the keyboard; type `A` instead"),
                text("a Chinese word for yes", "Laws!I3", "是", "not-allowed", "`是` is written `YES` in these tables"),
                text("a Chinese word for none", "Laws!G3", "无", "not-allowed", "`无` is written `NONE` in these tables"),
                text("a Chinese name of a country", "Laws!L3", "美国", "not-allowed", "`美国` is written `US`"),
                text(
                        "a Chinese word that is none of a vocabulary",
                        "Laws!J3",
                        "军队",
                        "not-in-vocabulary",
                        "which holds `MILITARY`"),
                text(
                        "a Chinese word for a key of another sheet",
                        "Laws!K4",
                        "某规定",
                        "unknown-reference",
                        "`laws.xlsx!Laws`"),
                text(
                        "a Chinese word that is no country",
                        "Laws!L3",
                        "外国",
                        "unknown-country",
                        "`外国` is no country code"),
                text("a day with a word behind it", "Days!E6", "2026年11月11日起", "not-a-date", "write `2026-11-11`"),
                text("a day by the name of its month", "Days!E6", "Nov 11, 2026", "not-a-date", "write `2026-11-11`"),
                text("a day as programs count it", "Days!E6", "46337", "not-a-date", "write `2026-11-11`"),
                text("a Chinese word for open", "Days!E6", "长期", "not-allowed", "`长期` is written `OPEN`"),
                text(
                        "a Chinese word for none where a day ends",
                        "Days!E6",
                        "无",
                        "not-allowed",
                        "`无` is written `OPEN`"),
                text("a region with its country before it", "Laws!L3", "中国台湾", "not-allowed", "`中国台湾` is written `TW`"),
                text("a Chinese month", "Laws!G3", "2025年10月", "not-a-date", "`2025年10月` is no date"),
                text("next week in Chinese for a day", "Laws!G3", "下周", "not-a-date", "`下周` is no date, allowed is"),
                text("a long dash in a key", "Laws!K4", "L\u20131", "look-alike-letter", "type `-` instead"),
                text(
                        "two alphabets in one word",
                        "Laws!B3",
                        "First l\u0430w",
                        "look-alike-letter",
                        "mixes Latin and Cyrillic letters (U+0430"),
                // length
                text(
                        "a text that is too long",
                        "Laws!B3",
                        "x".repeat(2_001),
                        "too-long",
                        "the text has 2001 characters, allowed are 2000"),
                text(
                        "a code that is too long",
                        "Laws!D3",
                        "X".repeat(201),
                        "too-long",
                        "the text has 201 characters, allowed are 200"),
                // numbers
                text(
                        "a decimal comma",
                        "Laws!E3",
                        "0,1",
                        "not-a-decimal",
                        "`0,1` is no decimal, allowed are digits with a point, without sign of percent, thousands or exponent, such as `0.1`; write `0.1`"),
                text("a percent sign", "Laws!E3", "1/2%", "not-a-decimal", "`1/2%` is no decimal"),
                text("an exponent", "Laws!E3", "1e-1", "not-a-decimal", "write `0.1`"),
                text("an enormous exponent", "Laws!E3", "1e999999999", "not-a-decimal", "`1e999999999` is no decimal"),
                text("thousands", "Laws!E3", "1,000", "not-a-decimal", "`1,000` is no decimal"),
                text("a leading zero", "Laws!E3", "00.1", "not-a-decimal", "write `0.1`"),
                text(
                        "too many digits",
                        "Laws!E3",
                        "0." + "1".repeat(40),
                        "too-many-digits",
                        "the number has 41 digits, allowed are 40"),
                text(
                        "a decimal out of bounds",
                        "Laws!E3",
                        "100.1",
                        "out-of-bounds",
                        "`100.1` is out of bounds, allowed is `0` to `100`"),
                text("a negative decimal", "Laws!E3", "-0.1", "out-of-bounds", "`-0.1` is out of bounds"),
                text("a fraction for a whole number", "Laws!F3", "4.5", "not-an-integer", "`4.5` is no whole number"),
                text("a whole number too small", "Laws!F3", "0", "out-of-bounds", "allowed is `1` to `...`"),
                text(
                        "a whole number too large for any clock",
                        "Laws!F3",
                        "99999999999999999999",
                        "not-an-integer",
                        "is no whole number"),
                // dates
                text("a German date", "Laws!G3", "9.10.2025", "not-a-date", "write `2025-10-09`"),
                text(
                        "an American date, or an English one",
                        "Laws!G3",
                        "10/09/2025",
                        "not-a-date",
                        "write `2025-10-09` or `2025-09-10`, whichever is meant"),
                text(
                        "a day that does not exist",
                        "Laws!G3",
                        "2025-02-30",
                        "no-such-day",
                        "the day `2025-02-30` does not exist, the month ends on `2025-02-28`"),
                text("a month that does not exist", "Laws!G3", "2025-13-01", "no-such-day", "check month and day"),
                text(
                        "a year typed wrongly",
                        "Laws!G3",
                        "0205-10-09",
                        "out-of-bounds",
                        "allowed is `1900-01-01` to `2199-12-31`"),
                // words
                text(
                        "a word that is not allowed",
                        "Laws!D3",
                        "LICENCE_REQUIRED",
                        "not-allowed",
                        "`LICENCE_REQUIRED` is not allowed here, allowed are `LICENSE_REQUIRED`, `PROHIBITED`, `EXEMPT`; did you mean `LICENSE_REQUIRED`?"),
                text("a word in small letters", "Laws!I3", "yes", "not-allowed", "did you mean `YES`?"),
                text("none in small letters", "Laws!G3", "none", "not-allowed", "did you mean `NONE`?"),
                text(
                        "a word that is in no vocabulary",
                        "Laws!J3",
                        "MILITRY",
                        "not-in-vocabulary",
                        "`MILITRY` is not in the vocabulary `purposes`, which holds `MILITARY`, `CIVIL`, `?`; did you mean `MILITARY`?"),
                text(
                        "a word of another vocabulary",
                        "Laws!J3",
                        "MAGNET",
                        "not-in-vocabulary",
                        "`MAGNET` is not in the vocabulary `purposes`"),
                text(
                        "an unknown reference",
                        "Laws!K4",
                        "L-11",
                        "unknown-reference",
                        "`L-11` is not found in `laws.xlsx!Laws`; add the row there or correct it here"),
                text(
                        "an unknown reference in a list",
                        "Days!B3",
                        "L-1; L-2; M-77",
                        "unknown-reference",
                        "`M-77` is not found in `laws.xlsx!Laws`; add the row there or correct it here"),
                text("an unknown country", "Laws!L3", "XX", "unknown-country", "`XX` is no country code"),
                text("a country as it is said", "Laws!L3", "UK", "not-allowed", "`UK` is written `GB`"),
                text("a country in small letters", "Laws!L3", "cn", "unknown-country", "did you mean `CN`?"),
                text("an unknown zone", "Laws!M3", "Asia/Shangai", "unknown-zone", "did you mean `Asia/Shanghai`?"),
                text(
                        "a code of the wrong shape",
                        "Laws!H3",
                        "1C902.a.1; ECCN 5E002",
                        "wrong-shape",
                        "`ECCN 5E002` has the wrong shape, allowed is a control code such as `5E002`, several joined by `; `, or `NONE`, or `?` where the sources do not say"),
                text(
                        "a hole that nothing fills",
                        "Laws!B3",
                        "See {lwa}",
                        "unknown-hole",
                        "nothing fills `{lwa}`, allowed are `law`, `from` in braces; did you mean `law`?"),
                // lists and readings
                text(
                        "a list with an empty part",
                        "Laws!H3",
                        "1C902; ; 5E002",
                        "list-separator",
                        "write `1C902; 5E002`"),
                text(
                        "a part given twice",
                        "Laws!H3",
                        "1C902; 1C902",
                        "repeated-in-list",
                        "`1C902` stands in the list twice"),
                text(
                        "none among others",
                        "Laws!H3",
                        "1C902; NONE",
                        "word-in-list",
                        "`NONE` stands alone or not at all"),
                text(
                        "a malformed reading",
                        "Pauses!E5",
                        "Q.last",
                        "malformed-reading",
                        "`Q.last` is no reading, allowed is `ANY` or question=READING, several joined by `; `"),
                text("an unknown reading", "Pauses!E5", "Q.last=INN", "unknown-reading", "did you mean `Q.last=IN`?"),
                text(
                        "one question with two readings",
                        "Pauses!E5",
                        "Q.last=IN; Q.last=OUT",
                        "malformed-reading",
                        "the question `Q.last` is named twice"),
                // keys and rows
                text("a key with a space", "Pauses!A3", "P 1", "not-a-key", "`P 1` is no key"),
                text(
                        "a key that has a meaning of its own",
                        "Pauses!A3",
                        "ANY",
                        "reserved-word",
                        "`ANY` has a meaning of its own"),
                text(
                        "a code that has a meaning of its own",
                        "Pauses!B5",
                        "NONE",
                        "reserved-word",
                        "`NONE` has a meaning of its own"),
                text(
                        "a word that does not agree with the row",
                        "Laws!F4",
                        "30",
                        "does-not-agree",
                        "`30` does not agree with `effect=PROHIBITED` in this row, allowed beside it is `NONE`"),
                text(
                        "two rows that hold at once",
                        "Choices!C4",
                        "ANY",
                        "two-rows-hold",
                        "for `C` under `Q.last=IN` row 3 holds already"),
                text(
                        "no row holds",
                        "Choices!C4",
                        "Q.last=IN",
                        "no-row-holds",
                        "no row holds for `C` under `Q.last=OUT`",
                        "Choices!C3"),
                text(
                        "a value that another column needs",
                        "Rates!F5",
                        "NONE",
                        "must-be-said",
                        "`NONE` leaves open what `kind=FINE` in this row needs; name a value"),
                text(
                        "two rows that say the same from one day on",
                        "Rates!G4",
                        "2027-01-31",
                        "duplicate-row",
                        "row 3 says the same in `law`, `kind`, `reading`",
                        "Rates!B4"),
                text(
                        "two rows that hold at once from one day on",
                        "Rates!G4",
                        "OPEN",
                        "two-rows-hold",
                        "for `L-1` `FEE` row 3 holds already",
                        "Rates!I4"),
                text(
                        "a key used twice",
                        "Pauses!A4",
                        "P-1.in",
                        "duplicate-key",
                        "the key `P-1.in` stands in A3 already"),
                text(
                        "a key that does not fit its row",
                        "Readings!C4",
                        "OFF",
                        "key-mismatch",
                        "the key `Q.last=OUT` does not fit its row; write `Q.last=OFF`",
                        "Readings!A4"),
                change(
                        "two rows that say the same",
                        "Laws!B4",
                        sample -> sample.set("Laws", "B4", "First law").set("Laws", "D4", "LICENSE_REQUIRED"),
                        "duplicate-row",
                        "row 3 says the same in `title en`, `effect`"),
                // days
                text(
                        "a first day after the last",
                        "Pauses!C5",
                        "2028-02-01",
                        "from-after-to",
                        "the first day `2028-02-01` is after the last day `2028-01-31` in D5"),
                text(
                        "a pause that overlaps",
                        "Pauses!C5",
                        "2027-01-10",
                        "calendar-overlap",
                        "the days of `P-1` under `Q.last=OUT` overlap, as `2027-01-10` in C5 is not after `2027-01-10` in D4"),
                text(
                        "a calendar with a gap",
                        "Days!D6",
                        "2026-11-12",
                        "calendar-gap",
                        "the days of `L-1` under `Q.last=IN` have a gap between `2026-11-10` in E4 and `2026-11-12` in D6"),
                text(
                        "a calendar that overlaps",
                        "Days!D7",
                        "2026-11-09",
                        "calendar-overlap",
                        "the days of `L-1` under `Q.last=OUT` overlap, as `2026-11-09` in D7 is not after `2026-11-09` in E5"),
                text(
                        "a calendar that ends",
                        "Days!E7",
                        "2027-11-09",
                        "calendar-ends",
                        "the days of `L-1` under `Q.last=OUT` end with `2027-11-09`"),
                change(
                        "a law without days",
                        "Laws!A5",
                        sample -> lawThree(sample),
                        "not-found",
                        "this row needs `L-3` in `laws.xlsx!Days!laws`, which is not there"),
                change(
                        "a calendar that says nothing under a reading",
                        "Days!F8",
                        sample -> {
                            lawThree(sample);
                            Sample.write(
                                    sample.sheet("Days"),
                                    7,
                                    List.of("D-6", "L-3", "IN_FORCE", "2025-01-01", "OPEN", "Q.last=IN"));
                        },
                        "no-row-holds",
                        "no row holds for `L-3` under `Q.last=OUT`"),
                // what is hidden, merged or beside the table
                change(
                        "a hidden row",
                        "Laws!A4",
                        sample -> sample.sheet("Laws").getRow(3).setZeroHeight(true),
                        "hidden-row",
                        "row 4 is hidden; unhide it"),
                change(
                        "a row of no height",
                        "Laws!A4",
                        sample -> sample.sheet("Laws").getRow(3).setHeight((short) 0),
                        "hidden-row",
                        "row 4 is hidden"),
                change(
                        "a hidden column",
                        "Laws!E1",
                        sample -> sample.sheet("Laws").setColumnHidden(4, true),
                        "hidden-column",
                        "column E is hidden"),
                change(
                        "a column of no width",
                        "Laws!E1",
                        sample -> sample.sheet("Laws").setColumnWidth(4, 0),
                        "hidden-column",
                        "column E is hidden"),
                change(
                        "merged cells",
                        "Laws!N3",
                        sample -> sample.sheet("Laws").addMergedRegion(CellRangeAddress.valueOf("N3:N4")),
                        "merged-cells",
                        "the cells `N3:N4` are merged"),
                text(
                        "a cell beyond the last column",
                        "Laws!Q3",
                        "see mail",
                        "beyond-columns",
                        "`see mail` stands to the right of the last column `note`"),
                change(
                        "a blank row",
                        "Laws!A5",
                        sample -> sample.sheet("Laws").shiftRows(3, 3, 1),
                        "blank-row",
                        "row 4 is blank",
                        "Laws!A4"),
                change(
                        "the explanations are gone",
                        "Readings!A2",
                        sample -> sample.sheet("Readings").shiftRows(2, 3, -1),
                        "explanation-missing",
                        "row 2 is not read as data"),
                change(
                        "the explanations are sorted into the data",
                        "Readings!A2",
                        sample -> {
                            sample.sheet("Readings").shiftRows(1, 1, 5);
                            sample.sheet("Readings").shiftRows(2, 6, -1);
                            sample.sheet("Readings").getRow(5).getCell(0).setCellValue("The key of the reading.");
                        },
                        "explanation-missing",
                        "the sheet was sorted together with the explanations, which stand in row 6 now; undo the sort"),
                change(
                        "a column without a header amidst the table",
                        "Laws!F4",
                        sample -> {
                            sample.sheet("Laws").shiftColumns(5, 13, 1);
                            sample.cell("Laws", "F4").setCellValue("WM");
                        },
                        "beyond-columns",
                        "`WM` stands in a column without a header"),
                text("a formula in a page for readers", "Read me!A2", "=1+1", null, null),
                cell(
                        "a computed cell in a page for readers",
                        "Read me!A2",
                        cell -> cell.setCellFormula("1+1"),
                        "formula",
                        "the formula `=1+1`"),
                text("a bidi override in a page for readers", "Read me!A2", "a\u202Eb", "bidi-character", "U+202E"),
                // headers
                text(
                        "a header typed wrongly",
                        "Laws!N1",
                        "notes",
                        "unknown-header",
                        "no column is called `notes` here; did you mean `note`?"),
                cell(
                        "a header that is a formula",
                        "Laws!N1",
                        cell -> cell.setCellFormula("\"note\""),
                        "formula",
                        "the formula"));
    }

    private static void lawThree(Sample sample) {
        Sample.write(
                sample.sheet("Laws"),
                4,
                List.of(
                        "L-3",
                        "Third law",
                        "第三法",
                        "EXEMPT",
                        "NONE",
                        "NONE",
                        "NONE",
                        "NONE",
                        "NO",
                        "?",
                        "NONE",
                        "US",
                        "UTC"));
    }

    private static void asDate(Cell cell) {
        asFormat(cell, "yyyy-mm-dd");
        cell.setCellValue(LocalDate.of(2025, 10, 9));
    }

    private static void asFormat(Cell cell, String code) {
        var style = cell.getSheet().getWorkbook().createCellStyle();
        style.setDataFormat(cell.getSheet()
                .getWorkbook()
                .getCreationHelper()
                .createDataFormat()
                .getFormat(code));
        cell.setCellStyle(style);
    }

    private static Arguments text(String name, String place, String text, String code, String message) {
        return text(name, place, text, code, message, place);
    }

    private static Arguments text(String name, String place, String text, String code, String message, String named) {
        String[] parts = place.split("!");
        return Arguments.of(
                name, (Consumer<Sample>) sample -> sample.set(parts[0], parts[1], text), code, message, named);
    }

    private static Arguments cell(String name, String place, Consumer<Cell> change, String code, String message) {
        String[] parts = place.split("!");
        return Arguments.of(
                name,
                (Consumer<Sample>) sample -> change.accept(sample.cell(parts[0], parts[1])),
                code,
                message,
                place);
    }

    private static Arguments change(String name, String place, Consumer<Sample> change, String code, String message) {
        return Arguments.of(name, change, code, message, place);
    }

    private static Arguments change(
            String name, String place, Consumer<Sample> change, String code, String message, String named) {
        return Arguments.of(name, change, code, message, named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isNamedAtItsCell(String name, Consumer<Sample> change, String code, String message, String place) {
        var sample = new Sample();
        change.accept(sample);
        List<CellMistake> mistakes = sample.mistakes();
        if (code == null) {
            assertEquals(List.of(), mistakes, name);
            return;
        }
        List<CellMistake> here = mistakes.stream()
                .filter(mistake -> place.equals(mistake.sheet() + "!" + mistake.cell()))
                .toList();
        assertTrue(here.stream().anyMatch(mistake -> mistake.code().equals(code)), () -> name + ": " + mistakes);
        CellMistake mistake =
                here.stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
        assertTrue(
                mistake.message().en().contains(message),
                () -> mistake.message().en());
        assertTrue(mistake.toString().startsWith("laws.xlsx!" + place + ": "), mistake::toString);
        isOneSentence(mistake);
        assertTrue(mistakes.size() <= 2, () -> name + " is told more than once: " + mistakes);
    }

    static void isOneSentence(CellMistake mistake) {
        String en = mistake.message().en();
        String zh = mistake.message().zh();
        assertFalse(en.contains("\n") || zh.contains("\n"), en);
        assertFalse(en.endsWith(".") || zh.endsWith("。"), en);
        assertTrue(en.startsWith("`") || Character.isLowerCase(en.charAt(0)), en);
        assertFalse(en.contains("guanka.") || en.contains("java."), en);
        assertTrue(zh.codePoints().anyMatch(Character::isIdeographic), zh);
        assertTrue(mistake.code().matches("[a-z]+(-[a-z]+)*"), mistake.code());
    }
}
