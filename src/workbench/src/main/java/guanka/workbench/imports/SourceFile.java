package guanka.workbench.imports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A file from outside, which may be packed: {@code .gz}, or {@code .zip} with one file in it.
 *
 * @param path where it lies
 * @param name what it is called
 * @param most bytes that are read of it, unpacked
 */
public record SourceFile(Path path, String name, long most) {

    private static final int BUFFER = 1 << 16;

    /** A file of whoever runs the import, of any size. */
    public static SourceFile of(Path path) {
        return new SourceFile(path, path.getFileName().toString(), Long.MAX_VALUE);
    }

    /** The unpacked content, to be read once and closed. */
    InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            String lower = name.toLowerCase(Locale.ROOT);
            InputStream content = raw;
            if (lower.endsWith(".gz")) {
                content = new GZIPInputStream(raw, BUFFER);
            } else if (lower.endsWith(".zip")) {
                var zip = new ZipInputStream(raw);
                if (zip.getNextEntry() == null) {
                    throw new ZipException("it is not a zip archive, or an empty one");
                }
                content = zip;
            }
            return new BufferedInputStream(new Counted(content, most), BUFFER);
        } catch (ZipException | java.io.EOFException | IllegalArgumentException damaged) {
            raw.close();
            throw RefusedSource.because(
                    "`" + name + "` cannot be unpacked: " + damaged.getMessage(), "`" + name + "` 无法解压");
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Ends a file that unpacks to more than it may. */
    private static final class Counted extends FilterInputStream {

        private final long most;
        private long read;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int some = super.read(into, at, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int some) {
            read += some;
            if (read > most) {
                throw RefusedSource.because(
                        "the file holds more than " + (most >> 20) + " MB unpacked", "文件解压后超过 " + (most >> 20) + " MB");
            }
        }
    }
}
