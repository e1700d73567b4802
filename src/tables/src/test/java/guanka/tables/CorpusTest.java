package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows, as other programs write what people type into them, are read as the same texts. */
class CorpusTest {

    private static final List<List<String>> ROWS = List.of(
            List.of(
                    "K-1",
                    "2027-01-11",
                    "0.1",
                    "12.5",
                    "45",
                    "YES",
                    "8110929010",
                    "5E002; 1C902.a.1",
                    "红木精密; 天合新材料",
                    "US",
                    "第１条"),
            List.of(
                    "K-2",
                    "2026-11-10",
                    "25",
                    "0.1",
                    "1",
                    "NO",
                    "8486909110",
                    "1C902.a.1",
                    "Muster, Ltd.",
                    "CN",
                    "two\nlines"),
            List.of("K-3", "OPEN", "7", "NONE", "2", "YES", "NONE", "5E002", "Hafen GmbH", "DE", "plain"));

    private static final VersionMark MARK = new VersionMark("2026.11.7", "sha256:" + "0123456789abcdef".repeat(4));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openpyxl",
                "openpyxl-filter-and-iso-dates",
                "libreoffice-typed",
                "libreoffice-saved",
                "exceljs",
                "sheetjs",
                "excel-habits",
                "wps-habits"
            })
    void isReadAsTheSameTexts(String name) throws IOException {
        Columns columns = Columns.parse(resource("columns.json"));
        byte[] file = resource(name + ".xlsx");
        assertEquals("corpus.xlsx", FileName.meant(columns, name + " (1).XLSX", file));
        try {
            Tables tables = Workbooks.read(
                    columns, new TreeMap<>(Map.of("corpus.xlsx", file)), CorpusTest.class.getClassLoader());
            assertEquals(
                    ROWS,
                    tables.sheets().get(0).rows().stream()
                            .map(SheetView.Row::cells)
                            .toList());
        } catch (RefusedWorkbooks refused) {
            throw new AssertionError(refused.mistakes().toString(), refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"marked-libreoffice", "marked-openpyxl", "marked-sheetjs"})
    void theVersionThatAWorkbookWasTakenFromSurvivesAnotherProgram(String name) throws IOException {
        assertEquals(Optional.of(MARK), VersionMark.of(resource(name + ".xlsx")));
    }

    /** ExcelJS keeps neither properties nor names of its own accord. */
    @Test
    void aMarkThatIsLostIsNoMark() throws IOException {
        assertEquals(Optional.empty(), VersionMark.of(resource("marked-exceljs.xlsx")));
        assertEquals(Optional.empty(), VersionMark.of(new byte[] {'P', 'K', 3, 4}));
    }

    @Test
    void aMarkTakesThePlaceOfAnEarlierOneAndMovesNoCell() throws IOException {
        byte[] marked = new VersionMark("2026.11.8", MARK.digest()).in(MARK.in(resource("openpyxl.xlsx")));
        assertEquals("2026.11.8", VersionMark.of(marked).orElseThrow().version());
        assertEquals(WorkbookText.of(resource("openpyxl.xlsx")), WorkbookText.of(marked));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CorpusTest.class.getResourceAsStream("/corpus/" + name)) {
            return in.readAllBytes();
        }
    }
}
