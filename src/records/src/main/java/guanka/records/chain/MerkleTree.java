package guanka.records.chain;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 over all records, kept as the roots of its complete subtrees: one for each bit that is set in its
 * size, the largest first. Not for use by several threads.
 */
public final class MerkleTree {

    private static final int HASH = 32;

    private long size;
    private final List<byte[]> roots;

    public MerkleTree() {
        this(0, new ArrayList<>());
    }

    private MerkleTree(long size, List<byte[]> roots) {
        this.size = size;
        this.roots = roots;
    }

    /**
     * A tree from what {@link #bytes()} gave.
     *
     * @throws IllegalArgumentException where the bytes are not those of a tree of this size
     */
    public static MerkleTree of(long size, byte[] bytes) {
        if (size < 0 || bytes.length != Long.bitCount(size) * HASH) {
            throw new IllegalArgumentException("a tree of " + size + " records has not " + bytes.length + " bytes");
        }
        List<byte[]> roots = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += HASH) {
            roots.add(java.util.Arrays.copyOfRange(bytes, from, from + HASH));
        }
        return new MerkleTree(size, roots);
    }

    /** Adds the next record by its canonical line. */
    public void append(byte[] leaf) {
        MessageDigest sha = Digests.sha256();
        sha.update((byte) 0);
        byte[] node = sha.digest(leaf);
        for (long left = size; (left & 1) == 1; left >>= 1) {
            node = parent(sha, roots.remove(roots.size() - 1), node);
        }
        roots.add(node);
        size++;
    }

    public long size() {
        return size;
    }

    /** The root of the whole; that of nothing is the hash of nothing. */
    public byte[] root() {
        MessageDigest sha = Digests.sha256();
        if (roots.isEmpty()) {
            return sha.digest();
        }
        byte[] root = roots.get(roots.size() - 1);
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = parent(sha, roots.get(i), root);
        }
        return root;
    }

    /** The roots of the complete subtrees one after the other. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        roots.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static byte[] parent(MessageDigest sha, byte[] left, byte[] right) {
        sha.update((byte) 1);
        sha.update(left);
        return sha.digest(right);
    }
}
