package guanka.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What cells may refer to. A sheet that could not be read has no known keys, so that its absence is reported once and not by every cell that refers to it. */
final class Keys {

    private final Columns columns;
    private final Map<String, Sheet> sheets;
    private final Map<String, Optional<Set<String>>> values = new HashMap<>();
    private final Map<String, Optional<Set<String>>> vocabularies = new HashMap<>();
    private Map<String, List<String>> readings;

    /** @param sheets by {@code workbook!Sheet} */
    Keys(Columns columns, Map<String, Sheet> sheets) {
        this.columns = columns;
        this.sheets = sheets;
    }

    /** The values at {@code workbook!Sheet} (its keys) or {@code workbook!Sheet!header}; null where they are not known. */
    Set<String> at(String address) {
        return values.computeIfAbsent(address, this::read).orElse(null);
    }

    /** The codes of a vocabulary; null where they are not known. */
    Set<String> vocabulary(String name) {
        return vocabularies
                .computeIfAbsent(name, wanted -> {
                    Sheet sheet = sheets.get(columns.vocabulary().sheet());
                    if (sheet == null || !sheet.whole()) {
                        return Optional.empty();
                    }
                    int names = sheet.declared().place(columns.vocabulary().name());
                    int codes = sheet.declared().place(columns.vocabulary().code());
                    var found = new LinkedHashSet<String>();
                    for (Grid.Row row : sheet.rows()) {
                        if (sheet.text(row, names).equals(wanted)) {
                            found.add(sheet.text(row, codes));
                        }
                    }
                    return Optional.of(found);
                })
                .orElse(null);
    }

    /** The readings of each question. */
    Map<String, List<String>> readings() {
        if (readings == null) {
            readings = new LinkedHashMap<>();
            Set<String> keys = at(columns.readings());
            if (keys != null) {
                for (String key : keys) {
                    int split = key.indexOf('=');
                    if (split > 0) {
                        readings.computeIfAbsent(key.substring(0, split), question -> new ArrayList<>())
                                .add(key.substring(split + 1));
                    }
                }
            }
        }
        return readings;
    }

    private Optional<Set<String>> read(String address) {
        String[] parts = address.split("!", 3);
        Sheet sheet = sheets.get(parts[0] + "!" + parts[1]);
        if (sheet == null || !sheet.whole()) {
            return Optional.empty();
        }
        int place = parts.length == 3
                ? sheet.declared().place(parts[2])
                : sheet.declared().keyPlace();
        Columns.Column column = sheet.declared().columns().get(place);
        var found = new LinkedHashSet<String>();
        for (Grid.Row row : sheet.rows()) {
            String text = sheet.text(row, place);
            if (text.isEmpty() || text.equals(column.none()) || text.equals("?")) {
                continue;
            }
            if (column.isList()) {
                for (String part : text.split(";")) {
                    found.add(part.strip());
                }
            } else {
                found.add(text);
                // a space at the edge is reported where it stands, not by every cell that refers to it
                found.add(text.strip());
            }
        }
        return Optional.of(found);
    }
}
