package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Two analysts download, type, upload, rebase, activate and plan in any order. Whatever takes the place of what decides changes exactly
 * what its author has typed, and nothing that somebody else has put in force meanwhile; where both have changed one cell, that is
 * named instead.
 */
class TwoAnalystsPropertyTest {

    private static final Columns COLUMNS = Columns.parse("""
            {"workbooks": [{"file": "law.xlsx", "sheets": [{"sheet": "Law", "columns": [
              {"header": "key", "type": "key"},
              {"header": "share", "type": "decimal"},
              {"header": "days", "type": "integer"}]}]}]}
            """.getBytes(StandardCharsets.UTF_8));

    private static final String FILE = "law.xlsx";

    /** What somebody typed since the download: texts by row and column; a row that is gone has the text null under its key. */
    private static final class Draft {
        byte[] file;
        int parent;
        final Map<String, String> typed = new TreeMap<>();
        boolean planned;
    }

    private static final class Desk {
        byte[] file;
        int origin;
        final Map<String, String> typed = new TreeMap<>();
    }

    private final List<byte[]> versions = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private int active;

    @Property(seed = "1", tries = 60)
    void nothingIsUndoneUnnamed(
            @ForAll @Size(min = 10, max = 40) List<@IntRange(min = 0, max = 100_000) Integer> steps) {
        versions.clear();
        drafts.clear();
        versions.add(first());
        active = 0;
        Desk[] desks = {new Desk(), new Desk()};
        for (Desk desk : desks) {
            download(desk);
        }
        for (int step : steps) {
            Desk desk = desks[step % 2];
            int more = step / 20;
            switch (step / 2 % 10) {
                case 0 -> download(desk);
                case 1, 2, 3 -> type(desk, "R" + more % 4, 1 + more / 4 % 2, String.valueOf(1 + more / 8 % 5));
                case 4 -> row(desk, "N" + more % 2, String.valueOf(1 + more / 2 % 3));
                case 5 -> upload(desk);
                case 6 -> pick(more, draft -> activate(draft));
                case 7 -> pick(more, draft -> rebase(draft));
                case 8 -> pick(more, draft -> draft.planned = true);
                default ->
                    drafts.stream().filter(draft -> draft.planned).toList().forEach(draft -> {
                        // the hour comes: what no longer follows what decides is given up
                        draft.planned = false;
                        activate(draft);
                    });
            }
        }
    }

    private void pick(int number, Consumer<Draft> step) {
        if (!drafts.isEmpty()) {
            step.accept(drafts.get(number % drafts.size()));
        }
    }

    private void download(Desk desk) {
        desk.file = new VersionMark("v" + active, "sha256:" + "0".repeat(64)).in(versions.get(active));
        desk.origin = active;
        desk.typed.clear();
    }

    private static void type(Desk desk, String key, int column, String text) {
        edit(desk, sheet -> {
            for (int i = 2; i <= sheet.getLastRowNum(); i++) {
                XSSFRow row = sheet.getRow(i);
                if (row.getCell(0).getStringCellValue().equals(key)) {
                    row.getCell(column).setCellValue(text);
                    desk.typed.put(key + "!" + (column == 1 ? "share" : "days"), text);
                }
            }
        });
    }

    /** Adds the row, or removes it where it is there. */
    private static void row(Desk desk, String key, String share) {
        edit(desk, sheet -> {
            for (int i = 2; i <= sheet.getLastRowNum(); i++) {
                if (sheet.getRow(i).getCell(0).getStringCellValue().equals(key)) {
                    sheet.removeRow(sheet.getRow(i));
                    if (i < sheet.getLastRowNum()) {
                        sheet.shiftRows(i + 1, sheet.getLastRowNum(), -1);
                    }
                    desk.typed.put(key + "!share", null);
                    desk.typed.put(key + "!days", null);
                    return;
                }
            }
            Sample.write(sheet, sheet.getLastRowNum() + 1, List.of(key, share, "1"));
            desk.typed.put(key + "!share", share);
            desk.typed.put(key + "!days", "1");
        });
    }

    private void upload(Desk desk) {
        assertEquals("v" + desk.origin, VersionMark.of(desk.file).orElseThrow().version());
        TableMerge merge = TableMerge.of(read(versions.get(desk.origin)), read(desk.file), read(versions.get(active)));
        if (named(merge)) {
            return;
        }
        var draft = new Draft();
        draft.file = EditedWorkbook.of(versions.get(active), merge.edits().getOrDefault(FILE, List.of()));
        draft.parent = active;
        // to type what stands there already is no change
        Map<String, String> seen = cells(versions.get(desk.origin));
        desk.typed.forEach((cell, text) -> {
            if (!Objects.equals(seen.get(cell), text)) {
                draft.typed.put(cell, text);
            }
        });
        drafts.add(draft);
    }

    private void rebase(Draft draft) {
        TableMerge merge =
                TableMerge.of(read(versions.get(draft.parent)), read(draft.file), read(versions.get(active)));
        if (!named(merge)) {
            draft.file = EditedWorkbook.of(versions.get(active), merge.edits().getOrDefault(FILE, List.of()));
            draft.parent = active;
        }
    }

    private boolean named(TableMerge merge) {
        merge.conflicts()
                .forEach(conflict ->
                        assertTrue(conflict.key() != null && conflict.sheet().equals("Law")));
        return !merge.conflicts().isEmpty();
    }

    private void activate(Draft draft) {
        if (draft.parent != active) {
            return;
        }
        Map<String, String> before = cells(versions.get(active));
        Map<String, String> after = cells(draft.file);
        Map<String, String> expected = new TreeMap<>(before);
        draft.typed.forEach((cell, text) -> {
            if (text == null) {
                expected.remove(cell);
            } else {
                expected.put(cell, text);
            }
        });
        assertEquals(expected, after, "what its author has typed, and nothing else");
        versions.add(draft.file);
        active = versions.size() - 1;
        drafts.remove(draft);
    }

    private static Map<String, String> cells(byte[] file) {
        Map<String, String> cells = new TreeMap<>();
        SheetView sheet = read(file).sheets().get(0);
        for (SheetView.Row row : sheet.rows()) {
            cells.put(row.key() + "!share", row.cells().get(1));
            cells.put(row.key() + "!days", row.cells().get(2));
        }
        return cells;
    }

    private static Tables read(byte[] file) {
        return Workbooks.read(
                COLUMNS, new TreeMap<>(Map.of(FILE, file)), TwoAnalystsPropertyTest.class.getClassLoader());
    }

    private static byte[] first() {
        try (var book = new XSSFWorkbook()) {
            XSSFSheet sheet = book.createSheet("Law");
            Sample.write(sheet, 0, List.of("key", "share", "days"));
            Sample.write(sheet, 1, List.of("Names the row.", "A share.", "Some days."));
            for (int i = 0; i < 4; i++) {
                Sample.write(sheet, i + 2, List.of("R" + i, "0", "0"));
            }
            return Sample.bytes(book);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void edit(Desk desk, Consumer<XSSFSheet> change) {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(desk.file))) {
            change.accept(book.getSheet("Law"));
            desk.file = Sample.bytes(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
