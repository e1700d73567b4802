package guanka.engine.classification;

import guanka.facts.Source;
import guanka.facts.rows.ProductWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of the tables that mean the same, found where they stand in a text. */
final class WordGroups {

    /** A word of a group, as it is written and in units. */
    record Word(String written, List<String> units, boolean han) {}

    /** Words for one thing, with the row that says so. */
    record Group(Source row, List<Word> words) {}

    /** A group that a text names, by the units from the first to the last. */
    record Named(Group group, Word by, int first, int last) {

        boolean standsIn(Named other) {
            return other.first <= first && last <= other.last && other.last - other.first > last - first;
        }
    }

    private record Entry(Group group, Word word) {}

    private static final int UNITS_OF_A_WORD = 40;

    private final Map<String, List<Entry>> byFirst = new HashMap<>();
    private final List<Entry> inOrder = new ArrayList<>();

    WordGroups(List<ProductWord> rows) {
        for (ProductWord row : rows) {
            Set<List<String>> seen = new HashSet<>();
            List<Word> words = new ArrayList<>();
            row.english().forEach(word -> add(word, words, seen));
            row.chinese().forEach(word -> add(word, words, seen));
            Group group = new Group(row.source(), List.copyOf(words));
            words.forEach(word -> {
                Entry entry = new Entry(group, word);
                inOrder.add(entry);
                byFirst.computeIfAbsent(word.units().get(0), x -> new ArrayList<>())
                        .add(entry);
            });
        }
    }

    private static void add(String written, List<Word> words, Set<List<String>> seen) {
        Units.Read read = Units.of(written, UNITS_OF_A_WORD);
        if (!read.units().isEmpty() && seen.add(read.texts())) {
            boolean han = read.units().stream().anyMatch(Units.Unit::han);
            words.add(new Word(written, read.texts(), han));
        }
    }

    /** Every group that a text names, each once and by its longest word. */
    List<Named> in(Units.Read text) {
        List<String> units = text.texts();
        List<Named> found = new ArrayList<>();
        for (int at = 0; at < units.size(); at++) {
            for (Entry entry : byFirst.getOrDefault(units.get(at), List.of())) {
                int last = at + entry.word().units().size() - 1;
                if (last < units.size()
                        && units.subList(at, last + 1).equals(entry.word().units())) {
                    keepLongest(found, new Named(entry.group(), entry.word(), at, last));
                }
            }
        }
        return found;
    }

    /** Groups with an English word that begins like this, the first in the order of the table. */
    List<Named> beginning(String letters, int at, int most) {
        List<Named> found = new ArrayList<>();
        for (Entry entry : inOrder) {
            List<String> units = entry.word().units();
            if (units.size() == 1 && !entry.word().han() && units.get(0).startsWith(letters) && found.size() < most) {
                keepLongest(found, new Named(entry.group(), entry.word(), at, at));
            }
        }
        return found;
    }

    private static void keepLongest(List<Named> found, Named one) {
        for (int i = 0; i < found.size(); i++) {
            Named other = found.get(i);
            if (other.group() == one.group()) {
                if (one.last() - one.first() > other.last() - other.first()) {
                    found.set(i, one);
                }
                return;
            }
        }
        found.add(one);
    }
}
