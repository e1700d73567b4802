package guanka.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Counts and digests what is written into a file, so that nobody has to read it again. */
final class Hashed extends PositionOutputStream implements OutputFile {

    private final FSDataOutputStream out;
    private final OutputStream buffered;
    private final MessageDigest digest = sha256();
    private long bytes;
    private boolean closed;

    Hashed(FSDataOutputStream out) {
        this.out = out;
        buffered = new java.io.BufferedOutputStream(out, 1 << 16);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        buffered.write(one);
        digest.update((byte) one);
        bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
        buffered.write(some, from, length);
        digest.update(some, from, length);
        bytes += length;
    }

    @Override
    public void flush() throws IOException {
        buffered.flush();
    }

    /** Ends on the disk. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        buffered.flush();
        try {
            out.hsync();
        } catch (UnsupportedOperationException notThere) {
            // an object store keeps a file when it is closed
        }
        out.close();
    }

    @Override
    public long getPos() {
        return bytes;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    // Parquet asks for a file and gets this stream

    @Override
    public PositionOutputStream create(long blockSize) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
