package guanka.cli.terminal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Opens files that may be packed: {@code .gz}, or {@code .zip} with one file in it. */
public final class Inputs {

    private static final int BUFFER = 1 << 16;

    private Inputs() {}

    /** The unpacked content, to be read once and closed. */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw Refusal.usage("`" + file + "` is a folder, a file is needed");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            String name = file.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
            if (name.endsWith(".gz")) {
                return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
            }
            if (name.endsWith(".zip")) {
                var zip = new ZipInputStream(raw);
                if (zip.getNextEntry() == null) {
                    throw new ZipException("it is not a zip archive, or an empty one");
                }
                return new BufferedInputStream(zip, BUFFER);
            }
            return raw;
        } catch (ZipException | java.io.EOFException | IllegalArgumentException damaged) {
            raw.close();
            throw Refusal.failed("`" + file + "` cannot be unpacked: " + damaged.getMessage());
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }
}
