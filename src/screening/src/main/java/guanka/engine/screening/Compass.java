package guanka.engine.screening;

import java.util.ArrayList;
import java.util.List;

/** Points of the compass in names: North-West is not South-West, however alike they are written. */
final class Compass {

    /** The words for one point a line. */
    private static final List<List<String>> POINTS = points();

    private Compass() {}

    private static List<List<String>> points() {
        List<List<String>> points = new ArrayList<>();
        for (String line : WordFile.lines("compass-words.txt")) {
            points.add(NameReader.words(line));
        }
        return List.copyOf(points);
    }

    /** The points that some words name, a bit for each. */
    static int of(List<String> words) {
        int points = 0;
        for (String word : words) {
            points |= of(word);
        }
        return points;
    }

    /** The points of a word that is made of nothing else. */
    private static int of(String word) {
        for (int point = 0; point < POINTS.size(); point++) {
            for (String name : POINTS.get(point)) {
                if (word.equals(name)) {
                    return 1 << point;
                }
                if (word.length() > name.length() && word.startsWith(name)) {
                    int rest = of(word.substring(name.length()));
                    if (rest != 0) {
                        return 1 << point | rest;
                    }
                }
            }
        }
        return 0;
    }
}
