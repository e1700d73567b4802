package guanka.records;

import guanka.records.chain.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** The answers of a part of a job, packed as they come: unpacked they are many times as long. */
public final class PartAnswers {

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private final MessageDigest digest = Digests.sha256();
    private long bytes;
    private int problems;

    public PartAnswers() {
        try {
            gzip = new GZIPOutputStream(packed);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    /**
     * The answer to the next line.
     *
     * @param json    without the end of the line
     * @param problem whether it is a problem
     */
    public PartAnswers add(byte[] json, boolean problem) {
        write(json);
        write(new byte[] {'\n'});
        problems += problem ? 1 : 0;
        return this;
    }

    private void write(byte[] some) {
        try {
            gzip.write(some);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        digest.update(some);
        bytes += some.length;
    }

    /** How long they are, unpacked. */
    public long bytes() {
        return bytes;
    }

    /** All of them; nothing is added any more. */
    PartResult result() {
        try {
            gzip.close();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return new PartResult(packed.toByteArray(), HexFormat.of().formatHex(digest.digest()), problems);
    }
}
