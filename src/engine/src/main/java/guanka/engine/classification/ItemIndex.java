package guanka.engine.classification;

import guanka.engine.classification.WordGroups.Group;
import guanka.engine.classification.WordGroups.Named;
import guanka.engine.classification.WordGroups.Word;
import guanka.facts.rows.ItemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.NamedMatches;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The goods of one jurisdiction's item lists, found by words and by customs codes. Built once in memory and never changed. The
 * same rows and the same question give the same candidates in the same order: there is one segment, in the order of the rows,
 * and equals keep that order.
 */
final class ItemIndex {

    private static final String ENGLISH = "en";
    private static final String CHINESE = "zh";
    /** Each two Chinese characters that follow one another. */
    private static final String PAIRS = "pairs";

    private static final String LIMITS = "limits";
    private static final String ELEMENTS = "elements";

    private static final int UNITS_OF_A_NAME = 400;
    private static final int UNITS_OF_A_QUESTION = 80;
    private static final int DOCUMENTS_LOOKED_AT = 300;
    private static final int GROUPS_BEGUN = 5;
    private static final int LETTERS_BEGUN = 3;

    /** Short entries are favoured mildly, and how often a word occurs in one counts for little. */
    private static final BM25Similarity SIMILARITY = new BM25Similarity(0.4f, 0.3f);

    private static final double OF_A_GROUP_WITHIN_A_LONGER_WORD = 0.25;
    private static final double OF_A_CHARACTER = 0.3;
    private static final double OF_LIMITS = 0.3;
    private static final double OF_AN_ELEMENT = 0.5;
    private static final double OF_THE_FORM = 0.3;
    private static final double OF_WHAT_NO_ENTRY_SAYS = 0.3;
    private static final double OF_A_CODE = 2;
    private static final double OF_ANOTHER_KIND = 0.7;

    /** How much of the best a candidate must have, and how much at all. */
    private static final double LEAST_OF_BEST = 0.35;

    private static final double LEAST = 0.12;

    private static final Set<String> FUNCTION_WORDS = Set.of(
            "an", "and", "as", "at", "be", "by", "for", "from", "in", "is", "it", "not", "of", "on", "or", "the", "to",
            "with", "us", "other", "kg", "mm", "cm", "nm", "um", "ml", "mpa", "gpa", "kpa", "khz", "mhz", "ghz", "kw",
            "kv", "inch", "pc", "set", "的", "和", "及", "其", "与", "或", "于", "为", "等", "了", "在", "用");

    private static final Pattern CAS = Pattern.compile("(?<![0-9])[0-9]{2,7}-[0-9]{2}-[0-9](?![0-9])");
    private static final Pattern FORMULA = Pattern.compile("(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]+");
    private static final Pattern SYMBOL = Pattern.compile("([A-Z][a-z]?)[0-9]*");

    /** Some goods: a row that describes them, under a code. */
    private record Goods(ControlledItem item, ItemRow row) {}

    /**
     * Part of a question.
     *
     * @param weight the most that it can add
     * @param words  by the name under which Lucene tells a match: what was given and what matched
     */
    private record Clause(Query query, double weight, Map<String, Ground> words) {

        /** Clauses are told apart by what they are, not by what they say. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** A group of words as a query, and how much it tells. */
    private record GroupQuery(Map<Word, Query> words, double weight) {}

    private final List<Goods> goods = new ArrayList<>();
    private final TreeMap<String, List<Integer>> byCustomsCode = new TreeMap<>();
    private final IndexSearcher searcher;
    private final WordGroups groups;
    private final Map<Group, GroupQuery> groupQueries = new ConcurrentHashMap<>();

    ItemIndex(List<ControlledItem> items, WordGroups groups) {
        this.groups = groups;
        var directory = new ByteBuffersDirectory();
        var config = new IndexWriterConfig(new WhitespaceAnalyzer())
                .setSimilarity(SIMILARITY)
                .setMergeScheduler(new SerialMergeScheduler());
        try (var writer = new IndexWriter(directory, config)) {
            for (ControlledItem item : items) {
                for (ItemRow row : item.rows()) {
                    if (row.list().equals(item.list())) {
                        writer.addDocument(document(row));
                        int number = goods.size();
                        goods.add(new Goods(item, row));
                        row.hsCodes()
                                .forEach(code -> byCustomsCode
                                        .computeIfAbsent(code, x -> new ArrayList<>(2))
                                        .add(number));
                    }
                }
            }
            writer.forceMerge(1);
            writer.commit();
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot be written", e);
        }
        searcher.setSimilarity(SIMILARITY);
        searcher.setQueryCache(null);
    }

