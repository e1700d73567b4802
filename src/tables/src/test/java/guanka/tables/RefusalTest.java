package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.junit.jupiter.api.Test;

/** Sheets and headers that are not as declared, and what a refusal with many mistakes looks like. */
class RefusalTest {

    @Test
    void aMissingWorkbook() {
        var files = new Sample().files();
        files.remove("words.xlsx");
        assertEquals(
                List.of("words.xlsx: this workbook is missing; hand it in together with the others"),
                told(Sample.mistakes(files)));
    }

    @Test
    void aWorkbookThatNobodyDeclared() {
        var files = new Sample().files();
        files.put("word.xlsx", files.remove("words.xlsx"));
        assertEquals(
                List.of(
                        "word.xlsx: no workbook is called `word.xlsx`, allowed are `laws.xlsx`, `words.xlsx`; did you mean `words.xlsx`?",
                        "words.xlsx: this workbook is missing; hand it in together with the others"),
                told(Sample.mistakes(files)));
    }

    @Test
    void aMissingSheetIsToldOnceAndNotByEveryCellThatRefersToIt() {
        var sample = new Sample();
        sample.laws().removeSheetAt(sample.laws().getSheetIndex("Readings"));
        assertEquals(
                List.of(
                        "laws.xlsx!Readings: this sheet is missing, the workbook's sheets are `Read me`, `Laws`, `Days`, `Pauses`, `Choices`, `Rates`, `Readings`; add it"),
                told(sample.mistakes()));
    }

    @Test
    void aRenamedSheet() {
        var sample = new Sample();
        sample.laws().setSheetName(sample.laws().getSheetIndex("Pauses"), "Pause");
        assertEquals(
                List.of(
                        "laws.xlsx!Pauses: this sheet is missing, the workbook's sheets are `Read me`, `Laws`, `Days`, `Pauses`, `Choices`, `Rates`, `Readings`; rename `Pause` if it is meant",
                        "laws.xlsx!Pause: no sheet is called `Pause`, allowed are `Read me`, `Laws`, `Days`, `Pauses`, `Choices`, `Rates`, `Readings`; did you mean `Pauses`?"),
                told(sample.mistakes()));
    }

    @Test
    void anExtraSheet() {
        var sample = new Sample();
        sample.laws().createSheet("Scratch").createRow(0).createCell(0).setCellValue("mine");
        assertEquals(
                List.of(
                        "laws.xlsx!Scratch: no sheet is called `Scratch`, allowed are `Read me`, `Laws`, `Days`, `Pauses`, `Choices`, `Rates`, `Readings`; delete it"),
                told(sample.mistakes()));
    }

    @Test
    void sheetsInAnotherOrder() {
        var sample = new Sample();
        sample.laws().setSheetOrder("Readings", 1);
        List<CellMistake> mistakes = sample.mistakes();
        assertEquals(List.of("sheet-out-of-order"), codes(mistakes));
        assertEquals("Readings", mistakes.get(0).sheet());
    }

    @Test
    void hiddenSheets() {
        var sample = new Sample();
        sample.laws().setSheetVisibility(3, SheetVisibility.HIDDEN);
        sample.laws().setSheetVisibility(4, SheetVisibility.VERY_HIDDEN);
        List<CellMistake> mistakes = sample.mistakes();
        assertEquals(List.of("hidden-sheet", "hidden-sheet"), codes(mistakes));
        assertTrue(mistakes.get(1).message().en().contains("so that Excel's menu cannot show it"));
    }

    @Test
    void aMissingColumnIsToldOnce() {
        var sample = new Sample();
        for (var row : sample.sheet("Pauses")) {
            row.removeCell(row.getCell(2));
            row.getCell(3);
        }
        sample.sheet("Pauses").shiftColumns(3, 5, -1);
        List<CellMistake> mistakes = sample.mistakes();
        assertEquals(
                "laws.xlsx!Pauses!C1: the column `from` is missing; insert it here",
                mistakes.get(0).toString());
        assertEquals(List.of("missing-header"), codes(mistakes));
    }

    @Test
    void anExtraColumn() {
        var sample = new Sample()
                .set("Pauses", "G1", "my remarks")
                .set("Pauses", "G2", "What I think of it.")
                .set("Pauses", "G4", "odd");
        assertEquals(
                List.of("laws.xlsx!Pauses!G1: no column is called `my remarks` here; delete the column"),
                told(sample.mistakes()));
    }

