package guanka.cli.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import guanka.cli.Run;
import guanka.cli.rulesets.Kjars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("import csl and opensanctions: rows of list entries")
class EntryImportsTest {

    private static final String OPTICS = "Beispiel Optik, Co. Ltd.";

    @TempDir
    private Path folder;

    private Map<String, Map<String, String>> rows(Run run, Path csv) throws IOException {
        assertEquals(0, run.code(), run::toString);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        try (var in = Files.newBufferedReader(csv)) {
            assertEquals('\uFEFF', in.read(), "spreadsheet programs need the mark");
            MappingIterator<Map<String, String>> read = new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(in);
            for (Map<String, String> row : read.readAll()) {
                assertNull(rows.put(row.get("name en") + "|" + row.get("key"), row), "a key stands twice");
            }
        }
        return rows;
    }

    private static Map<String, String> named(Map<String, Map<String, String>> rows, String name) {
        return rows.entrySet().stream()
                .filter(e -> e.getKey().startsWith(name + "|"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private Run csl(String fixture, String out, String... more) {
        String[] args = {
            "import",
            "csl",
            Run.fixture(fixture, folder).toString(),
            "--out",
            folder.resolve(out).toString(),
            "--retrieved",
            "2026-01-05"
        };
        String[] all = java.util.stream.Stream.of(args, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return Run.of(all);
    }

    @Test
    void recordsBecomeRowsWithListDaysNamesAndWhereTheyComeFrom() throws IOException {
        Run run = csl("consolidated.csv", "rows.csv");
        var rows = rows(run, folder.resolve("rows.csv"));
        assertEquals(6, rows.size(), run::toString);
        var optics = named(rows, OPTICS);
        assertEquals("US_ENTITY", optics.get("list"));
        assertEquals("Muster Optics; BOC", optics.get("aliases"));
        assertEquals("CN", optics.get("country"));
        assertEquals("2023-03-06", optics.get("from"));
        assertEquals("OPEN", optics.get("until"));
        assertEquals("88 FR 1234", optics.get("notice"));
        assertEquals("?", optics.get("name zh"));
        assertEquals("NO", optics.get("binds foreign persons"));
        assertTrue(
                optics.get("source")
                        .matches(
                                "US Consolidated Screening List, retrieved 2026-01-05, sha256:[0-9a-f]{64}, http://example.gov/1"),
                optics.get("source"));
        var two = named(rows, "Two Lands Trading");
        assertEquals("?", two.get("country"));
        assertTrue(two.get("note en").contains("AE, IR"));
        assertEquals("2027-10-15", named(rows, "John Q. Muster").get("until"));
        var missile = named(rows, "Muster Missile Works");
        assertEquals("US_SDN", missile.get("list"));
        assertEquals("US_SDN/csl-90001", missile.get("key"));
        assertEquals("NPWMD; IRAN", missile.get("designations"));
        assertEquals("ORGANISATION", missile.get("kind"));
        assertEquals("?", named(rows, "John Q. Muster").get("still stands"));
        assertEquals("YES", missile.get("still stands"));
        assertTrue(optics.get("note en").startsWith("License requirement: For all items subject to the EAR"));
        assertEquals("uscc:91310000MA1K000000", missile.get("identifiers"));
        assertEquals("UNKNOWN", missile.get("from"));
        assertTrue(missile.get("note en").contains("does not give the first listed day"));
        assertEquals("US_SDN", named(rows, "Muster Cigars").get("list"));
        assertEquals("US_OTHER", named(rows, "Muster Bank").get("list"));
        assertEquals("SSI; UKRAINE-EO13662", named(rows, "Muster Bank").get("designations"));
        assertTrue(run.err().contains("2 entries have no first listed day"), run::toString);
    }

    @Test
    void csvAndJsonOfOnePublicationGiveTheSameRows() throws IOException {
        var csv = rows(csl("consolidated.csv", "a.csv"), folder.resolve("a.csv"));
        var json = rows(csl("consolidated.json", "b.csv"), folder.resolve("b.csv"));
        for (var rows : java.util.List.of(csv, json)) {
            rows.values().forEach(row -> {
                row.remove("source");
                row.remove("note en");
                row.remove("note zh");
            });
        }
        assertEquals(csv, json);
    }

    @Test
    void importedRowsPassValidationOnceEveryDayIsSettled() throws IOException {
        Run run = csl("consolidated.csv", "rows.xlsx", "--from-if-unknown", "2020-01-01");
        assertEquals(0, run.code(), run::toString);
        byte[] first = Files.readAllBytes(folder.resolve("rows.xlsx"));
        csl("consolidated.csv", "rows.xlsx", "--from-if-unknown", "2020-01-01");
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("rows.xlsx")), "the same file gives the same bytes");
        Path parties = folder.resolve("parties.xlsx");
        Files.write(parties, withRows("parties.xlsx", first));
        Run validated = Run.of("validate", parties.toString());
        assertEquals(0, validated.code(), validated::toString);
    }

    /** As an analyst would copy the rows. */
    private static byte[] withRows(String workbook, byte[] rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(Kjars.workbook(workbook)));
                var imported = new XSSFWorkbook(new ByteArrayInputStream(rows))) {
            var target = book.getSheet("Entries");
            assertEquals("Entries", imported.getSheetName(0));
            for (Row row : imported.getSheetAt(0)) {
                if (row.getRowNum() > 1) {
                    Row copy = target.createRow(target.getLastRowNum() + 1);
                    for (Cell cell : row) {
                        copy.createCell(cell.getColumnIndex()).setCellValue(cell.getStringCellValue());
                    }
                }
            }
            book.write(out);
        }
        return out.toByteArray();
    }

