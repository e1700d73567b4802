package guanka.spark;

import guanka.engine.lines.LineAnswers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads the lines of a part one after the other; a line that is longer than allowed takes no memory. */
final class PartLines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final long to;
    private final boolean firstOfFile;
    private final long firstLine;
    private long at;
    private long read;

    /**
     * A line that is not blank.
     *
     * @param bytes without its break, null where it is too long
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(long number, byte[] bytes) {}

    PartLines(Part part, FileSystem files) throws IOException {
        FSDataInputStream raw = files.open(new Path(part.file()));
        in = new BufferedInputStream(raw, BUFFER);
        to = part.to();
        firstOfFile = part.from() == 0;
        firstLine = part.firstLine();
        if (!firstOfFile) {
            // the line that is under way belongs to the part before
            raw.seek(part.from() - 1);
            at = part.from() - 1;
            skipLine();
        }
    }

    private void skipLine() throws IOException {
        int one;
        do {
            one = in.read();
            at += one < 0 ? 0 : 1;
        } while (one >= 0 && one != '\n');
    }

    /** The next line, or null where the part ends. */
    Line next() throws IOException {
        while (at < to) {
            var line = new ByteArrayOutputStream(1024);
            boolean blank = true;
            long length = 0;
            int one;
            boolean any = false;
            while ((one = in.read()) >= 0 && one != '\n') {
                any = true;
                blank &= one == ' ' || one == '\t' || one == '\r';
                if (++length <= LineAnswers.LINE_BYTES) {
                    line.write(one);
                }
            }
            if (one < 0 && !any) {
                return null;
            }
            at += length + (one < 0 ? 0 : 1);
            long number = firstLine + read++;
            if (!blank) {
                boolean tooLong = length > LineAnswers.LINE_BYTES;
                return new Line(number, tooLong ? null : withoutMark(line.toByteArray()));
            }
        }
        return null;
    }

    /** The first line of a file may begin with a byte order mark. */
    private byte[] withoutMark(byte[] line) {
        boolean marked = firstOfFile && read == 1 && line.length >= 3 && Arrays.equals(line, 0, 3, MARK, 0, 3);
        return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A part with its lines counted and its bytes digested. */
    static Part count(Part part, FileSystem files) throws IOException {
        long begun = part.from() == 0 ? 1 : 0;
        MessageDigest digest = Hashed.sha256();
        byte[] buffer = new byte[BUFFER];
        try (FSDataInputStream in = files.open(new Path(part.file()))) {
            long at = Math.max(0, part.from() - 1);
            in.seek(at);
            while (at < part.to()) {
                int got = in.read(buffer, 0, (int) Math.min(buffer.length, part.to() - at));
                if (got < 0) {
                    throw new IOException(part.file() + " became shorter while it was read");
                }
                for (int i = 0; i < got; i++) {
                    // a line begins after a break, if that is not the last byte that counts
                    if (buffer[i] == '\n' && at + i + 1 < part.to()) {
                        begun++;
                    }
                }
                int before = (int) Math.max(0, part.from() - at);
                digest.update(buffer, Math.min(before, got), got - Math.min(before, got));
                at += got;
            }
        }
        return part.counted(begun, HexFormat.of().formatHex(digest.digest()));
    }
}
