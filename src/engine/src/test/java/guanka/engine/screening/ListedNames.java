package guanka.engine.screening;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The entries that the tests of screening use: some that lists really hold, some made up. */
final class ListedNames {

    private ListedNames() {}

    static List<ListedName> all() {
        return WordFile.lines("listed-names.txt").stream()
                .map(line -> {
                    String[] cells = line.split("\\s*;\\s*");
                    return new ListedName(
                            cells[0],
                            cells[1],
                            Arrays.asList(cells[3].split("\\|")),
                            null,
                            cells[2].equals("-") ? null : cells[2],
                            Map.of());
                })
                .toList();
    }
}
