package guanka.cli.records;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The Merkle tree of RFC 6962 over lines that come one by one. */
final class GrowingTree {

    /** A complete subtree. */
    private record Subtree(int height, byte[] hash) {}

    /** The largest first. */
    private final Deque<Subtree> complete = new ArrayDeque<>();

    void add(byte[] line) {
        var added = new Subtree(0, hash(0, line));
        while (!complete.isEmpty() && complete.getLast().height() == added.height()) {
            added = new Subtree(
                    added.height() + 1, hash(1, complete.removeLast().hash(), added.hash()));
        }
        complete.addLast(added);
    }

    byte[] root() {
        byte[] root = null;
        for (var subtrees = complete.descendingIterator(); subtrees.hasNext(); ) {
            byte[] left = subtrees.next().hash();
            root = root == null ? left : hash(1, left, root);
        }
        return root == null ? CanonicalText.sha256().digest() : root;
    }

    /** The hashes of the complete subtrees, the largest first. */
    List<byte[]> subtrees() {
        List<byte[]> hashes = new ArrayList<>();
        complete.forEach(subtree -> hashes.add(subtree.hash()));
        return hashes;
    }

    private static byte[] hash(int prefix, byte[]... parts) {
        MessageDigest sha = CanonicalText.sha256();
        sha.update((byte) prefix);
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }
}