    @Test
    void columnsInAnotherOrder() {
        var sample = new Sample();
        for (XSSFSheet sheet : List.of(sample.sheet("Pauses"))) {
            for (var row : sheet) {
                String from = row.getCell(2).getStringCellValue();
                row.getCell(2).setCellValue(row.getCell(3).getStringCellValue());
                row.getCell(3).setCellValue(from);
            }
        }
        assertEquals(
                List.of("laws.xlsx!Pauses!C1: the column `to` stands where `from` belongs; move it"),
                told(sample.mistakes()));
    }

    @Test
    void aHeaderThatIsThereTwice() {
        var sample = new Sample().set("Pauses", "G1", "from").set("Pauses", "G2", "Explains.");
        assertEquals(
                List.of("laws.xlsx!Pauses!G1: the header `from` stands in C1 already; delete one of them"),
                told(sample.mistakes()));
    }

    @Test
    void manyMistakesComeAtOnceInTheOrderOfWorkbookSheetRowAndColumn() {
        var sample = new Sample();
        sample.set("Readings", "A3", "Q.last=ON");
        sample.set("Laws", "D4", "PROHIBITTED")
                .set("Laws", "D3", "")
                .set("Laws", "B3", "=1")
                .set("Laws", "N3", "a\u200Bb");
        sample.set("Days", "D4", "2025-11-31");
        sample.cell("Days", "C4").setCellValue(7);
        var files = sample.files();
        files.put("words.xlsx", "key;vocabulary".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<CellMistake> mistakes = Sample.mistakes(files);
        assertEquals(
                List.of(
                        "Laws!B3",
                        "Laws!D3",
                        "Laws!N3",
                        "Laws!D4",
                        "Days!C4",
                        "Days!D4",
                        "Days!F4",
                        "Days!F6",
                        "Pauses!E3",
                        "Choices!C3",
                        "Readings!A3",
                        "null!null"),
                mistakes.stream()
                        .map(mistake -> mistake.sheet() + "!" + mistake.cell())
                        .toList());
        mistakes.forEach(CellMistakesTest::isOneSentence);
    }

    @Test
    void aThousandMistakesAreNamedAndTheRestIsCounted() {
        var sample = new Sample();
        for (int i = 0; i < 1_500; i++) {
            Sample.write(sample.sheet("Pauses"), i + 5, List.of("X-" + i, "X", "never", "2025-01-01", "ANY"));
        }
        sample.set("Laws", "D3", "WRONG");
        var refused = assertThrows(RefusedWorkbooks.class, sample::read);
        assertEquals(1_000, refused.mistakes().size());
        assertEquals(501, refused.beyond());
        assertEquals("Laws", refused.mistakes().get(0).sheet());
        assertEquals("C1004", refused.mistakes().get(999).cell());
        assertTrue(refused.getMessage().endsWith("and 1496 more"), refused.getMessage());
    }

    @Test
    void manyUnlikeReferencesAreRefusedInTime() {
        var sample = new Sample();
        for (int i = 0; i < 4_000; i++) {
            Sample.write(sample.sheet("Readings"), i + 4, List.of("Q" + i + "=R", "Q" + i, "R"));
            Sample.write(
                    sample.sheet("Pauses"),
                    i + 5,
                    List.of("X-" + i, "X", "2025-01-01", "2025-01-01", "Q-with-a-long-name-" + i * 7919 + "=READING"));
        }
        var refused = assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> assertThrows(RefusedWorkbooks.class, sample::read));
        assertEquals(1_000, refused.mistakes().size());
    }

    @Test
    void moreQuestionsThanCanBeCombined() {
        var sample = new Sample();
        for (int i = 0; i < 16; i++) {
            Sample.write(sample.sheet("Readings"), 4 + 2 * i, List.of("Q" + i + "=A", "Q" + i, "A"));
            Sample.write(sample.sheet("Readings"), 5 + 2 * i, List.of("Q" + i + "=B", "Q" + i, "B"));
            Sample.write(
                    sample.sheet("Pauses"), 5 + i, List.of("X-" + i, "X", "2025-01-01", "2025-01-01", "Q" + i + "=A"));
        }
        List<CellMistake> mistakes = sample.mistakes();
        assertEquals(List.of("too-many-readings"), codes(mistakes));
        assertEquals("E6", mistakes.get(0).cell());
    }

    private static List<String> told(List<CellMistake> mistakes) {
        mistakes.forEach(CellMistakesTest::isOneSentence);
        return mistakes.stream().map(CellMistake::toString).toList();
    }

    private static List<String> codes(List<CellMistake> mistakes) {
        return mistakes.stream().map(CellMistake::code).toList();
    }
}
