package guanka.service.rulesets;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.release.Draft;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ArchivedRuleset;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.tables.EditedWorkbook;
import guanka.tables.TableDiff;
import guanka.tables.TableMerge;
import guanka.tables.Tables;
import guanka.tables.VersionMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Workbooks that an analyst hands in, taken as changes of the version from which each was downloaded: what somebody else has changed
 * since is not undone by a workbook that does not know of it. What is kept is the workbook of the version that is changed, with
 * the changed rows and cells in it, so that a program which drops widths and drop-down lists drops them for nobody else.
 */
final class HandedIn {

    /** How many of the versions that have decided are looked through for a workbook without a mark. */
    private static final int LOOKED_THROUGH = 8;

    /** After how many versions in a row that are farther from it than the nearest nothing nearer is looked for. */
    private static final int FARTHER = 2;

    /**
     * From which version a workbook was downloaded.
     *
     * @param recognised {@code MARK} by the note in it, {@code ROWS} by its rows, {@code BASE} where nothing speaks for another one
     * @param draft      that nobody has approved and that it holds something of, or null
     */
    record Whence(
            String workbook,
            String version,
            String recognised,
            @JsonInclude(JsonInclude.Include.NON_NULL) String draft) {}

    /**
     * What is put into the draft.
     *
     * @param workbooks those that change, by name
     * @param hands     who had a hand in drafts that nobody has approved and that they hold something of
     */
    record Taken(SortedMap<String, byte[]> workbooks, List<Whence> whence, Set<String> hands) {

        static final Taken NOTHING = new Taken(new TreeMap<>(), List.of(), Set.of());
    }

    private final Records records;
    private final ActiveRuleset rulesets;

    HandedIn(Records records, ActiveRuleset rulesets) {
        this.records = records;
        this.rulesets = rulesets;
    }

    /**
     * The workbooks put upon a version, to make a draft from it.
     *
     * @param base  the version that they are to change
     * @param given by the names of its workbooks
     * @throws RefusedRuleset with every mistake by cell of what was handed in
     * @throws Refusal        with every place that was changed twice
     */
    Taken upon(ArchivedRuleset base, SortedMap<String, byte[]> given) {
        return upon(base, base, given);
    }

    /**
     * The workbooks put into a draft. Whoever has made it alone hands in what it is to say, in place of what it said; where others had a
     * hand in it, what they have changed stays.
     *
     * @throws RefusedRuleset with every mistake by cell of what was handed in
     * @throws Refusal        with every place that was changed twice
     */
    Taken into(ArchivedRuleset draft, String author, SortedMap<String, byte[]> given) {
        boolean alone = draft.authors().equals(Set.of(author));
        return upon(draft, alone ? parent(draft).orElse(draft) : draft, given);
    }

    /** @param otherwise upon what a workbook is put that was not downloaded from the version itself */
    private Taken upon(ArchivedRuleset base, ArchivedRuleset otherwise, SortedMap<String, byte[]> given) {
        byte[] kjar = bytes(base);
        Map<String, KeptRows> compared = new HashMap<>();
        KeptRows now = rows(base, compared);
        Tables read = read(base, kjar, given);
        Map<String, Map<String, byte[]>> unpacked = new HashMap<>();
        SortedMap<String, byte[]> changed = new TreeMap<>();
        List<Whence> whence = new ArrayList<>();
        List<TableMerge.Conflict> conflicts = new ArrayList<>();
        Map<String, KeptRows> marked = new HashMap<>();
        given.forEach((name, file) -> marked(file, now, compared).ifPresent(own -> marked.put(name, own)));
        Set<String> unmarked = new TreeSet<>(given.keySet());
        unmarked.removeAll(marked.keySet());
        Map<String, Nearest> nearest = byRows(unmarked, read, now, compared);
        Map<String, List<ArchivedRuleset>> drafts = draftsByRows(nearest, read, now, compared);
        given.forEach((name, file) -> draftByMark(file).ifPresent(draft -> drafts.put(name, List.of(draft))));
        given.forEach((name, file) -> {
            boolean isMarked = marked.containsKey(name);
            KeptRows own = isMarked ? marked.get(name) : nearest.get(name).version;
            boolean same = own.digest().equals(base.digest());
            whence.add(new Whence(
                    name, own.version(), isMarked ? "MARK" : same ? "BASE" : "ROWS", version(drafts.get(name))));
            ArchivedRuleset target = same ? base : otherwise;
            TableMerge merge =
                    TableMerge.of(own.tables(), read, rows(target, compared).tables(), name::equals);
            conflicts.addAll(merge.conflicts());
            changed.put(
                    name,
                    EditedWorkbook.of(
                            workbooks(target.digest(), unpacked).get(name),
                            merge.edits().getOrDefault(name, List.of()),
                            workbooks(own.digest(), unpacked).get(name),
                            file));
        });
        if (!conflicts.isEmpty()) {
            throw new Refusal(RebaseConflicts.of(
                    RebaseConflicts.UPLOAD, now.version(), new TableMerge(conflicts, Map.of()), read));
        }
        Set<String> hands = new TreeSet<>();
        drafts.values().forEach(of -> of.forEach(draft -> hands.addAll(authors(draft))));
        return new Taken(changed, whence, hands);
    }

