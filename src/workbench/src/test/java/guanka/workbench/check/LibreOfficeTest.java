package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.SheetView;
import guanka.tables.VersionMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The walkthroughs of the guide typed into LibreOffice: the workbooks as they are handed out, its own input, its own files. In
 * {@code -Dguanka.libreoffice=all} every one of them, else the whole announcement.
 */
@DisplayName("In LibreOffice")
class LibreOfficeTest {

    private static final String TABLES = "decision-tables/";
    private static final String XLSX = "Calc MS Excel 2007 XML";
    private static final String ODS = "calc8";

    @TempDir
    Path folder;

    @Test
    @DisplayName("a walkthrough that is typed and saved, as .xlsx or by way of .ods, says the same as in the guide")
    void walkthroughsSayTheSame() throws Exception {
        assumeTrue(LibreOffice.isHere(), "LibreOffice (soffice) is not on this machine: its walkthroughs are left out");
        boolean all = "all".equals(System.getProperty("guanka.libreoffice"));
        List<Walkthrough> walkthroughs = Walkthrough.all();
        List<Walkthrough> done =
                all ? walkthroughs : walkthroughs.subList(walkthroughs.size() - 1, walkthroughs.size());

        List<String> steps = new ArrayList<>();
        for (int i = 0; i < done.size(); i++) {
            Files.createDirectories(folder.resolve(String.valueOf(i)));
            for (String workbook : workbooks(done.get(i))) {
                steps.addAll(steps(done.get(i), workbook, folder.resolve(String.valueOf(i)), i % 2 == done.size() % 2));
            }
        }
        LibreOffice.walk(steps, folder);

        for (int i = 0; i < done.size(); i++) {
            var typed = new EditedRuleset();
            for (String workbook : workbooks(done.get(i))) {
                typed.entry(TABLES + workbook, Files.readAllBytes(saved(folder.resolve(String.valueOf(i)), workbook)));
            }
            assertEquals(
                    said(AnalystsGuideTest.edited(done.get(i)).load()),
                    said(typed.load()),
                    done.get(i).title());
        }
    }

    private static Set<String> workbooks(Walkthrough one) {
        Set<String> workbooks = new LinkedHashSet<>();
        one.steps().forEach(step -> workbooks.add(step.workbook()));
        return workbooks;
    }

    private static Path saved(Path folder, String workbook) {
        return folder.resolve("saved-" + workbook);
    }

    /** What is done in one workbook: as it is handed out it is opened, typed into and saved. */
    private static List<String> steps(Walkthrough one, String workbook, Path folder, boolean byOds) throws IOException {
        Path file = folder.resolve(workbook);
        Files.write(
                file,
                new VersionMark("2026.11.1", TestRuleset.get().digest())
                        .in(new EditedRuleset().entry(TABLES + workbook)));
        List<String> steps = new ArrayList<>();
        steps.add(step("open", file.toString()));
        for (Walkthrough.Step step : one.steps()) {
            if (!step.workbook().equals(workbook)) {
                continue;
            }
            if (step.like() != null) {
                steps.add(step("copy", step.sheet(), step.row(), step.like()));
            } else if (step.removes()) {
                steps.add(step("remove", step.sheet(), step.row()));
            } else {
                steps.add(step("type", step.sheet(), step.row(), step.column(), step.value()));
            }
        }
        if (byOds) {
            Path ods = folder.resolve(workbook.replace(".xlsx", ".ods"));
            steps.add(step("save", ods.toString(), ODS));
            steps.add(step("open", ods.toString()));
        }
        steps.add(step("save", saved(folder, workbook).toString(), XLSX));
        return steps;
    }

    private static String step(String... parts) {
        return String.join("\t", parts);
    }

    /** Every cell by sheet and key. */
    private static Map<String, List<String>> said(Ruleset ruleset) {
        Map<String, List<String>> said = new TreeMap<>();
        for (SheetView sheet : ruleset.tables().sheets()) {
            sheet.rows()
                    .forEach(row -> said.put(sheet.workbook() + "!" + sheet.sheet() + "!" + row.key(), row.cells()));
        }
        return said;
    }
}
