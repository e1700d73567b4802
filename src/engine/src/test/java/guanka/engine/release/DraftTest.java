package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.image.RulesetImage;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.CellMistake;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A draft has the rules of its base and the workbooks of the analyst")
class DraftTest {

    private static final byte[] BASE = TestRuleset.kjar();
    private static final byte[] PROVISIONS =
            Draft.workbook(BASE, "provisions.xlsx").orElseThrow();

    @Test
    void onlyVersionWorkbooksAndCasesAreOthers() {
        byte[] workbook = {1, 2, 3};
        byte[] law = {4, 5};
        byte[] draft =
                Draft.assemble(BASE, Map.of("provisions.xlsx", workbook), Map.of("cn/new-law.json", law), "2026.11.2");
        SortedMap<String, byte[]> expected = new TreeMap<>(Archive.built());
        expected.put("decision-tables/provisions.xlsx", workbook);
        expected.put("cases/cn/new-law.json", law);
        // of a workbook that cannot be read there is no image
        expected.keySet().removeIf(path -> path.startsWith(RulesetImage.FOLDER));
        Archive.put(expected, "ruleset.json", "{\"version\":\"2026.11.2\"}");
        SortedMap<String, byte[]> found = KjarEntries.of(draft);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((path, bytes) -> assertArrayEquals(bytes, found.get(path), path));
        assertArrayEquals(workbook, Draft.workbook(draft, "provisions.xlsx").orElseThrow());
        assertEquals(Optional.empty(), Draft.workbook(draft, "other.xlsx"));
        assertEquals(Draft.workbooks(BASE), Draft.workbooks(draft));
    }

    @Test
    void itLoadsUnderItsVersionAndIsTheSameBytesWhoeverPutsItTogether() {
        byte[] draft = Draft.assemble(BASE, Map.of("provisions.xlsx", PROVISIONS), Map.of(), "2026.11.2");
        Ruleset loaded = Ruleset.load(draft);
        assertEquals("2026.11.2", loaded.version());
        assertEquals(TestRuleset.get().tables().sheets(), loaded.tables().sheets());
        SigningKey key = SigningKey.make();
        byte[] signedBase = Release.sign(BASE, ReleaseInfo.of(BASE, 1, null, Instant.EPOCH, null), key);
        assertArrayEquals(draft, Draft.assemble(signedBase, Map.of(), Map.of(), "2026.11.2"));
        byte[] release = Release.sign(
                draft, ReleaseInfo.of(draft, 2, ReleaseInfo.Parent.of(signedBase), Instant.EPOCH, null), key);
        assertArrayEquals(draft, Release.unsigned(release));
    }

    @Test
    void aWorkbookOfAnUnknownNameIsAMistakeThatNamesTheNearest() {
        for (String name : List.of("provision.xlsx", "../provisions.xlsx", "x.class", "")) {
            var refused = assertThrows(
                    RefusedRuleset.class, () -> Draft.assemble(BASE, Map.of(name, PROVISIONS), Map.of(), "1"));
            CellMistake mistake = refused.mistakes().get(0);
            assertEquals("unknown-workbook", mistake.code());
            assertEquals(name, mistake.workbook());
            assertEquals(refused.reasons(), List.of(mistake.toString()));
        }
        var refused = assertThrows(
                RefusedRuleset.class, () -> Draft.assemble(BASE, Map.of("provision.xlsx", PROVISIONS), Map.of(), "1"));
        assertTrue(refused.getMessage().contains("provisions.xlsx"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../one.json", "one.txt", "/one.json", "a//one.json", "one.json/", "规.json", ""})
    void aCaseFileOfAnImpossibleNameIsRefused(String name) {
        assertThrows(RefusedRuleset.class, () -> Draft.assemble(BASE, Map.of(), Map.of(name, new byte[0]), "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 2", "../1", "1/2", "版", "-1"})
    void whatIsNoVersionNamesNoDraft(String version) {
        assertThrows(IllegalArgumentException.class, () -> Draft.assemble(BASE, Map.of(), Map.of(), version));
    }

    @Test
    void theMistakesOfABrokenWorkbookAreToldByWorkbook() {
        byte[] draft = Draft.assemble(BASE, Map.of("provisions.xlsx", new byte[] {'x'}), Map.of(), "2026.11.2");
        var refused = assertThrows(RefusedRuleset.class, () -> Ruleset.load(draft));
        assertTrue(
                refused.mistakes().stream()
                        .anyMatch(m -> m.workbook().equals("provisions.xlsx")
                                && m.code().equals("not-a-workbook")),
                () -> refused.mistakes().toString());
        assertEquals(
                refused.reasons(),
                refused.mistakes().stream().map(CellMistake::toString).toList());
    }

    @Test
    void versionsCountWithinTheirMonth() {
        LocalDate day = LocalDate.ofEpochDay(20_782);
        String month = day.getYear() + "." + day.getMonthValue();
        assertEquals(month + ".1", Draft.nextVersion(List.of(), day));
        assertEquals(
                month + ".11",
                Draft.nextVersion(
                        List.of(month + ".2", month + ".10", month + ".x", month + "1.99", "1.1.50", "unnamed"), day));
    }
}
