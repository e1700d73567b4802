package guanka.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import guanka.records.chain.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("The Merkle tree")
class MerkleTreeTest {

    @Property(seed = "1", tries = 300)
    void grownLineByLineAndPutAsideInBetweenIsTheTreeOfAll(
            @ForAll @Size(max = 130) List<@Size(max = 5) byte[]> leaves,
            @ForAll @IntRange(min = 1, max = 20) int rest) {
        var tree = new MerkleTree();
        List<byte[]> so = new ArrayList<>();
        for (byte[] leaf : leaves) {
            tree.append(leaf);
            so.add(leaf);
            if (so.size() % rest == 0) {
                tree = MerkleTree.of(tree.size(), tree.bytes());
            }
            assertArrayEquals(Chain.root(so), tree.root());
        }
        assertEquals(leaves.size(), tree.size());
    }

    @Property(seed = "1", tries = 100)
    void bytesOfAnotherSizeAreRefused(@ForAll @IntRange(min = 0, max = 1000) int size) {
        int right = Long.bitCount(size) * 32;
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(size, new byte[right + 1]));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(-1 - size, new byte[0]));
    }
}
