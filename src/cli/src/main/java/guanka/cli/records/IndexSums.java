package guanka.cli.records;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Compares an index with the records, whatever the order of its entries: for each record it keeps the sum of the digests of its
 * entries. The digests are keyed with a secret of this run, so that no forged entries can have the same sum.
 */
final class IndexSums {

    private final byte[] secret = new byte[16];
    private long[] sums = new long[1024];
    private long stray;

    IndexSums() {
        new SecureRandom().nextBytes(secret);
    }

    /** An entry that the index has. */
    void has(long sequence, String... values) {
        if (sequence < 1 || sequence >= Integer.MAX_VALUE - 8) {
            stray = stray == 0 ? sequence : stray;
            return;
        }
        at((int) sequence, digest(values));
    }

    /** An entry that must be in the index because of a record. */
    void asks(long sequence, String... values) {
        at((int) sequence, -digest(values));
    }

    private void at(int sequence, long sum) {
        if (sequence >= sums.length) {
            sums = Arrays.copyOf(
                    sums, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(sequence + 1L, sums.length * 2L)));
        }
        sums[sequence] += sum;
    }

    private long digest(String... values) {
        MessageDigest sha = CanonicalText.sha256();
        sha.update(secret);
        for (String value : values) {
            byte[] bytes = value == null ? new byte[0] : CanonicalText.bytes(value);
            sha.update(ByteBuffer.allocate(4).putInt(0, value == null ? -1 : bytes.length));
            sha.update(bytes);
        }
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    /** Whether the index has exactly the entries that the record requires. */
    boolean agree(long sequence) {
        return sequence >= sums.length || sums[(int) sequence] == 0;
    }

    /** Sequence of a record that is missing although the index names it, or 0. */
    long beyond(long size) {
        for (long sequence = size + 1; sequence < sums.length; sequence++) {
            if (sums[(int) sequence] != 0) {
                return sequence;
            }
        }
        return stray;
    }
}
