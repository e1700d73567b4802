package guanka.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.facts.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read of workbooks without a mistake, for the whole process: versions of a ruleset share most of their workbooks, and
 * the long ones take a second to read and tens of megabytes to hold.
 *
 * <p>Rows and texts are immutable, so rulesets share them. They are found by all on which they depend: the bytes of the
 * workbook, its declaration, and the values elsewhere that its cells were checked against. Nothing is kept of a class that a
 * ruleset brings, so no ruleset is held by what it left here; and whatever is kept goes when memory is short.
 */
final class ReadBefore {

    /** As many rows as the published workbooks have four times over. */
    private static final int MOST_ROWS = 100_000;

    /** A workbook and how it is declared; {@code sha256} is over its bytes. */
    record Origin(String sha256, Columns.Workbook declared) {

        static Origin of(byte[] file, Columns.Workbook declared) {
            try {
                return new Origin(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)),
                        declared);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** @param values what stands at each address that the workbook refers to */
    private record Checked(Origin origin, Map<String, Set<String>> values) {}

    private static final Cache<Origin, List<SheetView>> TEXTS = Caffeine.newBuilder()
            .softValues()
            .maximumWeight(MOST_ROWS)
            .weigher((Origin origin, List<SheetView> sheets) ->
                    sheets.stream().mapToInt(sheet -> sheet.rows().size()).sum())
            .build();

    private static final Cache<Checked, Map<String, List<Object>>> ROWS = Caffeine.newBuilder()
            .softValues()
            .maximumWeight(MOST_ROWS)
            .weigher((Checked checked, Map<String, List<Object>> rows) ->
                    rows.values().stream().mapToInt(List::size).sum())
            .build();

    private ReadBefore() {}

    /** The sheets of a workbook that are tables, or null. */
    static List<SheetView> texts(Origin origin) {
        return TEXTS.getIfPresent(origin);
    }

    /** The rows of a workbook by sheet, those without a row type left out, or null. */
    static Map<String, List<Object>> rows(Origin origin, Keys keys) {
        return ROWS.getIfPresent(new Checked(origin, keys.referredTo(origin.declared)));
    }

    static void keep(Origin origin, Keys keys, List<SheetView> texts, Map<String, List<Object>> rows) {
        TEXTS.put(origin, texts);
        boolean ours = rows.values().stream()
                .flatMap(List::stream)
                .allMatch(row -> row.getClass().getClassLoader() == Source.class.getClassLoader());
        if (ours) {
            ROWS.put(new Checked(origin, keys.referredTo(origin.declared)), rows);
        }
    }
}
