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
    private final Map<String, SheetView> sheets;
    private final Map<String, Optional<Set<String>>> values = new HashMap<>();
    private final Map<String, Optional<Set<String>>> vocabularies = new HashMap<>();
    private Map<String, List<String>> readings;
    private Map<String, List<String>> labels;

    /** @param sheets those that were read to their end, by {@code workbook!Sheet} */
    Keys(Columns columns, Map<String, SheetView> sheets) {
        this.columns = columns;
        this.sheets = sheets;
    }

    /** The values at {@code workbook!Sheet} (its keys) or {@code workbook!Sheet!header}; null where they are not known. */
    Set<String> at(String address) {
        return values.computeIfAbsent(address, this::readAll).orElse(null);
    }

    /** The codes of a vocabulary; null where they are not known. */
    Set<String> vocabulary(String name) {
        return vocabularies
                .computeIfAbsent(name, wanted -> {
                    SheetView sheet = sheets.get(columns.vocabulary().sheet());
                    if (sheet == null) {
                        return Optional.empty();
                    }
                    int names = sheet.headers().indexOf(columns.vocabulary().name());
                    int codes = sheet.headers().indexOf(columns.vocabulary().code());
                    var found = new LinkedHashSet<String>();
                    for (SheetView.Row row : sheet.rows()) {
                        if (row.cells().get(names).equals(wanted)) {
                            found.add(row.cells().get(codes));
                        }
                    }
                    return Optional.of(found);
                })
                .orElse(null);
    }

    /** The codes for which a text stands in the vocabularies, by the text in small letters. */
    Map<String, List<String>> labels() {
        if (labels == null) {
            labels = new HashMap<>();
            SheetView sheet = columns.vocabulary() == null
                    ? null
                    : sheets.get(columns.vocabulary().sheet());
            if (sheet != null) {
                Columns.Sheet declared =
                        columns.sheet(columns.vocabulary().sheet()).orElseThrow();
                int code = sheet.headers().indexOf(columns.vocabulary().code());
                for (SheetView.Row row : sheet.rows()) {
                    for (int i = 0; i < row.cells().size(); i++) {
                        if (declared.columns().get(i).isText()) {
                            labels.computeIfAbsent(Wording.plain(row.cells().get(i)), text -> new ArrayList<>())
                                    .add(row.cells().get(code));
                        }
                    }
                }
            }
        }
        return labels;
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

    /** Everything elsewhere that cells of a workbook are checked against. */
    References referredTo(Columns.Workbook workbook) {
        Map<String, Set<String>> values = new HashMap<>();
        for (Columns.Sheet sheet : workbook.sheets()) {
            for (Columns.Column column : sheet.columns()) {
                if (column.to() != null) {
                    values.put(column.to(), at(column.to()));
                }
                if (column.in() != null) {
                    values.put("vocabulary " + column.in(), vocabulary(column.in()));
                }
            }
            for (Columns.Check check : sheet.checks()) {
                if (check.in() != null) {
                    values.put(check.in(), at(check.in()));
                }
            }
        }
        return new References(values, columns.readings() == null ? null : at(columns.readings()));
    }

    private Optional<Set<String>> readAll(String to) {
        var found = new LinkedHashSet<String>();
        for (String address : Columns.addresses(to)) {
            Optional<Set<String>> read = read(address);
            if (read.isEmpty()) {
                return read;
            }
            found.addAll(read.get());
        }
        return Optional.of(found);
    }

    private Optional<Set<String>> read(String address) {
        String[] parts = address.split("!", 3);
        SheetView sheet = sheets.get(parts[0] + "!" + parts[1]);
        if (sheet == null) {
            return Optional.empty();
        }
        Columns.Sheet declared = columns.sheet(address).orElseThrow();
        if (parts.length == 3 && parts[2].equals(Columns.HEADERS)) {
            var headers = new LinkedHashSet<String>();
            headers.add(declared.sheet());
            declared.columns().stream().filter(Columns.Column::isMark).forEach(column -> headers.add(column.header()));
            return Optional.of(headers);
        }
        int place = parts.length == 3 ? declared.place(parts[2]) : declared.keyPlace();
        Columns.Column column = declared.columns().get(place);
        var found = new LinkedHashSet<String>();
        for (SheetView.Row row : sheet.rows()) {
            String text = row.cells().get(place);
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