    private static Document document(ItemRow row) {
        var document = new Document();
        Units.Read english = Units.of(row.name().en(), UNITS_OF_A_NAME);
        Units.Read chinese = Units.of(row.name().zh(), UNITS_OF_A_NAME);
        add(document, ENGLISH, english.texts());
        add(document, CHINESE, chinese.texts());
        add(document, PAIRS, pairs(chinese));
        if (row.threshold() != null) {
            add(document, LIMITS, Units.of(row.threshold(), UNITS_OF_A_NAME).texts());
        }
        row.elements().forEach(symbol -> document.add(new StringField(ELEMENTS, symbol, Field.Store.NO)));
        return document;
    }

    private static void add(Document document, String field, List<String> units) {
        document.add(new TextField(field, String.join(" ", units), Field.Store.NO));
    }

    private static List<String> pairs(Units.Read text) {
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < text.units().size(); i++) {
            Units.Unit before = text.units().get(i - 1);
            Units.Unit unit = text.units().get(i);
            if (before.han() && unit.han() && before.end() == unit.start()) {
                pairs.add(before.text() + unit.text());
            }
        }
        return pairs;
    }

    /**
     * The candidates for a product, the likeliest first.
     *
     * @param formWords words of its form, or null
     * @param codes     codes that were named, as they are compared
     * @param holds     which rows count
     */
    List<Candidate> candidates(Sought sought, String formWords, Set<String> codes, Predicate<ItemRow> holds, int most) {
        try {
            return ranked(sought, formWords, codes, holds, most);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot be read", e);
        }
    }

    private List<Candidate> ranked(
            Sought sought, String formWords, Set<String> codes, Predicate<ItemRow> holds, int most) throws IOException {
        Scored words = new Scored(clauses(sought));
        Scored form = new Scored(ofTheForm(formWords));
        Map<Integer, Double> scores = words.scores();
        Map<Integer, String> byCustoms = byCustomsCode(sought.hsCode());
        byCustoms.forEach((doc, code) -> scores.merge(doc, ofDigits(shared(sought.hsCode(), code)), Double::sum));
        Set<Integer> byCode = byCode(codes);
        byCode.forEach(doc -> scores.merge(doc, OF_A_CODE, Double::sum));
        // a form alone suggests nothing: half the list are materials
        form.scores().forEach((doc, score) -> scores.computeIfPresent(doc, (x, own) -> own + score * OF_THE_FORM));
        scores.replaceAll(
                (doc, score) -> sought.isOfKind(goods.get(doc).item().code()) ? score : score * OF_ANOTHER_KIND);

        Map<ControlledItem, Integer> best = new IdentityHashMap<>();
        for (int doc : scores.keySet()) {
            if (holds.test(goods.get(doc).row())) {
                best.merge(goods.get(doc).item(), doc, (a, b) -> comesFirst(a, b, scores) ? a : b);
            }
        }
        List<Integer> order = new ArrayList<>(best.values());
        order.sort(Comparator.<Integer>comparingDouble(doc -> -scores.get(doc)).thenComparing(doc -> doc));
        List<Candidate> candidates = new ArrayList<>();
        for (int doc : order) {
            double score = scores.get(doc);
            if (candidates.size() == most || score < LEAST || score < LEAST_OF_BEST * scores.get(order.get(0))) {
                break;
            }
            List<Ground> grounds = new ArrayList<>();
            Goods one = goods.get(doc);
            if (byCode.contains(doc)) {
                grounds.add(new Ground(
                        Ground.Kind.CODE,
                        String.join(", ", codes),
                        one.item().code(),
                        one.row().source()));
            }
            if (byCustoms.containsKey(doc)) {
                grounds.add(new Ground(
                        Ground.Kind.HS_CODE,
                        sought.hsCode(),
                        byCustoms.get(doc),
                        one.row().source(),
                        one.row().hsConfidence()));
            }
            grounds.addAll(words.grounds(doc));
            grounds.addAll(form.grounds(doc));
            candidates.add(new Candidate(one.item(), one.row(), grounds));
        }
        return List.copyOf(candidates);
    }

