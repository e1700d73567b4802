package guanka.engine.screening;

import java.util.Arrays;

/** Places with a weight, of which the heaviest are wanted; of equally heavy ones those that come first. */
final class RankedPlaces implements WeighedPlaces.Sum {

    private long[] ranked = new long[64];
    private int count;

    @Override
    public void of(int place, int weight) {
        if (count == ranked.length) {
            ranked = Arrays.copyOf(ranked, count * 2);
        }
        // the weight stands in the upper half as what it lacks, so that the heaviest sort first
        ranked[count++] = (long) (Integer.MAX_VALUE - weight) << 32 | place;
    }

    void addHeaviest(int most, Places found) {
        if (count > most) {
            Arrays.sort(ranked, 0, count);
        }
        for (int i = 0; i < Math.min(count, most); i++) {
            found.add((int) ranked[i]);
        }
    }
}
