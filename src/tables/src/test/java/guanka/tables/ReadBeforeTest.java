package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A workbook that was read before")
class ReadBeforeTest {

    @Test
    void isNotReadAgainAndGivesTheSameRows() {
        SortedMap<String, byte[]> files = new Sample().files();
        Tables once = Sample.read(files);
        Tables again = Sample.read(new TreeMap<>(files));
        assertSame(
                once.rows(Sample.Law.class).get(0), again.rows(Sample.Law.class).get(0));
        assertEquals(once.rows(), again.rows());
        assertEquals(once.sheets(), again.sheets());
        assertEquals(once.origin(Sample.Law.class), again.origin(Sample.Law.class));
    }

    @Test
    void isCheckedAgainWhereWhatItRefersToHasChanged() {
        SortedMap<String, byte[]> files = new Sample().files();
        Tables once = Sample.read(files);
        files.put("words.xlsx", words("forms:MAGNET", "forms", "MAGNET"));
        List<CellMistake> mistakes = Sample.mistakes(files);
        assertTrue(
                mistakes.stream()
                        .anyMatch(m -> m.code().equals("not-in-vocabulary")
                                && m.workbook().equals("laws.xlsx")),
                mistakes::toString);
        files.put("words.xlsx", words("purposes:MILITARY", "purposes", "MILITARY"));
        Tables later = Sample.read(files);
        assertNotSame(
                once.rows(Sample.Law.class).get(0), later.rows(Sample.Law.class).get(0));
        assertEquals(once.rows(Sample.Law.class), later.rows(Sample.Law.class));
        assertEquals(once.origin(Sample.Law.class), later.origin(Sample.Law.class), "its own bytes are the same");
    }

    @Test
    void isNotReadAgainWhereWhatItRefersToHasOnlyGrown() {
        SortedMap<String, byte[]> files = new Sample().files();
        Tables once = Sample.read(files);
        files.put(
                "words.xlsx",
                words(List.of(
                        List.of("purposes:MILITARY", "purposes", "MILITARY"),
                        List.of("purposes:CIVIL", "purposes", "CIVIL"),
                        List.of("purposes:MEDICAL", "purposes", "MEDICAL"))));
        Tables more = Sample.read(files);
        assertSame(
                once.rows(Sample.Law.class).get(0), more.rows(Sample.Law.class).get(0));
    }

    @Test
    void isAnotherOnceACellOrTheDeclarationDiffers() {
        Tables once = new Sample().read();
        Tables edited = new Sample().set("Laws", "E3", "0.2").read();
        assertNotEquals(once.origin(Sample.Law.class), edited.origin(Sample.Law.class));
        assertEquals("0.2", edited.rows(Sample.Law.class).get(0).percent().toPlainString());
        Columns declared = Columns.parse(Sample.DECLARATION
                .replace("\"min\": \"0\", \"max\": \"100\"", "\"min\": \"0\", \"max\": \"0.05\"")
                .getBytes(StandardCharsets.UTF_8));
        SortedMap<String, byte[]> files = new Sample().files();
        Sample.read(files);
        var refused = org.junit.jupiter.api.Assertions.assertThrows(
                RefusedWorkbooks.class, () -> Workbooks.read(declared, files, Sample.class.getClassLoader()));
        assertEquals(
                List.of("out-of-bounds"),
                refused.mistakes().stream().map(CellMistake::code).toList());
    }

    @Test
    void leavesNothingOfTheClassesThatARulesetBrings() throws Exception {
        SortedMap<String, byte[]> files = new Sample().files();
        Tables ours = Sample.read(files);
        URL tests = Sample.class.getProtectionDomain().getCodeSource().getLocation();
        try (var own = new OwnRows(tests)) {
            Tables brought = Workbooks.read(Sample.COLUMNS, files, own);
            Object row = brought.rows().get(0);
            assertSame(own, row.getClass().getClassLoader());
            assertEquals(ours.rows().toString(), brought.rows().toString());
        }
        assertSame(
                Sample.class.getClassLoader(),
                Sample.read(files).rows().get(0).getClass().getClassLoader());
    }

    /** Brings its own records of the sample. */
    private static final class OwnRows extends URLClassLoader {

        OwnRows(URL classes) {
            super(new URL[] {classes}, Sample.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null
                    ? loaded
                    : name.startsWith("guanka.tables.Sample") ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    static byte[] words(String... row) {
        return words(List.of(List.of(row)));
    }

    private static byte[] words(List<List<String>> rows) {
        var book = new XSSFWorkbook();
        XSSFSheet sheet = book.createSheet("Words");
        Sample.write(sheet, 0, List.of("key", "vocabulary", "code", "note"));
        String explains = "Explains the column.";
        Sample.write(sheet, 1, List.of(explains, explains, explains, explains));
        for (int i = 0; i < rows.size(); i++) {
            Sample.write(sheet, 2 + i, rows.get(i));
        }
        return Sample.bytes(book);
    }
}
