package guanka.cli.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.cli.rulesets.Kjars;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("import --into: a workbook of list entries is brought up to date")
class IntoWorkbookTest {

    private static final String HEADERS = "source,name,start_date,alt_names,addresses,federal_register_notice\n";
    private static final String UNVERIFIED = "Unverified List (UVL) - Bureau of Industry and Security";

    @TempDir
    Path folder;

    private Path workbook;
    private byte[] before;

    @BeforeEach
    void theWorkbookOfTheUnitedStatesLists() throws IOException {
        workbook = folder.resolve("us-parties.xlsx");
        before = Kjars.workbook("us-parties.xlsx");
        Files.write(workbook, before);
    }

    private Run into(String csv, Charset charset, String... more) throws IOException {
        Path file = folder.resolve("list.csv");
        Files.write(file, (HEADERS + csv).getBytes(charset));
        String[] args = {"import", "csl", file.toString(), "--into", workbook.toString(), "--retrieved", "2026-09-29"};
        return Run.of(java.util.stream.Stream.of(args, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new));
    }

    @Test
    void whoIsNewIsAddedWhoIsGoneGetsALastDayAndTheRestStays() throws IOException {
        Run run = into(
                "\"" + UNVERIFIED + "\",Quillmere Valves Ltd,2026-09-01,,\"1 Road, AE\",91 FR 1\n" + "\"" + UNVERIFIED
                        + "\",Atlas Sanatgaran,2020-10-09,Atlas Sanat,\"Yerevan, AM\",85 FR 64017; 91 FR 2\n",
                StandardCharsets.UTF_8,
                "--may-shrink",
                "--last-day",
                "2026-09-15");
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.err().contains("1 new, 1 changed"), run::toString);
        String text = cells();
        assertTrue(text.contains("Quillmere Valves Ltd"), "the new row");
        assertTrue(text.contains("\nAtlas Sanat\n"), "a new alias in the old row");
        assertTrue(text.contains("\n2026-09-15\n"), "the last day that the caller gives");
        assertTrue(text.contains("Huawei Technologies Co., Ltd."), "lists that are not in the source are left alone");
    }

    @Test
    void aListThatShrinksByMoreThanATenthIsRefusedAndNothingIsWritten() throws IOException {
        Run run = into(
                "\"" + UNVERIFIED + "\",Atlas Sanatgaran,2020-10-09,,\"Yerevan, AM\",85 FR 64017\n",
                StandardCharsets.UTF_8);
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("US_UVL: ") && run.err().contains("are not in the source"), run::toString);
        assertArrayEquals(before, Files.readAllBytes(workbook));
    }

    @Test
    void anEmptySourceIsRefused() throws IOException {
        assertEquals(1, into("", StandardCharsets.UTF_8).code());
        assertArrayEquals(before, Files.readAllBytes(workbook));
    }

    @Test
    void lettersOfAnotherCodeAreRefusedByLineOrReadByTheCodeThatIsNamed() throws IOException {
        String line = "\"" + UNVERIFIED + "\",Soci\u00e9t\u00e9 G\u00e9n\u00e9rique,2024-01-01,,\"X, FR\",91 FR 3\n";
        Run refused = into(line, Charset.forName("windows-1252"), "--may-shrink");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("--charset"), refused::toString);
        Run read = into(line, Charset.forName("windows-1252"), "--may-shrink", "--charset", "windows-1252");
        assertEquals(0, read.code(), read::toString);
        assertTrue(cells().contains("Soci\u00e9t\u00e9 G\u00e9n\u00e9rique"));
    }

    private String cells() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var book = new XSSFWorkbook(Files.newInputStream(workbook))) {
            book.forEach(sheet -> sheet.forEach(row ->
                    row.forEach(cell -> text.append(cell.getStringCellValue()).append('\n'))));
        }
        return text.toString();
    }
}
