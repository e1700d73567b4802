package guanka.service.replays;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a body, one after the other; no more than one of them is ever held. */
final class Lines {

    /**
     * One line.
     *
     * @param number   from 1
     * @param bytes    without the end of the line; empty where it is too large
     * @param tooLarge whether it was longer than is allowed
     */
    record Line(int number, byte[] bytes, boolean tooLarge) {

        boolean isBlank() {
            return !tooLarge && bytes.length < 100 && new String(bytes, StandardCharsets.UTF_8).isBlank();
        }
    }

    private final InputStream in;
    private final int bytesMax;
    private int number;

    Lines(InputStream in, int bytesMax) {
        this.in = new BufferedInputStream(in);
        this.bytesMax = bytesMax;
    }

    /** The next line, or null at the end. */
    Line next() throws IOException {
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        boolean tooLarge = false;
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (!tooLarge && line.size() < bytesMax) {
                line.write(read);
            } else if (!tooLarge) {
                tooLarge = true;
                line = new ByteArrayOutputStream(0);
            }
        }
        return new Line(number, line.toByteArray(), tooLarge);
    }
}
