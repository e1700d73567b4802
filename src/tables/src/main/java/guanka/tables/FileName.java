package guanka.tables;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Which workbook a file is, whatever a browser or a person has called it: {@code provisions (1).xlsx} is {@code provisions.xlsx}. */
public final class FileName {

    private FileName() {}

    /**
     * The name under which the workbook is declared. What a file is called says it where the name is exact; otherwise its sheets say
     * it, and where these fit none, whatever declared name stands within its own.
     *
     * @param name as the file was handed in
     * @param file its bytes; untrusted
     * @return the declared name; the one given where the file is none of the declared workbooks
     */
    public static String meant(Columns columns, String name, byte[] file) {
        List<String> declared =
                columns.workbooks().stream().map(Columns.Workbook::file).toList();
        if (declared.contains(name)) {
            return name;
        }
        var sheets = new TreeSet<>(Book.sheetNames(file));
        sheets.removeAll(AnnotatedWorkbook.LISTS);
        List<String> bySheets = columns.workbooks().stream()
                .filter(workbook -> sheets.equals(new TreeSet<>(
                        workbook.sheets().stream().map(Columns.Sheet::sheet).toList())))
                .map(Columns.Workbook::file)
                .toList();
        if (bySheets.size() == 1) {
            return bySheets.get(0);
        }
        return declared.stream()
                .filter(one -> holds(stem(name), stem(one)))
                .max(Comparator.comparing(String::length))
                .orElse(name);
    }

    private static String stem(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.xlsx$", "");
    }

    /** Whether the name stands within the other, not as a part of a longer word. */
    private static boolean holds(String name, String declared) {
        int at = name.indexOf(declared);
        int end = at + declared.length();
        return at >= 0
                && (at == 0 || !isLatin(name.charAt(at - 1)))
                && (end == name.length() || !isLatin(name.charAt(end)));
    }

    private static boolean isLatin(char letter) {
        return letter < 0x80 && Character.isLetterOrDigit(letter) || letter == '-';
    }
}
