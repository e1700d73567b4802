package guanka.workbench.imports;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Rows as comma-separated values in UTF-8, quoted only where they must be. */
final class CsvWriter implements RowWriter {

    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema RFC_4180 = CsvSchema.emptySchema().withLineSeparator("\r\n");

    private final CsvGenerator out;

    CsvWriter(OutputStream out) throws IOException {
        // without the mark a spreadsheet program takes the letters for those of its own country
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        this.out = FACTORY.createGenerator(out);
        this.out.setSchema(RFC_4180);
    }

    @Override
    public void write(List<String> cells) throws IOException {
        out.writeStartArray();
        for (String cell : cells) {
            out.writeString(cell);
        }
        out.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