    private static boolean comesFirst(int a, int b, Map<Integer, Double> scores) {
        int order = Double.compare(scores.get(a), scores.get(b));
        return order > 0 || order == 0 && a < b;
    }

    private List<Clause> clauses(Sought sought) throws IOException {
        List<Clause> clauses = new ArrayList<>();
        if (sought.words() != null) {
            Units.Read text = Units.of(sought.words(), UNITS_OF_A_QUESTION);
            List<Named> named = groups.in(text);
            Set<Integer> covered = new HashSet<>();
            boolean begun = sought.typing()
                    && !text.units().isEmpty()
                    && text.units().get(text.units().size() - 1).end()
                            == text.folded().length();
            if (begun) {
                begun(text, named, clauses);
            }
            for (Named one : named) {
                boolean within = named.stream().anyMatch(one::standsIn);
                for (int i = one.first(); i <= one.last(); i++) {
                    covered.add(i);
                }
                add(
                        clauses,
                        one,
                        text.between(one.first(), one.last()),
                        Ground.Kind.WORDS,
                        within ? OF_A_GROUP_WITHIN_A_LONGER_WORD : 1);
            }
            casNumbers(sought.words(), clauses);
            freeUnits(text, covered, clauses);
            elements(sought.words(), clauses);
        }
        return clauses;
    }

    private List<Clause> ofTheForm(String formWords) {
        List<Clause> clauses = new ArrayList<>();
        if (formWords != null) {
            Units.Read text = Units.of(formWords, UNITS_OF_A_QUESTION);
            groups.in(text)
                    .forEach(one -> add(clauses, one, text.between(one.first(), one.last()), Ground.Kind.FORM, 1));
        }
        return clauses;
    }

    private void add(List<Clause> clauses, Named named, String given, Ground.Kind kind, double share) {
        GroupQuery query = groupQueries.computeIfAbsent(named.group(), this::query);
        List<Query> alternatives = new ArrayList<>();
        Map<String, Ground> words = new LinkedHashMap<>();
        query.words().forEach((word, one) -> {
            String name = clauses.size() + "/" + words.size();
            words.put(
                    name, new Ground(kind, given, word.written(), named.group().row()));
            alternatives.add(NamedMatches.wrapQuery(name, one));
        });
        // what no entry speaks of counts too: the product is something else, as far as it goes
        clauses.add(new Clause(
                alternatives.isEmpty()
                        ? new MatchNoDocsQuery()
                        : new BoostQuery(new DisjunctionMaxQuery(alternatives, 0), (float) share),
                query.weight() * share * (alternatives.isEmpty() ? OF_WHAT_NO_ENTRY_SAYS : 1),
                words));
    }

    /** A group counts as one word does: by how few goods it describes, whichever of its words they use. */
    private GroupQuery query(Group group) {
        var any = new BooleanQuery.Builder();
        Map<Word, Query> phrases = new LinkedHashMap<>();
        for (Word word : group.words()) {
            Query phrase = phrase(word.han() ? CHINESE : ENGLISH, word.units());
            phrases.put(word, phrase);
            any.add(phrase, Occur.SHOULD);
        }
        try {
            double weight = telling(searcher.count(any.build()));
            Map<Word, Query> words = new LinkedHashMap<>();
            for (var phrase : phrases.entrySet()) {
                if (searcher.count(phrase.getValue()) > 0) {
                    words.put(phrase.getKey(), weighing(phrase.getValue(), phrase.getKey(), weight));
                }
            }
            return new GroupQuery(words, weight);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot be read", e);
        }
    }

    /** The phrase with the weight of its group, instead of the sum over its units. */
    private Query weighing(Query phrase, Word word, double weight) throws IOException {
        String field = word.han() ? CHINESE : ENGLISH;
        double own = 0;
        for (String unit : word.units()) {
            own += telling(searcher.getIndexReader().docFreq(new Term(field, unit)));
        }
        return new BoostQuery(phrase, (float) (weight / own * sureness(word)));
    }

    /** The shorter a word the more it can stand for: a solenoid is a magnet too. */
    private static double sureness(Word word) {
        return Math.min(1, 0.7 + 0.1 * word.units().size());
    }

    private static Query phrase(String field, List<String> units) {
        return units.size() == 1
                ? new TermQuery(new Term(field, units.get(0)))
                : new PhraseQuery(field, units.toArray(String[]::new));
    }

