package guanka.engine.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.image.RulesetImage;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.CellMistake;
import guanka.tables.Columns;
import guanka.tables.FileName;
import guanka.tables.Tables;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A ruleset with the rules of another one, but other workbooks or cases: what an analyst hands in. */
public final class Draft {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** What the archive needs beside the bytes of its entries. */
    private static final int ROOM_FOR_NAMES = 4 << 20;

    private static final Pattern CASE = Pattern.compile("(?:[A-Za-z0-9_-]+/){0,8}[A-Za-z0-9_-]+\\.json");

    private Draft() {}

    /**
     * Puts a draft together, with the image of its workbooks. Load the draft to have their mistakes named.
     *
     * @param base      the kjar whose rules, columns and other workbooks stay
     * @param workbooks by file name, to stand in the place of those of the base
     * @param cases     case files by their path below {@code cases/}, to be added or to stand in the place of those of the base
     * @param version   the draft's version
     * @return the bytes of an unsigned kjar, the same for the same arguments
     * @throws RefusedRuleset where the base cannot be read; with {@link RefusedRuleset#mistakes()} where it has no workbook of a name
     * @throws IllegalArgumentException where the version is no word of letters, digits, points and dashes
     */
    public static byte[] assemble(
            byte[] base, Map<String, byte[]> workbooks, Map<String, byte[]> cases, String version) {
        if (!isVersion(version)) {
            throw new IllegalArgumentException("`" + version + "` is no version");
        }
        SortedMap<String, byte[]> entries = new TreeMap<>(KjarEntries.of(base));
        entries.remove(Release.MANIFEST);
        entries.remove(Release.SIGNATURES);
        put(workbooks, entries);
        List<String> misnamed = new ArrayList<>();
        for (String name : cases.keySet()) {
            if (!CASE.matcher(name).matches()) {
                misnamed.add("`" + name + "` cannot name a case file: use letters, digits, - and _, and end in .json");
            }
        }
        if (!misnamed.isEmpty()) {
            throw new RefusedRuleset(misnamed);
        }
        cases.forEach((name, bytes) -> entries.put(KjarEntries.CASES + name, bytes));
        entries.put(KjarEntries.RULESET, withVersion(entries.get(KjarEntries.RULESET), version));
        return CanonicalZip.write(withImage(entries));
    }

    /** With the image of the workbooks, unless they hold mistakes or the kjar would be too large with it. */
    private static SortedMap<String, byte[]> withImage(SortedMap<String, byte[]> entries) {
        entries.keySet().removeIf(path -> path.startsWith(RulesetImage.FOLDER));
        SortedMap<String, byte[]> image = new TreeMap<>();
        try {
            image = RulesetImage.of(entries, Ruleset.tables(entries));
        } catch (RefusedRuleset mistakes) {
            // told by whoever loads the draft
        }
        long size = Stream.of(entries, image)
                .flatMap(part -> part.values().stream())
                .mapToLong(bytes -> bytes.length)
                .sum();
        if (size <= KjarEntries.KJAR_BYTES_MAX - ROOM_FOR_NAMES) {
            entries.putAll(image);
        }
        return entries;
    }

    private static void put(Map<String, byte[]> workbooks, SortedMap<String, byte[]> entries) {
        List<String> known = workbooks(entries);
        List<CellMistake> unknown = workbooks.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> CellMistake.unknownWorkbook(name, known))
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedRuleset(unknown, 0);
        }
        workbooks.forEach((name, bytes) -> entries.put(KjarEntries.WORKBOOKS + name, bytes));
    }

    /**
     * Reads workbooks among the others of a kjar.
     *
     * @throws RefusedRuleset with each mistake of a workbook by cell
     */
    public static Tables tables(byte[] base, Map<String, byte[]> workbooks) {
        SortedMap<String, byte[]> entries = new TreeMap<>(KjarEntries.of(base));
        put(workbooks, entries);
        return Ruleset.tables(entries);
    }

    /**
     * Workbooks under the names that the kjar has for them, whatever their files are called.
     *
     * @throws IllegalArgumentException where two of them are one workbook; the message is the name of that
     */
    public static SortedMap<String, byte[]> named(byte[] base, Map<String, byte[]> files) {
        Columns columns = Ruleset.columns(base);
        SortedMap<String, byte[]> named = new TreeMap<>();
        files.forEach((name, bytes) -> {
            String meant = FileName.meant(columns, name, bytes);
            if (named.put(meant, bytes) != null) {
                throw new IllegalArgumentException(meant);
            }
        });
        return named;
    }

    /** Whether a text can name a version: it stands in addresses and file names; {@code active} names another. */
    public static boolean isVersion(String name) {
        return VERSION.matcher(name).matches() && !name.equalsIgnoreCase("active");
    }

    private static byte[] withVersion(byte[] ruleset, String version) {
        try {
            JsonNode described = ruleset == null ? null : JSON.readTree(ruleset);
            ObjectNode changed = described instanceof ObjectNode object ? object : JSON.createObjectNode();
            return JSON.writeValueAsBytes(changed.put("version", version));
        } catch (IOException e) {
            throw new RefusedRuleset(List.of(KjarEntries.RULESET + " does not hold the ruleset's version"));
        }
    }

    /**
     * A workbook of a kjar; empty where it has none of that name.
     *
     * @throws RefusedRuleset where the kjar cannot be read
     */
    public static Optional<byte[]> workbook(byte[] kjar, String name) {
        return Optional.ofNullable(KjarEntries.of(kjar).get(KjarEntries.WORKBOOKS + name));
    }

    /**
     * The workbooks of a kjar by their file names.
     *
     * @throws RefusedRuleset where the kjar cannot be read
     */
    public static Map<String, byte[]> workbookFiles(byte[] kjar) {
        SortedMap<String, byte[]> entries = KjarEntries.of(kjar);
        Map<String, byte[]> files = new TreeMap<>();
        workbooks(entries).forEach(name -> files.put(name, entries.get(KjarEntries.WORKBOOKS + name)));
        return files;
    }

    /**
     * File names of the workbooks of a kjar.
     *
     * @throws RefusedRuleset where the kjar cannot be read
     */
    public static List<String> workbooks(byte[] kjar) {
        return workbooks(KjarEntries.of(kjar));
    }

    private static List<String> workbooks(SortedMap<String, byte[]> entries) {
        return entries.keySet().stream()
                .filter(path -> path.startsWith(KjarEntries.WORKBOOKS) && path.endsWith(".xlsx"))
                .map(path -> path.substring(KjarEntries.WORKBOOKS.length()))
                .toList();
    }

    /** The next free version of a month: {@code YYYY.M.N}, N from 1. Versions of another form do not count. */
    public static String nextVersion(Collection<String> existing, LocalDate today) {
        String month = today.getYear() + "." + today.getMonthValue() + ".";
        long last = existing.stream()
                .filter(version -> version.startsWith(month))
                .map(version -> version.substring(month.length()))
                .filter(number -> number.matches("[0-9]{1,9}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        return month + (last + 1);
    }
}
