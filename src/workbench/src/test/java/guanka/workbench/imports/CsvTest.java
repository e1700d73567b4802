package guanka.workbench.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final List<String> HEADERS = List.of("a", "b", "c");

    private static Csv csv(String text) throws IOException {
        Csv csv = new Csv(new StringReader(text), "x.csv");
        csv.headers(HEADERS);
        return csv;
    }

    private static String refusal(String text) throws IOException {
        Csv csv = csv(text);
        return assertThrows(RefusedSource.class, () -> {
                    while (csv.next() != null) {}
                })
                .getMessage();
    }

    @Test
    @DisplayName("a byte order mark, blank lines and line breaks in quotes are read as they are meant")
    void read() throws IOException {
        Csv csv = csv("\uFEFFa, b ,c\r\n\r\n1,\"x, \"\"y\"\"\n\",\r\n \n2,, z\n");

        assertEquals(List.of("1", "x, \"y\"\n", ""), List.copyOf(csv.next().values()));
        assertEquals(List.of("2", "", " z"), List.copyOf(csv.next().values()));
        assertNull(csv.next());
    }

    @Test
    @DisplayName("what is not CSV is refused by the line in which the record begins")
    void refused() throws IOException {
        String before = "a,b,c\n1,\"x\ny\",3\n";

        assertEquals("`x.csv` line 4: 2 fields, the first line has 3", refusal(before + "1,2\n"));
        assertEquals(
                "`x.csv` line 4: the record that begins here is not CSV: Missing closing quote for value",
                refusal(before + "1,\"2\n3\n"));
        assertTrue(
                refusal(before + "1,\"2\"3,4\n").startsWith("`x.csv` line 4: the record that begins here is not CSV"));
        assertEquals("`x.csv` line 4: more than 2000 fields", refusal(before + ",".repeat(3_000)));
    }

    @Test
    @DisplayName("a quotation mark that never closes does not fill the memory")
    void endless() throws IOException {
        assertEquals(
                "`x.csv` line 2: a field is too long to be CSV", refusal("a,b,c\n1,\"" + "x,\n".repeat(1_000_000)));
        assertEquals("`x.csv` line 2: a field is too long to be CSV", refusal("a,b,c\n1," + "x".repeat(3_000_000)));
    }

    @Property(seed = "1", tries = 300)
    @Label("every row that is written is read again as it was")
    void written(@ForAll("rows") List<List<String>> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new CsvWriter(bytes)) {
            writer.write(HEADERS);
            for (List<String> row : rows) {
                writer.write(row);
            }
        }
        Csv csv = csv(bytes.toString(StandardCharsets.UTF_8));
        List<List<String>> read = new ArrayList<>();
        for (var record = csv.next(); record != null; record = csv.next()) {
            read.add(List.copyOf(record.values()));
        }

        assertEquals(rows, read);
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        return Arbitraries.strings()
                .withChars(",\"\r\n\t \\#=aé示\u0000")
                .ofMaxLength(8)
                .list()
                .ofSize(3)
                .list()
                .ofMaxSize(5);
    }
}
