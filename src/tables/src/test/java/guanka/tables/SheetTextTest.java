package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTextTest {

    @Test
    void aLineForEachFilledCellSortedByKey() {
        var view = new SheetView(
                "w.xlsx",
                "S",
                List.of("key", "text", "note"),
                List.of(
                        new SheetView.Row("B", 3, List.of("B", "two\nlines", "")),
                        new SheetView.Row("A", 4, List.of("A", "back\\slash", "n"))));
        assertEquals("""
                A | key: A
                A | text: back\\\\slash
                A | note: n
                B | key: B
                B | text: two\\nlines
                """, view.asText());
    }

    @Test
    void aWorkbookIsPrintedWithoutItsDeclarationAndInSpiteOfItsMistakes() {
        var sample = new Sample();
        sample.cell("Laws", "E3").setCellFormula("1/10");
        sample.sheet("Laws").getRow(3).setZeroHeight(true);
        String text = WorkbookText.of(Sample.bytes(sample.laws()));
        assertTrue(text.startsWith("# Read me\n(row   1) | A: What this workbook decides"), text);
        assertTrue(text.contains("\n# Laws\n! hidden row 4\n(row 2) | key: Explains the column.\\n解释本列。\n"), text);
        assertTrue(text.contains("\nL-1 | percent: =1/10\n"), text);
        assertTrue(text.contains("\nD-2 | reading: Q.last=IN\n"), text);
    }

    @Test
    void aFileThatIsNoWorkbookIsPrintedAsItsFault() {
        assertEquals(
                "! this is a text file such as CSV, where codes and dates lose their form; save it from Excel as .xlsx\n",
                WorkbookText.of("a,b\n".getBytes(StandardCharsets.UTF_8)));
    }
}
