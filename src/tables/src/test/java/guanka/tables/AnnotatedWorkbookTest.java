package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A workbook comes back with its mistakes at their cells")
class AnnotatedWorkbookTest {

    private static final String FILE = "laws.xlsx";

    private static byte[] annotated(byte[] file, Function<Text, String> language) {
        return AnnotatedWorkbook.of(FILE, file, Sample.mistakesIn(file), language)
                .orElseThrow();
    }

    private static XSSFWorkbook open(byte[] file) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(file));
    }

    private static String comment(XSSFWorkbook book, String sheet, String cell) {
        Comment comment = book.getSheet(sheet).getCellComment(new CellAddress(cell));
        return comment == null ? null : comment.getString().getString();
    }

    private static List<String> values(byte[] file) {
        List<String> values = new ArrayList<>();
        for (Grid grid : Book.open(file).grids()) {
            for (Grid.Row row : AnnotatedWorkbook.isList(grid) ? List.<Grid.Row>of() : grid.rows()) {
                values.add(grid.name() + row.number() + Arrays.toString(row.cells()));
            }
        }
        return values;
    }

    @Test
    void eachBadCellCarriesItsMistakesAndALightFillAndHoldsWhatItHeld() throws IOException {
        byte[] file = Sample.bytes(
                new Sample().set("Laws", "D3", "EXMPT").set("Laws", "E3", "0,1").laws());
        List<CellMistake> mistakes = Sample.mistakesIn(file);
        byte[] annotated = annotated(file, Text::en);
        try (XSSFWorkbook book = open(annotated)) {
            for (CellMistake mistake : mistakes) {
                String said = comment(book, mistake.sheet(), mistake.cell());
                assertTrue(said.contains(mistake.message().en()), said);
            }
            assertEquals(
                    "FFFFC7CE",
                    ((XSSFCellStyle) book.getSheet("Laws").getRow(2).getCell(3).getCellStyle())
                            .getFillForegroundColorColor()
                            .getARGBHex());
            assertEquals(
                    mistakes.stream().map(CellMistake::cell).distinct().count(),
                    book.getSheet("Laws").getCellComments().size()
                            + book.getSheet("Days").getCellComments().size());
        }
        assertEquals(values(file), values(annotated));
        assertEquals(mistakes, Sample.mistakesIn(annotated), "the marks are no mistakes themselves");
    }

    @Test
    void whoCorrectsTheCellsMayHandTheAnnotatedWorkbookInAgain() throws IOException {
        var sample = new Sample();
        String right = sample.cell("Laws", "D3").getStringCellValue();
        byte[] annotated =
                annotated(Sample.bytes(sample.set("Laws", "D3", "EXMPT").laws()), Text::en);
        try (XSSFWorkbook book = open(annotated)) {
            book.getSheet("Laws").getRow(2).getCell(3).setCellValue(right);
            assertEquals(List.of(), Sample.mistakesIn(Sample.bytes(book)));
        }
    }

    @Test
    void theMistakesAreToldInTheLanguageThatIsAskedFor() throws IOException {
        byte[] file = Sample.bytes(new Sample().set("Laws", "D3", "EXMPT").laws());
        String zh = Sample.mistakesIn(file).get(0).message().zh();
        try (XSSFWorkbook book = open(annotated(file, Text::zh))) {
            assertEquals(zh, comment(book, "Laws", "D3"));
        }
    }

    @Test
    void aBlankCellThatMustNotBeBlankIsMarkedToo() throws IOException {
        var sample = new Sample();
        sample.sheet("Laws").getRow(2).removeCell(sample.cell("Laws", "D3"));
        byte[] annotated = annotated(Sample.bytes(sample.laws()), Text::en);
        try (XSSFWorkbook book = open(annotated)) {
            assertNotNull(comment(book, "Laws", "D3"));
            assertEquals(
                    CellType.BLANK, book.getSheet("Laws").getRow(2).getCell(3).getCellType());
        }
    }

    @Test
    void aCommentThatWasThereStaysInFrontOfTheMistake() throws IOException {
        byte[] once =
                annotated(Sample.bytes(new Sample().set("Laws", "D3", "EXMPT").laws()), Text::en);
        try (XSSFWorkbook book = open(once)) {
            var remark = book.getSheet("Laws").getRow(2).getCell(3).getCellComment();
            remark.setAuthor("ann");
            remark.setString("ask the authority");
            once = Sample.bytes(book);
        }
        try (XSSFWorkbook book = open(annotated(once, Text::zh))) {
            Text message = Sample.mistakesIn(once).get(0).message();
            assertEquals("ask the authority\n\n" + message.zh(), comment(book, "Laws", "D3"));
        }
    }

    @Test
    void mistakesOfWholeSheetsAreListedInFrontWithLinksToAllOthers() throws IOException {
        var sample = new Sample().set("Laws", "D3", "EXMPT");
        sample.laws().createSheet("It's mine");
        byte[] file = Sample.bytes(sample.laws());
        List<CellMistake> mistakes = Sample.mistakesIn(file);
        byte[] annotated = annotated(file, Text::en);
        try (XSSFWorkbook book = open(annotated)) {
            var list = book.getSheetAt(0);
            assertEquals("Mistakes", list.getSheetName());
            assertEquals(0, book.getActiveSheetIndex());
            for (int i = 0; i < mistakes.size(); i++) {
                CellMistake mistake = mistakes.get(i);
                var row = list.getRow(i + 1);
                assertEquals(mistake.message().en(), row.getCell(1).getStringCellValue());
                assertEquals(
                        mistake.sheet().equals("Laws") ? "Laws!D3" : "'It''s mine'!A1",
                        row.getCell(0).getHyperlink().getAddress());
            }
            assertEquals(mistakes.size(), list.getLastRowNum());
            assertNotNull(comment(book, "Laws", "D3"));
            book.removeSheetAt(0);
            assertEquals(mistakes, Sample.mistakesIn(Sample.bytes(book)));
        }
        try (XSSFWorkbook book = open(annotated(annotated, Text::en))) {
            assertEquals("Mistakes", book.getSheetAt(0).getSheetName(), "the list of this round, and no other");
            assertEquals("Laws", book.getSheetAt(2).getSheetName());
        }
    }

    @Test
    void whatIsHandedInAgainMayStillHoldTheList() throws IOException {
        byte[] annotated =
                annotated(Sample.bytes(new Sample().set("Laws", "D3", "EXMPT").laws()), Text::zh);
        try (XSSFWorkbook book = open(annotated)) {
            assertEquals("错误", book.getSheetAt(0).getSheetName());
            book.getSheet("Laws").getRow(2).getCell(3).setCellValue("EXEMPT");
            assertEquals(List.of(), Sample.mistakesIn(Sample.bytes(book)));
        }
    }

    @Test
    void anotherRoundSaysNothingOfTheLast() throws IOException {
        byte[] annotated =
                annotated(Sample.bytes(new Sample().set("Laws", "D3", "EXMPT").laws()), Text::en);
        try (XSSFWorkbook book = open(annotated)) {
            book.getSheet("Laws").getRow(2).getCell(3).setCellValue("EXEMPT");
            book.getSheet("Laws").getRow(3).getCell(3).setCellValue("BANNED");
            try (XSSFWorkbook again = open(annotated(Sample.bytes(book), Text::en))) {
                assertEquals(1, again.getSheet("Laws").getCellComments().size());
                assertNotNull(comment(again, "Laws", "D4"));
            }
        }
    }

    @Test
    void mistakesOfOtherWorkbooksAreLeftOut() throws IOException {
        byte[] file = Sample.bytes(new Sample().laws());
        var other = new CellMistake("words.xlsx", "Words", "A3", "blank", new Text("x", "x"));
        byte[] annotated =
                AnnotatedWorkbook.of(FILE, file, List.of(other), Text::en).orElseThrow();
        assertEquals(values(file), values(annotated));
        try (XSSFWorkbook book = open(annotated)) {
            assertTrue(book.getSheet("Laws").getCellComments().isEmpty());
            assertFalse(book.getSheetAt(0).getSheetName().equals("Mistakes"));
        }
    }

    @Test
    void nothingOfAFileThatWasRefusedAsSuchIsHandedBack() throws IOException {
        byte[] good = Sample.bytes(new Sample().laws());
        var parts = HostileFilesTest.parts(good);
        parts.put("xl/vbaProject.bin", new byte[10]);
        for (byte[] file : List.of(
                new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(good, good.length / 2), HostileFilesTest.zip(parts))) {
            assertEquals(Optional.empty(), AnnotatedWorkbook.of(FILE, file, Sample.mistakesIn(file), Text::en));
        }
    }

    @Test
    void aFileBrokenAtAnyByteIsAnnotatedOrNotButNeverThrows() throws IOException {
        byte[] good = Sample.bytes(new Sample().set("Laws", "D3", "EXMPT").laws());
        var parts = HostileFilesTest.parts(good);
        var random = new Random(20251126);
        for (String part : parts.keySet()) {
            for (int i = 0; i < 4; i++) {
                byte[] whole = parts.get(part);
                byte[] broken = whole.clone();
                broken[random.nextInt(broken.length)] = (byte) (32 + random.nextInt(95));
                parts.put(part, broken);
                byte[] file = HostileFilesTest.zip(parts);
                parts.put(part, whole);
                AnnotatedWorkbook.of(FILE, file, Sample.mistakesIn(file), Text::en);
            }
        }
    }
}
