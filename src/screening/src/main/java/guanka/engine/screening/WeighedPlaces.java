package guanka.engine.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up what several lists of places give to each place. Places are taken a stretch at a time, so the sums of a stretch
 * stay in the processor's cache and nothing has to be sorted.
 */
final class WeighedPlaces {

    private static final int STRETCH = 4096;

    private final List<int[]> lists = new ArrayList<>();
    private int[] next = new int[16];
    private int[] ends = new int[16];
    private int[] weights = new int[16];

    /** What a place got in all. */
    interface Sum {

        void of(int place, int weight);
    }

    /** Gives each of the places of a stretch, which stand in rising order, a weight above zero. */
    void add(int[] places, int from, int to, int weight) {
        int list = lists.size();
        if (list == weights.length) {
            next = Arrays.copyOf(next, list * 2);
            ends = Arrays.copyOf(ends, list * 2);
            weights = Arrays.copyOf(weights, list * 2);
        }
        next[list] = from;
        ends[list] = to;
        weights[list] = weight;
        lists.add(places);
    }

    /** Tells the sum of each place that got something, each once, in no particular order. To be asked once. */
    void sumUp(Sum sum) {
        int[] sums = new int[STRETCH];
        int[] touched = new int[STRETCH];
        for (int from = firstUnread(); from < Integer.MAX_VALUE; from = firstUnread()) {
            int count = 0;
            for (int list = 0; list < lists.size(); list++) {
                int[] places = lists.get(list);
                int weight = weights[list];
                int end = ends[list];
                int place = next[list];
                for (; place < end && places[place] - from < STRETCH; place++) {
                    int at = places[place] - from;
                    if (sums[at] == 0) {
                        touched[count++] = at;
                    }
                    sums[at] += weight;
                }
                next[list] = place;
            }
            for (int i = 0; i < count; i++) {
                sum.of(from + touched[i], sums[touched[i]]);
                sums[touched[i]] = 0;
            }
        }
    }

    private int firstUnread() {
        int first = Integer.MAX_VALUE;
        for (int list = 0; list < lists.size(); list++) {
            first = next[list] < ends[list] ? Math.min(first, lists.get(list)[next[list]]) : first;
        }
        return first;
    }
}