    /**
     * What was handed in, read among the other workbooks of the version that it changes; where it does not fit these, among those of the
     * version that it comes from.
     */
    private Tables read(ArchivedRuleset base, byte[] kjar, SortedMap<String, byte[]> given) {
        try {
            return Draft.tables(kjar, given);
        } catch (RefusedRuleset refused) {
            for (byte[] file : given.values()) {
                Optional<ArchivedRuleset> own =
                        keptOf(file).filter(kept -> !kept.digest().equals(base.digest()));
                if (own.isPresent()) {
                    return Draft.tables(bytes(own.get()), given);
                }
            }
            throw refused;
        }
    }

    /** Whether all workbooks carry the mark of a version. */
    static boolean areAllOf(String digest, SortedMap<String, byte[]> given) {
        return given.values().stream()
                .allMatch(file ->
                        mark(file).filter(mark -> mark.digest().equals(digest)).isPresent());
    }

    private static Optional<VersionMark> mark(byte[] file) {
        return VersionMark.of(file);
    }

    private Optional<ArchivedRuleset> keptOf(byte[] file) {
        return mark(file)
                .flatMap(mark -> records.rulesets()
                        .find(mark.version())
                        .filter(kept -> kept.digest().equals(mark.digest())));
    }

    /**
     * The version that a workbook was downloaded from, by its mark. A draft that never decided stands for what it was made from, so
     * that what it changes is handed in with it.
     */
    private Optional<KeptRows> marked(byte[] file, KeptRows base, Map<String, KeptRows> compared) {
        return keptOf(file).flatMap(kept -> {
            ArchivedRuleset own = kept;
            while (own.activatedAt() == null && !own.digest().equals(base.digest())) {
                Optional<ArchivedRuleset> parent = parent(own);
                if (parent.isEmpty()) {
                    return Optional.empty();
                }
                own = parent.get();
            }
            return bySameRules(rows(own, compared), base);
        });
    }

    /**
     * The draft that a workbook was downloaded from, by its mark, unless what it held then has been approved. It may hold something
     * else by now, or be given up: the workbook has what it held.
     */
    private Optional<ArchivedRuleset> draftByMark(byte[] file) {
        return mark(file)
                .flatMap(mark ->
                        records.rulesets().find(mark.version()).filter(kept -> !kept.isApprovedAs(mark.digest())));
    }

    /** Who had a hand in a draft, or in one that it was made from and that nobody has approved. */
    private Set<String> authors(ArchivedRuleset draft) {
        Set<String> authors = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        Optional<ArchivedRuleset> own = Optional.of(draft);
        while (own.isPresent() && seen.add(own.get().version())) {
            authors.addAll(own.get().authors());
            own = parent(own.get()).filter(kept -> !kept.isApprovedAs(kept.digest()));
        }
        return authors;
    }

    private static String version(List<ArchivedRuleset> drafts) {
        return drafts == null ? null : drafts.get(0).version();
    }

    private Optional<ArchivedRuleset> parent(ArchivedRuleset draft) {
        return draft.parentVersion() == null
                ? Optional.empty()
                : records.rulesets()
                        .find(draft.parentVersion())
                        .filter(kept ->
                                draft.parentDigest() == null || kept.digest().equals(draft.parentDigest()));
    }

    private static Optional<KeptRows> bySameRules(KeptRows own, KeptRows base) {
        return Optional.of(own).filter(kept -> kept.rulesDigest().equals(base.rulesDigest()));
    }

    /** The version whose rows are nearest to those of a workbook, of those that it was compared with. */
    private static final class Nearest {

        private final String workbook;
        private KeptRows version;
        private long differences;
        private int farther;

        Nearest(String workbook, Tables read, KeptRows base) {
            this.workbook = workbook;
            version = base;
            differences = HandedIn.differences(workbook, base.tables(), read);
        }

        boolean isFound() {
            return differences == 0 || farther == FARTHER;
        }

        void compare(Optional<KeptRows> older, Tables read) {
            long others = older.map(one -> HandedIn.differences(workbook, one.tables(), read))
                    .orElse(Long.MAX_VALUE);
            farther = others > differences ? farther + 1 : 0;
            if (others < differences) {
                differences = others;
                version = older.get();
            }
        }
    }

