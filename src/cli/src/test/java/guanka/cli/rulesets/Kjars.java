package guanka.cli.rulesets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The kjar that the build packed, and drafts of it in which one cell is another. */
public final class Kjars {

    private Kjars() {}

    public static Path packed(Path folder) throws IOException {
        Path file = folder.resolve("packed.jar");
        Files.write(file, Build.ruleset());
        return file;
    }

    public static byte[] workbook(String name) throws IOException {
        return Kjar.of("packed", Build.ruleset()).workbooks().get(name);
    }

    /** The workbook with another text in the column of every row whose key begins so. */
    public static byte[] edited(String workbook, String sheet, String keys, String header, String text)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook(workbook)))) {
            int column = -1;
            for (Row row : book.getSheet(sheet)) {
                if (row.getRowNum() == 0) {
                    for (Cell cell : row) {
                        column = cell.getStringCellValue().equals(header) ? cell.getColumnIndex() : column;
                    }
                } else if (row.getRowNum() > 1
                        && row.getCell(0).getStringCellValue().startsWith(keys)) {
                    row.removeCell(row.getCell(column));
                    row.createCell(column).setCellValue(text);
                }
            }
            book.write(out);
        }
        return out.toByteArray();
    }

    /** A kjar with that workbook in the place of its own. */
    public static Path draft(Path folder, String workbook, byte[] content) throws IOException {
        Path file = folder.resolve("draft.jar");
        try (var in = new ZipInputStream(new ByteArrayInputStream(Build.ruleset()));
                var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals("decision-tables/" + workbook) ? content : in.readAllBytes());
            }
        }
        return file;
    }
}