    /** What it tells that a thing occurs in so many of the goods: the inverse document frequency. */
    private double telling(long documents) {
        return Math.log(1 + (goods.size() - documents + 0.5) / (documents + 0.5));
    }

    /** The last word may be only begun. */
    private void begun(Units.Read text, List<Named> named, List<Clause> clauses) {
        int at = text.units().size() - 1;
        String letters = text.units().get(at).text();
        if (letters.length() < LETTERS_BEGUN || text.units().get(at).han()) {
            return;
        }
        if (named.stream().noneMatch(one -> one.last() == at)) {
            named.addAll(groups.beginning(letters, at, GROUPS_BEGUN));
        }
        String name = clauses.size() + "/0";
        clauses.add(new Clause(
                NamedMatches.wrapQuery(name, new ConstantScoreQuery(new PrefixQuery(new Term(ENGLISH, letters)))),
                1,
                Map.of(name, new Ground(Ground.Kind.WORDS, letters, letters + "…", null))));
    }

    private void casNumbers(String words, List<Clause> clauses) {
        Matcher cas = CAS.matcher(words);
        while (cas.find()) {
            List<String> units = List.of(cas.group().split("-"));
            String name = clauses.size() + "/0";
            double weight = telling(1);
            clauses.add(new Clause(
                    NamedMatches.wrapQuery(
                            name,
                            new BoostQuery(
                                    new ConstantScoreQuery(new DisjunctionMaxQuery(
                                            List.of(phrase(ENGLISH, units), phrase(CHINESE, units)), 0)),
                                    (float) weight)),
                    weight,
                    Map.of(name, new Ground(Ground.Kind.WORDS, cas.group(), "CAS " + cas.group(), null))));
        }
    }

