package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class WorkbooksTest {

    @Test
    void aWorkbookWithoutAMistakeFillsItsRecords() {
        Tables tables = new Sample().read();
        Sample.Law first = tables.rows(Sample.Law.class).get(0);
        assertEquals(
                new Sample.Law(
                        new Source("laws.xlsx", "Laws", 3, "L-1"),
                        "L-1",
                        new Text("First law", "第一法"),
                        "LICENSE_REQUIRED",
                        new BigDecimal("0.1"),
                        45,
                        LocalDate.of(2025, 10, 9),
                        List.of("1C902.a.1", "5E002"),
                        true,
                        "MILITARY",
                        null,
                        "CN",
                        "Asia/Shanghai"),
                first);
    }

    @Test
    void theWordsForNoValueAreHandedOnAsNoneAndTheQuestionMarkAsItself() {
        Sample.Law second = new Sample().read().rows(Sample.Law.class).get(1);
        assertNull(second.percent());
        assertNull(second.due());
        assertNull(second.starts());
        assertEquals(List.of(), second.codes());
        assertFalse(second.dualUse());
        assertEquals("?", second.purpose());
        assertEquals("L-1", second.amends());
        assertEquals(
                List.of("?"),
                new Sample()
                        .set("Laws", "H3", "?")
                        .read()
                        .rows(Sample.Law.class)
                        .get(0)
                        .codes());
    }

    @Test
    void readingsBecomeGuardsAndOpenBecomesNoEnd() {
        List<Sample.Day> days = new Sample().read().rows(Sample.Day.class);
        assertEquals(Guard.ANY, days.get(0).reading());
        assertEquals(new Guard(Map.of("Q.last", "IN")), days.get(1).reading());
        assertNull(days.get(4).to());
        assertEquals(List.of("L-1", "L-2"), days.get(4).laws());
    }

    @Test
    void wordsBecomeTheConstantsOfAnEnumAndTheQuestionMarkBecomesUnknown() {
        List<Sample.Rate> rates = new Sample().read().rows(Sample.Rate.class);
        assertEquals(
                List.of(Sample.Kind.FEE, Sample.Kind.FEE, Sample.Kind.FINE),
                rates.stream().map(Sample.Rate::kind).toList());
        assertEquals(List.of(Sample.Kind.FEE, Sample.Kind.FINE), rates.get(1).besides());
        assertEquals(List.of(), rates.get(0).besides());
        assertEquals(
                List.of(Truth.TRUE, Truth.FALSE, Truth.UNKNOWN),
                rates.stream().map(Sample.Rate::settled).toList());
    }

    @Test
    void rowsThatSayTheSameOfOtherDaysAreNoMistake() {
        assertEquals(
                List.of(LocalDate.of(2027, 1, 31), LocalDate.of(2027, 2, 1)),
                List.of(
                        new Sample().read().rows(Sample.Rate.class).get(0).to(),
                        new Sample().read().rows(Sample.Rate.class).get(1).from()));
        // a row that ends where another begins without an end holds on no day with it
        assertEquals(
                List.of(), refused(new Sample().set("Rates", "H3", "2027-01-30").set("Rates", "G4", "2027-01-31")));
    }

    @Test
    void rowsKeepTheirOrderAndTheirPlace() {
        List<Sample.Day> days = new Sample().read().rows(Sample.Day.class);
        assertEquals(
                List.of("D-1", "D-2", "D-3", "D-4", "D-5"),
                days.stream().map(Sample.Day::key).toList());
        assertEquals(new Source("laws.xlsx", "Days", 7, "D-5"), days.get(4).source());
    }

    @Test
    void rowTypesAreListedAlsoForWhomDoesNotKnowThem() {
        Tables tables = new Sample().read();
        assertEquals(
                List.of("guanka.tables.Sample$Law", "guanka.tables.Sample$Day", "guanka.tables.Sample$Rate"),
                tables.rowTypes());
        assertEquals(10, tables.rows().size());
        var unknown = assertThrows(IllegalArgumentException.class, () -> tables.rows(String.class));
        assertTrue(unknown.getMessage().contains("no sheet fills java.lang.String"));
    }

    @Test
    void commentsAreAllowed() {
        var sample = new Sample();
        var anchor = sample.laws().getCreationHelper().createClientAnchor();
        anchor.setAnchorType(ClientAnchor.AnchorType.DONT_MOVE_AND_RESIZE);
        var comment = sample.sheet("Laws").createDrawingPatriarch().createCellComment(anchor);
        comment.setString(sample.laws().getCreationHelper().createRichTextString("Is the date right?"));
        sample.cell("Laws", "G3").setCellComment(comment);
        assertEquals(List.of(), refused(sample));
    }

    @Test
    void webAddressesToClickAreAllowed() {
        var sample = new Sample();
        var link = sample.laws().getCreationHelper().createHyperlink(org.apache.poi.common.usermodel.HyperlinkType.URL);
        link.setAddress("https://www.mofcom.gov.cn/");
        sample.cell("Laws", "B3").setHyperlink(link);
        assertEquals(List.of(), refused(sample));
    }

    @Test
    void formatsRichTextAndDropDownListsChangeNothing() {
        var sample = new Sample();
        var text = sample.laws().getCreationHelper().createRichTextString("First law");
        var font = sample.laws().createFont();
        font.setBold(true);
        text.applyFont(0, 5, font);
        sample.cell("Laws", "B3").setCellValue(text);
        var helper = sample.sheet("Laws").getDataValidationHelper();
        sample.sheet("Laws")
                .addValidationData(helper.createValidation(
                        helper.createExplicitListConstraint(new String[] {"YES", "NO"}),
                        new org.apache.poi.ss.util.CellRangeAddressList(2, 100, 8, 8)));
        sample.sheet("Laws").setAutoFilter(org.apache.poi.ss.util.CellRangeAddress.valueOf("A1:N4"));
        sample.sheet("Laws").createFreezePane(1, 1);
        assertEquals(
                "First law", sample.read().rows(Sample.Law.class).get(0).title().en());
    }

    @Test
    void inlineTextsAreReadAndAnEditThatNobodyWouldSeeIsNamed() throws IOException {
        Map<String, byte[]> parts = HostileFilesTest.parts(Sample.bytes(new Sample().laws()));
        String sheet = new String(parts.get("xl/worksheets/sheet2.xml"), StandardCharsets.UTF_8);
        String inline =
                sheet.replaceFirst("<c r=\"A3\"[^>]*><v>[0-9]+</v>", "<c r=\"A3\" t=\"inlineStr\"><is><t>L-1</t></is>");
        assertFalse(inline.equals(sheet));
        parts.put("xl/worksheets/sheet2.xml", inline.getBytes(StandardCharsets.UTF_8));
        byte[] file = HostileFilesTest.zip(parts);
        assertEquals(List.of(), Sample.mistakesIn(file));
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            book.getSheet("Laws").getRow(2).getCell(0).setCellValue("L-9");
            byte[] edited = Sample.bytes(book);
            try (var again = new XSSFWorkbook(new ByteArrayInputStream(edited))) {
                assertEquals(
                        "L-1",
                        again.getSheet("Laws").getRow(2).getCell(0).getStringCellValue(),
                        "POI itself does not see the edit");
            }
            assertEquals(
                    "laws.xlsx!Laws!A3: the cell holds `L-1` and something else beside it, so that two programs could show two texts; clear the cell and type it again",
                    Sample.mistakesIn(edited).get(0).toString());
        }
    }

    @Test
    void rowsThatAreOnlyFormattedAreNoRows() {
        var sample = new Sample();
        sample.sheet("Laws")
                .createRow(400)
                .createCell(3)
                .setCellStyle(sample.laws().createCellStyle());
        assertEquals(2, sample.read().rows(Sample.Law.class).size());
    }

    @Test
    void whatExcelEscapesIsReadAsExcelShowsIt() {
        assertEquals(
                "_x0041_",
                new Sample()
                        .set("Laws", "B3", "_x005F_x0041_")
                        .read()
                        .rows(Sample.Law.class)
                        .get(0)
                        .title()
                        .en());
    }

    private static List<String> refused(Sample sample) {
        return sample.mistakes().stream().map(CellMistake::toString).toList();
    }
}
