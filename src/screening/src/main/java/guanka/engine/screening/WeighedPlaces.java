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
    private int[] weights = new int[16];

    /** What a place got in all. */
    interface Sum {

        void of(int place, int weight);
    }

    /** Gives each of the places, which stand in rising order, a weight above zero. */
    void add(int[] places, int weight) {
        if (lists.size() == weights.length) {
            weights = Arrays.copyOf(weights, lists.size() * 2);
        }
        weights[lists.size()] = weight;
        lists.add(places);
    }

    /** Tells the sum of each place that got something, each once, in no particular order. */
    void sumUp(Sum sum) {
        int[] read = new int[lists.size()];
        int[] sums = new int[STRETCH];
        int[] touched = new int[STRETCH];
        for (int from = firstUnread(read); from < Integer.MAX_VALUE; from = firstUnread(read)) {
            int count = 0;
            for (int list = 0; list < read.length; list++) {
                int[] places = lists.get(list);
                int weight = weights[list];
                int next = read[list];
                for (; next < places.length && places[next] - from < STRETCH; next++) {
                    int at = places[next] - from;
                    if (sums[at] == 0) {
                        touched[count++] = at;
                    }
                    sums[at] += weight;
                }
                read[list] = next;
            }
            for (int i = 0; i < count; i++) {
                sum.of(from + touched[i], sums[touched[i]]);
                sums[touched[i]] = 0;
            }
        }
    }

    private int firstUnread(int[] read) {
        int first = Integer.MAX_VALUE;
        for (int list = 0; list < read.length; list++) {
            int[] places = lists.get(list);
            first = read[list] < places.length ? Math.min(first, places[read[list]]) : first;
        }
        return first;
    }
}
