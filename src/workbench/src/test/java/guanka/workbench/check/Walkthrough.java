package guanka.workbench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A walkthrough of the analysts' guide, as it is written there.
 *
 * @param steps    what is typed, in its order
 * @param says     codes of the errors and warnings that the check gives
 * @param promises case, facts that differ, answer before, answer after
 */
record Walkthrough(String title, List<Step> steps, Set<String> says, List<List<String>> promises) {

    private static final Path GUIDE = Path.of("..", "..", "decision-tables", "README.md");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");
    private static final String NEW_ROW = "(new row)";
    private static final String REMOVE_ROW = "(remove row)";
    private static final String BLANK = "(blank)";

    /**
     * A step on a sheet.
     *
     * @param row    key of the row
     * @param like   row that is copied where this is a new one, or null
     * @param column header of the cell that is typed into, or null where a row is made or removed
     * @param value  what is typed
     */
    record Step(String workbook, String sheet, String row, String like, String column, String value) {

        boolean removes() {
            return column == null && like == null;
        }
    }

    static String guide() throws IOException {
        return Files.readString(GUIDE);
    }

    static List<Walkthrough> all() throws IOException {
        return Arrays.stream(guide().split("<!-- walkthrough -->"))
                .skip(1)
                .map(Walkthrough::of)
                .toList();
    }

    private static Walkthrough of(String text) {
        List<List<List<String>>> tables = new ArrayList<>();
        List<List<String>> table = null;
        Set<String> says = null;
        for (String line : text.strip().split("\n")) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("The check says:")) {
                says = CODE.matcher(line)
                        .results()
                        .map(code -> code.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            if (!line.startsWith("|")) {
                table = null;
            } else if (!line.startsWith("|-")) {
                if (table == null) {
                    table = new ArrayList<>();
                    tables.add(table);
                }
                table.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        boolean whole = tables.get(0).get(0).contains("copied from");
        List<Step> steps = new ArrayList<>();
        for (List<String> row : tables.get(0).subList(1, tables.get(0).size())) {
            if (whole) {
                wholeRow(row, steps);
            } else {
                steps.add(step(row));
            }
        }
        return new Walkthrough(
                text.strip().split("\n")[0].substring(4),
                steps,
                says,
                tables.get(1).subList(1, tables.get(1).size()));
    }

    private static Step step(List<String> row) {
        boolean made = row.get(3).equals(NEW_ROW);
        boolean cell = !made && !row.get(3).equals(REMOVE_ROW);
        return new Step(
                row.get(0),
                row.get(1),
                row.get(2),
                made ? row.get(4) : null,
                cell ? row.get(3) : null,
                cell ? typed(row.get(4)) : null);
    }

    private static void wholeRow(List<String> row, List<Step> steps) {
        steps.add(new Step(row.get(0), row.get(1), row.get(2), row.get(3), null, null));
        for (String cell : row.get(4).split("; ")) {
            String[] sides = cell.split(" = ", 2);
            steps.add(new Step(row.get(0), row.get(1), row.get(2), null, sides[0], typed(sides[1])));
        }
    }

    private static String typed(String value) {
        return value.equals(BLANK) ? "" : value;
    }
}
