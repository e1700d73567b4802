package guanka.service.requests;

import guanka.service.problems.BrokenBody;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/** The lines of a body, one after the other; no more than one of them is ever held. */
public final class Lines {

    public static final String NDJSON = "application/x-ndjson";

    /** Bytes that a line may have, the same as the body of a single request. */
    public static final int LINE_BYTES_MAX = Body.BYTES_MAX;

    /**
     * One line.
     *
     * @param number   from 1
     * @param bytes    without the end of the line; empty where it is too large
     * @param tooLarge whether it was longer than is allowed
     */
    public record Line(long number, byte[] bytes, boolean tooLarge) {

        public boolean isBlank() {
            return !tooLarge && bytes.length < 100 && new String(bytes, StandardCharsets.UTF_8).isBlank();
        }
    }

    private final InputStream in;
    private final int bytesMax;
    private final boolean inMemory;
    private long number;

    /** Lines of a caller, who may send them slowly. */
    Lines(InputStream in, int bytesMax) {
        this(in, bytesMax, 1, false);
    }

    /** Lines that are in memory already; {@code first} is the number of the first, where these are lines of a larger body. */
    public static Lines of(byte[] lines, long first) {
        return new Lines(new ByteArrayInputStream(lines), LINE_BYTES_MAX, first, true);
    }

    private Lines(InputStream in, int bytesMax, long first, boolean inMemory) {
        this.in = new BufferedInputStream(in, 64 << 10);
        this.bytesMax = bytesMax;
        this.inMemory = inMemory;
        number = first - 1;
    }

    /** Whether there is something to read that has already arrived. */
    public boolean ready() throws IOException {
        return in.available() > 0;
    }

    /**
     * The next line, or null at the end.
     *
     * @throws BrokenBody where the body ends before its end, comes too slowly or is not packed as it says
     */
    public Line next() throws IOException {
        try {
            return read();
        } catch (InterruptedIOException theServiceStops) {
            throw theServiceStops;
        } catch (IOException broken) {
            throw new BrokenBody(broken);
        }
    }

    private Line read() throws IOException {
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        boolean tooLarge = false;
        LargeBodies.Line large = null;
        try {
            for (; read >= 0 && read != '\n'; read = in.read()) {
                if (!tooLarge && line.size() < bytesMax) {
                    line.write(read);
                    if (!inMemory && line.size() % LargeBodies.SMALL_LINE == 0) {
                        large = LargeBodies.goesOn(large);
                    }
                } else if (!tooLarge) {
                    tooLarge = true;
                    line = new ByteArrayOutputStream(0);
                }
            }
            return new Line(number, line.toByteArray(), tooLarge);
        } finally {
            LargeBodies.end(large);
        }
    }

    /** The next line that is not blank, or null at the end. */
    public Line nextFilled() throws IOException {
        for (Line line; (line = next()) != null; ) {
            if (!line.isBlank()) {
                return line;
            }
        }
        return null;
    }
}
