package guanka.cli.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.cli.Run;
import guanka.cli.rulesets.Kjars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("validate, diff and text")
class TablesTest {

    private static final String SHARE = "CN-2025-61/1.1";

    @TempDir
    private Path folder;

    private Path workbook(String header, String text) throws IOException {
        Path file = folder.resolve("provisions.xlsx");
        Files.write(file, Kjars.edited("provisions.xlsx", "Shares", SHARE, header, text));
        return file;
    }

    @Test
    void oneWorkbookIsCheckedWithTheOthersOfTheRuleset() throws IOException {
        Run run = Run.of("validate", workbook("threshold percent", "0.2").toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().startsWith("no mistake in 10 workbooks"), run::toString);
    }

    @Test
    void aMistakeIsNamedByCellInTheLanguageThatIsAskedFor() throws IOException {
        String file = workbook("threshold percent", "0,2").toString();
        Run english = Run.of("validate", file);
        assertEquals(1, english.code(), english::toString);
        assertTrue(english.out().matches("(?s)provisions\\.xlsx!Shares![A-Z]+[0-9]+: .*`0,2`.*"), english::toString);
        Run chinese = Run.of("validate", folder.toString(), "--lang", "zh");
        assertEquals(1, chinese.code());
        assertTrue(
                chinese.out().codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN),
                chinese::toString);
        JsonNode json =
                new ObjectMapper().readTree(Run.of("validate", file, "--json").out());
        assertEquals("Shares", json.path("mistakes").get(0).path("sheet").asText());
    }

    @Test
    void whatIsNoWorkbookIsAMistakeAndNoFault() throws IOException {
        Files.writeString(folder.resolve("parties.xlsx"), "no workbook");
        Run run = Run.of("validate", folder.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.out().startsWith("parties.xlsx: "), run::toString);
        assertEquals(
                2,
                Run.of(
                                "validate",
                                Files.createDirectory(folder.resolve("empty")).toString())
                        .code());
    }

    @Test
    void diffShowsTheCellOfAChangedRowOldAndNew() throws IOException {
        String base = Kjars.packed(folder).toString();
        Path draft = Files.createDirectory(folder.resolve("draft"));
        Files.write(
                draft.resolve("provisions.xlsx"),
                Kjars.edited("provisions.xlsx", "Shares", SHARE, "threshold percent", "0.2"));
        Run run = Run.of("diff", base, draft.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("# provisions.xlsx!Shares\n~ " + SHARE), run::toString);
        assertTrue(
                run.out().matches("(?s).*threshold percent \\([A-Z]+[0-9]+\\): `0.1` becomes `0.2`.*"), run::toString);
        assertEquals(
                1, Run.of("diff", base, draft.toString(), "--fail-on-change").code());
        assertEquals(0, Run.of("diff", base, base, "--fail-on-change").code());
        JsonNode json = new ObjectMapper()
                .readTree(Run.of("diff", base, draft.toString(), "--json").out());
        assertEquals("0.2", json.at("/sheets/0/changed/0/cells/0/draft").asText());
    }

    @Test
    void diffRefusesADraftWithMistakesAndWhatIsNoKjar() throws IOException {
        String base = Kjars.packed(folder).toString();
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no archive");
        Run run = Run.of("diff", base, broken.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("is not a readable archive"), run::toString);
        workbook("threshold percent", "?");
        Run mistaken = Run.of("diff", base, folder.toString());
        assertEquals(1, mistaken.code(), mistaken::toString);
        assertTrue(mistaken.err().contains("provisions.xlsx!Shares!"), mistaken::toString);
    }

    @Test
    void textPrintsRowsForGit() throws IOException {
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(
                    0,
                    Run.of("text", workbook("threshold percent", "0.2").toString())
                            .code());
        } finally {
            System.setOut(console);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("# Shares"));
        assertTrue(text.contains("| threshold percent: 0.2\n"));
        assertFalse(text.contains("! "), "the workbook could not be read");
    }
}