    /**
     * The versions whose rows are nearest to those of workbooks: the base, unless an older one that has decided is nearer. Besides those
     * that are nearest, one at a time is in memory.
     */
    private Map<String, Nearest> byRows(
            Set<String> workbooks, Tables read, KeptRows now, Map<String, KeptRows> compared) {
        Map<String, Nearest> all = new HashMap<>();
        workbooks.forEach(name -> all.put(name, new Nearest(name, read, now)));
        List<ArchivedRuleset> decided = records.rulesets().list().stream()
                .filter(kept -> kept.activatedAt() != null)
                .sorted((one, other) -> other.activatedAt().compareTo(one.activatedAt()))
                .filter(kept -> !kept.digest().equals(now.digest()))
                .limit(LOOKED_THROUGH)
                .toList();
        for (ArchivedRuleset kept : decided) {
            List<Nearest> open =
                    all.values().stream().filter(one -> !one.isFound()).toList();
            if (open.isEmpty()) {
                break;
            }
            KeptRows known = compared.get(kept.digest());
            Optional<KeptRows> older = bySameRules(known != null ? known : rulesets.rows(kept), now);
            open.forEach(one -> one.compare(older, read));
        }
        return all;
    }

    /**
     * The drafts that nobody has approved and to whose rows those of unmarked workbooks are nearer than to any that decided: the mark
     * may have been dropped by a program, or left behind in the version that was downloaded whole.
     */
    private Map<String, List<ArchivedRuleset>> draftsByRows(
            Map<String, Nearest> nearest, Tables read, KeptRows now, Map<String, KeptRows> compared) {
        Map<String, List<Near>> near = new HashMap<>();
        Map<String, Long> differences = new HashMap<>();
        nearest.forEach((name, one) -> {
            if (one.differences > 0) {
                differences.put(name, one.differences);
            }
        });
        if (differences.isEmpty()) {
            return new HashMap<>();
        }
        records.rulesets().list().stream()
                .filter(kept -> !kept.isApprovedAs(kept.digest()))
                .limit(LOOKED_THROUGH)
                .forEach(kept -> draftRows(kept, now, compared)
                        .ifPresent(rows -> differences.replaceAll((name, least) -> {
                            long others = differences(name, rows.tables(), read);
                            if (others < least) {
                                near.put(name, new ArrayList<>());
                            }
                            if (others <= least && near.containsKey(name)) {
                                // the newest come first: of those with the same rows the oldest wrote what the others
                                // took
                                near.get(name)
                                        .removeIf(newer -> differences(name, newer.rows.tables(), rows.tables()) == 0);
                                near.get(name).add(new Near(kept, rows));
                            }
                            return Math.min(others, least);
                        })));
        Map<String, List<ArchivedRuleset>> drafts = new HashMap<>();
        near.forEach((name, of) -> drafts.put(name, of.stream().map(Near::draft).toList()));
        return drafts;
    }

    /** A draft to whose rows those of a workbook are as near as to any. */
    private record Near(ArchivedRuleset draft, KeptRows rows) {}

    /** Empty where a draft cannot be read any longer, such as a release whose key is trusted no more: nothing is put upon it. */
    private Optional<KeptRows> draftRows(ArchivedRuleset kept, KeptRows now, Map<String, KeptRows> compared) {
        try {
            KeptRows known = compared.get(kept.digest());
            return bySameRules(known != null ? known : rulesets.rows(kept), now);
        } catch (RefusedRuleset unreadable) {
            return Optional.empty();
        }
    }

    /** How many cells differ; a row of one side counts by its cells. */
    private static long differences(String workbook, Tables one, Tables other) {
        return TableDiff.between(one, other).sheets().stream()
                .filter(sheet -> sheet.workbook().equals(workbook))
                .mapToLong(sheet -> sheet.changed().stream()
                                .mapToLong(row -> row.cells().size())
                                .sum()
                        + sheet.added().stream()
                                .mapToLong(row -> row.cells().size())
                                .sum()
                        + sheet.removed().stream()
                                .mapToLong(row -> row.cells().size())
                                .sum())
                .sum();
    }

    /** The rows of a version, read once however many workbooks are compared with it. */
    private KeptRows rows(ArchivedRuleset kept, Map<String, KeptRows> compared) {
        return compared.computeIfAbsent(kept.digest(), x -> rulesets.rows(kept));
    }

    /** The workbooks of a version by their names, unpacked once however many are handed in. */
    private Map<String, byte[]> workbooks(String digest, Map<String, Map<String, byte[]>> unpacked) {
        return unpacked.computeIfAbsent(
                digest,
                x -> Draft.workbookFiles(
                        records.rulesets().bytesOfDigest(digest).orElseThrow()));
    }

    private byte[] bytes(ArchivedRuleset kept) {
        return records.rulesets().bytesOfDigest(kept.digest()).orElseThrow();
    }
}
