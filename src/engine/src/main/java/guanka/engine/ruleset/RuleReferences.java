package guanka.engine.ruleset;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.DirectProductRow;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What each rule of a ruleset asks for, from its text: the keys that it names and the types of facts that it joins. */
public final class RuleReferences {

    private static final Pattern RULE = Pattern.compile("(?ms)^rule \"([^\"]+)\"(.*?)^end\\b");
    private static final Pattern NAMED = Pattern.compile("\\b(?:key|id|list|provision|of|code) == \"([^\"]+)\"");
    private static final Pattern LAW = Pattern.compile("\\bLaw\\s*\\([^)]*?\\bkey == \"([^\"]+)\"");
    private static final Pattern TERRITORY = Pattern.compile("\\bTerritory\\s*\\([^)]*?\\bid == \"([^\"]+)\"");
    private static final Pattern ITEM_LIST =
            Pattern.compile("\\b(?:ListedItem|Contained)\\s*\\([^)]*?\\blist == \"([^\"]+)\"");
    private static final Pattern TERM = Pattern.compile("new Term\\(\"([^\"]+)\"");
    private static final Pattern DECIDES =
            Pattern.compile("new Term\\(|\\.finds\\(\\)|effectUnder|findsOnAnyDay|\\.treats\\(|\\.duty\\(");
    private static final String COMMON = "/common/";
    /** An item of a list that is named, or that stands in another fact, and of no other: `list == "..."` or `list == $fact.property`. */
    private static final Pattern ITEM_OF_LIST =
            Pattern.compile("\\bListedItem\\s*\\((?:\\s*list == (?:\"[^\"]+\"|(\\$\\w+)\\.\\w+)\\s*(?=[,)]))?");
    /** A fact that is a row of a table, of which the words in its cells are known. */
    private static final Pattern ROW = Pattern.compile("(\\$\\w+)\\s*:\\s*(\\w+)\\s*\\(([^)]*)");

    private static final Set<String> SENTENCES = Set.of(
            Sentence.class.getSimpleName(),
            Measure.class.getSimpleName(),
            Coverage.class.getSimpleName(),
            DirectProductRow.class.getSimpleName());

    private static final String ROWS = "guanka.facts.rows.";

    /** By simple name: a class that is not there takes long to be missed, and rules name the same types again and again. */
    private static final LoadingCache<String, Boolean> ROW_TYPES =
            Caffeine.newBuilder().maximumSize(1_000).build(RuleReferences::isClassOfRows);

    private static final String LISTS_THAT_REQUIRE = "listedProvisionsRequire == true";
    private static final Pattern JOINED = Pattern.compile("(?m)^\\s*(?:\\$\\w+\\s*:\\s*)?([A-Z]\\w*)\\s*\\(");

    /**
     * One rule.
     *
     * @param path        of its file
     * @param laws        provisions whose law it joins by key
     * @param territories that it names
     * @param itemLists   that it names
     * @param terms       that it decides
     * @param joined      simple names of the types that it joins
     * @param named       every key that it names
     * @param decides     whether it does more than inform
     */
    public record Reference(
            String path,
            String rule,
            Set<String> laws,
            Set<String> territories,
            Set<String> itemLists,
            Set<String> terms,
            Set<String> joined,
            Set<String> named,
            boolean decides) {

        /** Whether it names no provision of its own. */
        boolean isGeneral() {
            return laws.isEmpty();
        }

        /** Whether it is a rule of a jurisdiction, which the folder says, or of all. */
        boolean isOf(String jurisdiction) {
            String folder = path.contains(COMMON)
                    ? COMMON
                    : "/" + String.valueOf(jurisdiction).toLowerCase(Locale.ROOT) + "/";
            return path.contains(folder);
        }
    }

    private final List<Reference> references = new ArrayList<>();
    private final Set<String> laws = new HashSet<>();
    private final Set<String> joined = new HashSet<>();
    private boolean everyItemList;
    private boolean narrowItems = true;

    public RuleReferences(Ruleset ruleset) {
        ruleset.ruleTexts().forEach((path, bytes) -> {
            Matcher rules = RULE.matcher(new String(bytes, StandardCharsets.UTF_8));
            while (rules.find()) {
                String body = rules.group(2);
                int then = body.indexOf("\nthen");
                String when = then < 0 ? body : body.substring(0, then);
                references.add(new Reference(
                        path,
                        rules.group(1),
                        all(LAW, when),
                        all(TERRITORY, when),
                        all(ITEM_LIST, when),
                        all(TERM, body),
                        all(JOINED, when),
                        all(NAMED, when),
                        DECIDES.matcher(body).find()));
                everyItemList |= joinsItemsOfEveryList(when);
                narrowItems &= narrowsItems(when);
            }
        });
        references.forEach(r -> {
            laws.addAll(r.laws());
            joined.addAll(r.joined());
        });
    }

