package guanka.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines one after the other, so that a file of any size needs the memory of its longest line. */
public final class JsonLines {

    /** A line.
     *
     * @param number from 1
     * @param bytes  without the line break, null where it is longer than allowed
     */
    public record Line(long number, byte[] bytes) {}

    private final InputStream in;
    private final int longest;
    private long number;

    /** @param longest bytes that a line may have */
    public JsonLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line that is not blank, or null at the end. */
    public Line next() throws IOException {
        while (true) {
            var line = new ByteArrayOutputStream();
            boolean any = false;
            boolean blank = true;
            long length = 0;
            int read;
            while ((read = in.read()) >= 0 && read != '\n') {
                any = true;
                blank &= read == ' ' || read == '\t' || read == '\r';
                if (++length <= longest) {
                    line.write(read);
                }
            }
            if (read < 0 && !any) {
                return null;
            }
            number++;
            if (!blank) {
                return new Line(number, length > longest ? null : withoutMark(line.toByteArray()));
            }
        }
    }

    /** The first line of a file may begin with a byte order mark. */
    private byte[] withoutMark(byte[] line) {
        boolean marked = number == 1
                && line.length >= 3
                && line[0] == (byte) 0xEF
                && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF;
        return marked ? java.util.Arrays.copyOfRange(line, 3, line.length) : line;
    }
}
