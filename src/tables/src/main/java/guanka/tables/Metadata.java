package guanka.tables;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What a program notes in a workbook about author and dates. No cell depends on it, and not every program writes it as readers demand. */
final class Metadata {

    private static final String CORE = "docProps/core.xml";

    private Metadata() {}

    /** A workbook as an archive that readers of workbooks open. The file was looked at by {@link Envelope} before. */
    static InputStream without(byte[] file) {
        try {
            return new ByteArrayInputStream(copied(file));
        } catch (IOException damaged) {
            return new ByteArrayInputStream(file);
        }
    }

    private static byte[] copied(byte[] file) throws IOException {
        var out = new ByteArrayOutputStream(file.length);
        try (var from = new ZipInputStream(new ByteArrayInputStream(file));
                var to = new ZipOutputStream(out)) {
            to.setLevel(1);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                if (!entry.getName().equalsIgnoreCase(CORE)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.transferTo(to);
                    to.closeEntry();
                }
            }
        }
        return out.toByteArray();
    }
}