    static boolean joinsItemsOfEveryList(String when) {
        Set<String> known = new HashSet<>();
        Matcher facts = ROW.matcher(when);
        while (facts.find()) {
            boolean isList = facts.group(2).equals(ItemList.class.getSimpleName());
            if (isList ? facts.group(3).contains(LISTS_THAT_REQUIRE) : isRow(facts.group(2))) {
                known.add(facts.group(1));
            }
        }
        Matcher items = ITEM_OF_LIST.matcher(when);
        while (items.find()) {
            if (!items.group().contains("==") || items.group(1) != null && !known.contains(items.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule joins the items of which a sentence speaks only where its destination, end uses and parties are met too. */
    static boolean narrowsItems(String when) {
        Set<String> sentences = new HashSet<>();
        Matcher facts = ROW.matcher(when);
        while (facts.find()) {
            if (SENTENCES.contains(facts.group(2))) {
                sentences.add(facts.group(1));
            }
        }
        Matcher items = ITEM_OF_LIST.matcher(when);
        while (items.find()) {
            if (sentences.contains(items.group(1)) && !isMetBesides(items.group(1), when)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMetBesides(String sentence, String when) {
        Matcher there = Pattern.compile(
                        "(\\$\\w+)\\s*:\\s*Territory\\(id == " + Pattern.quote(sentence) + "\\.destination\\)")
                .matcher(when);
        String party = "Counterparty(kind == " + sentence + ".who, role == " + sentence + ".role, by == " + sentence
                + ".by, list == " + sentence + ".list)";
        return there.find()
                && when.contains("mayEndIn(" + there.group(1) + ")")
                && when.contains("Purpose(of == " + sentence + ".endUses")
                && (when.contains(party) || when.contains("Counterparties(alike == " + sentence + ".parties)"));
    }

    private static boolean isRow(String type) {
        return ROW_TYPES.get(type);
    }

    private static boolean isClassOfRows(String type) {
        try {
            Class.forName(ROWS + type);
            return true;
        } catch (ClassNotFoundException other) {
            return false;
        }
    }

    /**
     * Whether some rule joins the items of whatever list; else those of lists matter alone that a rule or a row names, or that
     * require something of themselves.
     */
    public boolean joinItemsOfEveryList() {
        return everyItemList;
    }

    /** Whether the rules join items of a measure, a gap or a rule on direct products only with its destination, end uses and parties. */
    public boolean narrowItems() {
        return narrowItems;
    }

    /** Whether some rule joins facts of a type. */
    public boolean isJoined(Class<?> type) {
        return joined.contains(type.getSimpleName())
                || Stream.of(type.getInterfaces()).anyMatch(of -> joined.contains(of.getSimpleName()));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    public List<Reference> all() {
        return references;
    }

    /**
     * Whether a rule that decides something joins facts of a type for a provision: one that names it, or one of its jurisdiction
     * that joins them whatever their provision.
     */
    public boolean isRead(String provision, String jurisdiction, Class<?> type) {
        for (Reference rule : references) {
            if (rule.decides()
                    && rule.joined().contains(type.getSimpleName())
                    && (rule.named().contains(provision) || rule.isGeneral() && rule.isOf(jurisdiction))) {
                return true;
            }
        }
        return false;
    }

    /** The item lists that rules name. */
    public Set<String> itemLists() {
        Set<String> lists = new TreeSet<>();
        references.forEach(r -> lists.addAll(r.itemLists()));
        return lists;
    }

    /** The terms that rules decide. */
    public Set<String> terms() {
        Set<String> terms = new TreeSet<>();
        references.forEach(r -> terms.addAll(r.terms()));
        return terms;
    }

    /** Whether a rule of a jurisdiction decides a term, all of whose provisions the tables hold. */
    public boolean decides(String term, String jurisdiction, Set<String> provisions) {
        return references.stream()
                .anyMatch(r -> r.terms().contains(term) && r.isOf(jurisdiction) && provisions.containsAll(r.laws()));
    }

    /** Whether a rule names a key. */
    public boolean names(String key) {
        return references.stream().anyMatch(r -> r.named().contains(key));
    }

    /** Provisions that a rule names, or that rows carry out: measures, coverage, items. */
    public Set<String> carriedOut(Collection<?> rows, Collection<ItemRow> items) {
        Set<String> carried = new HashSet<>(laws);
        for (Object row : rows) {
            if (row instanceof Measure measure) {
                carried.add(measure.provision());
            } else if (row instanceof Coverage coverage && coverage.isAbleToBite()) {
                carried.add(coverage.provision());
            } else if (row instanceof EntryTerms terms) {
                carried.add(terms.provision());
            } else if (row instanceof ExceptionRow exception) {
                carried.add(exception.provision());
            } else if (row instanceof ControlRow control) {
                carried.add(control.provision());
            } else if (row instanceof ItemList list && list.listedProvisionsRequire()) {
                carried.add(list.provision());
            }
        }
        items.forEach(item -> carried.add(item.provision()));
        return carried;
    }
}
