package guanka.records;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/** Places in a block of the search index, in a row: two hexadecimal digits for each, ascending. */
final class Places {

    private static final HexFormat HEX = HexFormat.of();

    private Places() {}

    /** The block that a record is in. */
    static long block(long sequence) {
        return (sequence - 1) / TermIndex.BLOCK;
    }

    /** The place of a record in its block. */
    static int place(long sequence) {
        return (int) ((sequence - 1) % TermIndex.BLOCK);
    }

    /** The record at a place of a block. */
    static long sequence(long block, int place) {
        return block * TermIndex.BLOCK + place + 1;
    }

    static String text(BitSet places) {
        byte[] each = new byte[places.cardinality()];
        int count = 0;
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            each[count++] = (byte) place;
        }
        return HEX.formatHex(each);
    }

    /** @throws DamagedRow where the text is not one of places */
    static BitSet of(String text) throws DamagedRow {
        var places = new BitSet(TermIndex.BLOCK);
        try {
            for (byte place : HEX.parseHex(text)) {
                places.set(place & 0xff);
            }
        } catch (IllegalArgumentException damaged) {
            throw new DamagedRow("the search index is damaged", damaged);
        }
        return places;
    }

    /** The records at these places of a block, behind one and before another. */
    static List<Long> sequences(long block, BitSet places, long after, long before) {
        List<Long> sequences = new ArrayList<>();
        places.stream()
                .mapToLong(place -> sequence(block, place))
                .filter(sequence -> sequence > after && sequence < before)
                .forEach(sequences::add);
        return sequences;
    }
}
