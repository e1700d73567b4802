package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The image of workbooks")
class TablesImageTest {

    private static byte[] image(Tables tables) throws IOException {
        var out = new ByteBuffersDataOutput();
        TablesImage.write(tables, out);
        return out.toArrayCopy();
    }

    private static Tables read(byte[] image, SortedMap<String, byte[]> files) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Columns.Workbook workbook : Sample.COLUMNS.workbooks()) {
            digests.put(
                    workbook.file(),
                    ReadBefore.Origin.of(files.get(workbook.file()), workbook).sha256());
        }
        return TablesImage.read(new ByteArrayDataInput(image), Sample.COLUMNS, digests, Sample.class.getClassLoader());
    }

    @Test
    void givesTheRowsAndTextsOfTheWorkbooks() throws IOException {
        SortedMap<String, byte[]> files = new Sample().set("Laws", "E3", "0.75").files();
        Tables tables = Sample.read(files);
        Tables imaged = read(image(tables), files);
        assertEquals(tables.rows(), imaged.rows());
        assertEquals(tables.rowTypes(), imaged.rowTypes());
        assertEquals(tables.sheets(), imaged.sheets());
        assertEquals(tables.origin(Sample.Law.class), imaged.origin(Sample.Law.class));
    }

    @Test
    void isTheSameBytesWhetherItWasMadeOfWorkbooksOrOfAnImage() throws IOException {
        SortedMap<String, byte[]> files = new Sample().files();
        byte[] image = image(Sample.read(files));
        assertArrayEquals(image, image(Sample.read(new TreeMap<>(files))));
        assertArrayEquals(image, image(read(image, files)));
    }

    @Test
    @DisplayName("spares reading its workbooks among others, unless what they refer to has changed")
    void sparesReading() throws IOException {
        byte[] image = image(new Sample().read());
        // workbooks that this process has not read: had it read them now, their rows would say something else
        SortedMap<String, byte[]> unread =
                new Sample().set("Laws", "E3", "0.625").files();
        Sample.Law imaged = read(image, unread).rows(Sample.Law.class).get(0);
        assertSame(imaged, Sample.read(unread).rows(Sample.Law.class).get(0));

        SortedMap<String, byte[]> others =
                new Sample().set("Laws", "E3", "0.375").files();
        Sample.Law before = read(image, others).rows(Sample.Law.class).get(0);
        others.put("words.xlsx", ReadBeforeTest.words("purposes:MILITARY", "purposes", "MILITARY"));
        Sample.Law checkedAnew = Sample.read(others).rows(Sample.Law.class).get(0);
        assertNotSame(before, checkedAnew);
        assertEquals("0.375", checkedAnew.percent().toPlainString());
        others.put("words.xlsx", ReadBeforeTest.words("forms:MAGNET", "forms", "MAGNET"));
        assertTrue(Sample.mistakes(others).stream().anyMatch(m -> m.code().equals("not-in-vocabulary")));
    }
}
