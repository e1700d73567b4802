package guanka.workbench.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * Where imported rows come from.
 *
 * @param publication what the file is
 * @param file        its name
 * @param retrieved   the day on which it was fetched
 * @param sha256      digest of its bytes as they lie on the disk, packed or not
 */
public record Provenance(String publication, String file, LocalDate retrieved, String sha256) {

    /** @param retrieved null for the day on which the file was last written, in UTC */
    public static Provenance of(String publication, SourceFile file, LocalDate retrieved) throws IOException {
        LocalDate day = retrieved != null
                ? retrieved
                : LocalDate.ofInstant(Files.getLastModifiedTime(file.path()).toInstant(), ZoneOffset.UTC);
        return new Provenance(publication, file.name(), day, digest(file.path()));
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read; (read = in.read(block)) >= 0; ) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The words for a source cell. */
    String text() {
        return publication + ", retrieved " + retrieved + ", sha256:" + sha256;
    }
}