    /** Words that stand in no group count by themselves; Chinese ones by their pairs of characters. */
    private void freeUnits(Units.Read text, Set<Integer> covered, List<Clause> clauses) throws IOException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < text.units().size(); i++) {
            Units.Unit unit = text.units().get(i);
            boolean function = FUNCTION_WORDS.contains(unit.text()) || unit.isNumber() || unit.isLetter();
            boolean named = covered.contains(i);
            if (!function && !named && seen.add(unit.text())) {
                if (unit.han()) {
                    free(clauses, CHINESE, unit.text(), text.between(i, i), OF_A_CHARACTER);
                } else {
                    free(clauses, ENGLISH, unit.text(), text.between(i, i), 1);
                    free(clauses, CHINESE, unit.text(), text.between(i, i), 1);
                    free(clauses, LIMITS, unit.text(), text.between(i, i), OF_LIMITS);
                }
            }
            boolean paired = i > 0
                    && unit.han()
                    && text.units().get(i - 1).han()
                    && text.units().get(i - 1).end() == unit.start()
                    && !(named && covered.contains(i - 1));
            if (paired) {
                String pair = text.units().get(i - 1).text() + unit.text();
                if (seen.add(pair)) {
                    free(clauses, PAIRS, pair, pair, 1);
                }
            }
        }
    }

    private void free(List<Clause> clauses, String field, String unit, String given, double share) throws IOException {
        var term = new Term(field, unit);
        int documents = searcher.getIndexReader().docFreq(term);
        double weight = telling(documents) * share;
        if (documents == 0) {
            if (field.equals(ENGLISH)) {
                clauses.add(new Clause(new MatchNoDocsQuery(), weight * OF_WHAT_NO_ENTRY_SAYS, Map.of()));
            }
            return;
        }
        String name = clauses.size() + "/0";
        clauses.add(new Clause(
                NamedMatches.wrapQuery(name, new BoostQuery(new TermQuery(term), (float) share)),
                weight,
                Map.of(name, new Ground(Ground.Kind.WORDS, given, given, null))));
    }

    /** The elements of a formula such as Dy2O3; a word in capitals is none. */
    private void elements(String words, List<Clause> clauses) throws IOException {
        Matcher formula = FORMULA.matcher(words);
        Set<String> seen = new HashSet<>();
        while (formula.find()) {
            String given = formula.group();
            Matcher symbol = SYMBOL.matcher(given);
            List<String> symbols = new ArrayList<>();
            int end = 0;
            while (symbol.find() && symbol.start() == end) {
                symbols.add(symbol.group(1));
                end = symbol.end();
            }
            if (end < given.length()
                    || symbols.size() < 2
                    || given.equals(given.toUpperCase(Locale.ROOT))
                            && given.chars().noneMatch(Character::isDigit)) {
                continue;
            }
            for (String one : symbols) {
                var term = new Term(ELEMENTS, one);
                int documents = searcher.getIndexReader().docFreq(term);
                if (documents > 0 && seen.add(one)) {
                    String name = clauses.size() + "/0";
                    double weight = telling(documents) * OF_AN_ELEMENT;
                    clauses.add(new Clause(
                            NamedMatches.wrapQuery(
                                    name, new BoostQuery(new ConstantScoreQuery(new TermQuery(term)), (float) weight)),
                            weight,
                            Map.of(name, new Ground(Ground.Kind.ELEMENTS, given, one, null))));
                }
            }
        }
    }

    /** Clauses, as far as they are found: with a score from 0 to 1 for each document that has any of them. */
    private final class Scored {

        private final List<Clause> clauses;
        private final Weight weight;
        private final Map<Integer, Double> scores = new HashMap<>();

        Scored(List<Clause> clauses) throws IOException {
            this.clauses = clauses;
            double possible = clauses.stream().mapToDouble(Clause::weight).sum();
            if (possible == 0) {
                weight = null;
                return;
            }
            var any = new BooleanQuery.Builder();
            clauses.forEach(clause -> any.add(clause.query(), Occur.SHOULD));
            Query query = searcher.rewrite(any.build());
            weight = searcher.createWeight(query, ScoreMode.COMPLETE, 1);
            for (ScoreDoc doc : searcher.search(query, Math.min(DOCUMENTS_LOOKED_AT, goods.size())).scoreDocs) {
                scores.put(doc.doc, doc.score / possible);
            }
        }

        Map<Integer, Double> scores() {
            return scores;
        }

        /** What a document has of them, the weightiest first. */
        List<Ground> grounds(int doc) throws IOException {
            Matches matches = weight == null
                    ? null
                    : weight.matches(searcher.getIndexReader().leaves().get(0), doc);
            if (matches == null) {
                return List.of();
            }
            Set<String> names = new HashSet<>();
            NamedMatches.findNamedMatches(matches).forEach(match -> names.add(match.getName()));
            Map<Clause, Ground> grounds = new LinkedHashMap<>();
            for (Clause clause : clauses) {
                for (var word : clause.words().entrySet()) {
                    if (names.contains(word.getKey())) {
                        grounds.putIfAbsent(
                                clause, word.getValue().at(goods.get(doc).row().source()));
                    }
                }
            }
            return grounds.entrySet().stream()
                    .sorted(Comparator.comparingDouble(one -> -one.getKey().weight()))
                    .map(Map.Entry::getValue)
                    .distinct()
                    .toList();
        }
    }

    /** Goods whose customs codes share the first four digits or more, with the code that shares most. */
    private Map<Integer, String> byCustomsCode(String given) {
        Map<Integer, String> found = new TreeMap<>();
        if (given == null || given.length() < DIGITS_OF_A_HEADING) {
            return found;
        }
        String heading = given.substring(0, DIGITS_OF_A_HEADING);
        byCustomsCode
                .subMap(heading, heading + Character.MAX_VALUE)
                .forEach((code, docs) -> docs.forEach(doc ->
                        found.merge(doc, code, (a, b) -> shared(given, a) >= shared(given, b) ? a : b)));
        return found;
    }

    private static final int DIGITS_OF_A_HEADING = 4;

    private static int shared(String a, String b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        // six digits are the same everywhere, what follows is a country's own
        return same;
    }

    private static double ofDigits(int shared) {
        return shared >= 10 ? 0.6 : shared >= 8 ? 0.45 : shared >= 6 ? 0.3 : 0.1;
    }

    private Set<Integer> byCode(Set<String> codes) {
        Set<Integer> found = new HashSet<>();
        if (!codes.isEmpty()) {
            for (int doc = 0; doc < goods.size(); doc++) {
                String code = goods.get(doc).item().code();
                if (codes.stream()
                        .anyMatch(c -> code.equals(c) || code.startsWith(c + ".") || c.startsWith(code + "."))) {
                    found.add(doc);
                }
            }
        }
        return found;
    }
}