    @Test
    void listsCanBeChosenAndOtherRulesGiven() throws IOException {
        var only = rows(csl("consolidated.csv", "rows.csv", "--only", "US_DPL"), folder.resolve("rows.csv"));
        assertEquals(1, only.size());
        Path rules = Files.writeString(
                folder.resolve("own.json"),
                "{\"lists\":[{\"list\":\"US_UVL\",\"source\":\"Sectoral Sanctions Identifications List (SSI) - Treasury Department\"}]}");
        var own = rows(csl("consolidated.csv", "rows.csv", "--lists", rules.toString()), folder.resolve("rows.csv"));
        assertEquals("US_UVL", named(own, "Muster Bank").get("list"));
        assertEquals("?", named(own, "Muster Bank").get("binds foreign persons"));
    }

    @Test
    void namesThatACellCannotHoldAsTheyAreStayReadableAndNoneIsLost() throws IOException {
        String aliases = IntStream.range(0, 400)
                .mapToObj(i -> "Muster Alias Number " + i)
                .collect(Collectors.joining("; "));
        Path file = Files.writeString(
                folder.resolve("odd.csv"),
                "source,name,start_date,alt_names,addresses\n"
                        + "Entity List (EL) - Bureau of Industry and Security,\"=HYPERLINK(1)\",2024-01-01,\"" + aliases
                        + "; \u0410lfa\u200B\u00A0Werk\",\n"
                        + "Entity List (EL) - Bureau of Industry and Security,?,2024-01-01,,\n"
                        + "Entity List (EL) - Bureau of Industry and Security,Muster,5 Jan 2024,,\n");
        Run run = Run.of(
                "import",
                "csl",
                file.toString(),
                "--out",
                folder.resolve("rows.csv").toString());
        var rows = rows(run, folder.resolve("rows.csv"));
        String all = rows.values().stream()
                .filter(r -> r.get("name en").contains("HYPERLINK"))
                .map(r -> r.get("aliases"))
                .collect(Collectors.joining("; "));
        assertEquals(401, all.split("; ").length);
        assertTrue(all.endsWith("Alfa Werk"), "a look-alike letter, an invisible one and an odd space");
        assertTrue(rows.values().stream().allMatch(r -> r.get("aliases").length() <= 2000));
        assertTrue(rows.keySet().stream().anyMatch(k -> k.startsWith("\"=HYPERLINK(1)\"|")));
        assertTrue(named(rows, "Muster").get("note en").contains("5 Jan 2024"));
        assertEquals("UNKNOWN", named(rows, "Muster").get("from"));
        assertTrue(run.err().contains("1 records have no name"), run::toString);
    }

    @Test
    void aFailureLeavesWhatStoodThereAndSaysWhy() throws IOException {
        Path out = Files.writeString(folder.resolve("rows.csv"), "mine");
        Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
        Run run = Run.of("import", "csl", file.toString(), "--out", out.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(
                run.err().contains("lacks the headers [source, name, start_date, alt_names, addresses]"),
                run::toString);
        assertEquals("mine", Files.readString(out));
        Files.writeString(file, "source,name,start_date,alt_names,addresses\n1,2\n");
        assertTrue(Run.of("import", "csl", file.toString(), "--out", out.toString())
                .err()
                .contains("line 2: 2 fields, the first line has 5"));
        assertEquals(
                2,
                Run.of(
                                "import",
                                "csl",
                                file.toString(),
                                "--out",
                                folder.resolve("rows.txt").toString())
                        .code());
        assertEquals(
                2,
                Run.of(
                                "import",
                                "csl",
                                file.toString(),
                                "--out",
                                folder.resolve("no/rows.csv").toString())
                        .code());
        assertFalse(Files.list(folder).anyMatch(f -> f.toString().endsWith(".part")));
    }

    @Test
    void sanctionsPutEntitiesOfFollowTheMoneyOnLists() throws IOException {
        Run run = Run.of(
                "import",
                "opensanctions",
                Run.fixture("entities.ftm.json", folder).toString(),
                "--out",
                folder.resolve("rows.csv").toString());
        var rows = rows(run, folder.resolve("rows.csv"));
        assertEquals(2, rows.size(), run::toString);
        var radar = named(rows, "Muster Radar Institute");
        assertEquals("US_ENTITY/os-mst-1", radar.get("key"));
        assertEquals("\u793A\u4F8B\u96F7\u8FBE\u7814\u7A76\u6240; MRI, Radar Institute", radar.get("aliases"));
        assertEquals("lei:529900T8BM49AURSDO55; uscc:91310000MA1K111111", radar.get("identifiers"));
        assertEquals("CN", radar.get("country"));
        assertTrue(radar.get("note en").contains("1 weak aliases are left out"));
        var holding = named(rows, "Muster Holding");
        assertEquals("US_SDN", holding.get("list"));
        assertTrue(holding.get("designations").contains("RUSSIA-EO14024"), holding::toString);
        assertEquals("2024-02-23", holding.get("from"));
        assertTrue(holding.get("note en").contains("2024-02"));
    }
}
