package guanka.engine.screening;

import java.util.Arrays;

/** Places of spellings in the file of all of them. */
final class Places {

    private int[] places = new int[4];
    private int count;

    void add(int place) {
        if (count > 0 && places[count - 1] == place) {
            return;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = place;
    }

    /** Adds nothing for null. */
    void addAll(int[] others) {
        if (others != null) {
            for (int place : others) {
                add(place);
            }
        }
    }

    /** In rising order, each once. */
    int[] inOrder() {
        boolean rising = true;
        for (int i = 1; i < count && rising; i++) {
            rising = places[i - 1] < places[i];
        }
        return rising
                ? Arrays.copyOf(places, count)
                : Arrays.stream(places, 0, count).sorted().distinct().toArray();
    }
}
