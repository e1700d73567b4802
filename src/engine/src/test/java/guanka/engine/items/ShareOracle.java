package guanka.engine.items;

import guanka.engine.decision.Facts;
import guanka.facts.Content;
import guanka.facts.Known;
import guanka.facts.Money;
import guanka.facts.Truth;
import guanka.facts.World;
import guanka.facts.rows.ShareNumerator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The value share of one line by writing out every way in which the unknown facts may turn out and adding up each of them.
 * Shares no code with the engine.
 */
final class ShareOracle {

    /** What is part of a line, as far as it is known; null stands for unknown. */
    record Node(List<String> codes, String origin, BigDecimal value, List<Node> content) {

        Content facts(String pointer) {
            return new Content(
                    pointer,
                    new Known<>(
                            codes == null
                                    ? null
                                    : codes.stream().map(Facts::code).toList(),
                            pointer + "/controlCodes"),
                    new Known<>(origin, pointer + "/origin"),
                    money(value, pointer + "/value"),
                    facts(content, pointer + "/content"),
                    Known.unknown(pointer + "/computing"));
        }

        static Known<List<Content>> facts(List<Node> nodes, String pointer) {
            if (nodes == null) {
                return Known.unknown(pointer);
            }
            List<Content> content = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                content.add(nodes.get(i).facts(pointer + "/" + i));
            }
            return new Known<>(content, pointer);
        }

        static Known<Money> money(BigDecimal value, String pointer) {
            return new Known<>(value == null ? null : new Money(value, "USD"), pointer);
        }

        @Override
        public String toString() {
            return "{" + codes + " " + origin + " " + value + " " + content + "}";
        }
    }

    /** A part of which everything is known: on which lists it stands, whether it is Chinese, what it is worth and contains. */
    private record Part(Map<String, Boolean> on, boolean chinese, BigDecimal value, List<Part> parts) {

        boolean contains(String list) {
            return parts.stream().anyMatch(p -> p.on.get(list) || p.contains(list));
        }

        BigDecimal sum() {
            return parts.stream().map(Part::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** One way in which the unknown facts turn out: what each of them is, and the parts that follow. */
    private record Way(Map<String, String> facts, List<Part> parts) {}

    /** One way, and whether the share reaches the threshold in it. */
    record Outcome(Map<String, String> facts, boolean reaches) {}

    /** More ways than anybody wants to write out. */
    private static final int WAYS_MAX = 20_000;

    private static final class TooManyWays extends RuntimeException {}

    private static final BigDecimal TINY = new BigDecimal("0.0001");

    private final CodeOracle codes;
    private final List<String> lists;
    private final List<ShareNumerator> numerators;
    private final BigDecimal percent;
    private final boolean orMore;

    ShareOracle(
            CodeOracle codes,
            List<String> lists,
            List<ShareNumerator> numerators,
            World world,
            BigDecimal percent,
            boolean orMore) {
        this.codes = codes;
        this.lists = lists;
        this.numerators = numerators.stream()
                .filter(n -> n.reading().wanted().entrySet().stream()
                        .allMatch(w -> w.getValue().equals(world.readings().get(w.getKey()))))
                .toList();
        this.percent = percent;
        this.orMore = orMore;
    }

    /** Every outcome of a line; none where the facts contradict each other or the ways are too many to write out. */
    List<Outcome> outcomes(BigDecimal value, List<Node> content) {
        try {
            return written(value, content);
        } catch (TooManyWays e) {
            return List.of();
        }
    }

    private List<Outcome> written(BigDecimal value, List<Node> content) {
        List<Outcome> outcomes = new ArrayList<>();
        for (BigDecimal whole :
                value != null ? List.of(value) : List.of(new BigDecimal(1000), new BigDecimal(1_000_000))) {
            for (Way way : ways(content, "/lines/0/content", whole)) {
                BigDecimal counted = way.parts().stream().map(this::counted).reduce(BigDecimal.ZERO, BigDecimal::add);
                int order = counted.multiply(new BigDecimal(100)).compareTo(percent.multiply(whole));
                Map<String, String> facts = new TreeMap<>(way.facts());
                facts.put("/lines/0/value", whole.toPlainString());
                outcomes.add(new Outcome(facts, orMore ? order >= 0 : order > 0));
            }
        }
        return outcomes;
    }

    /** A part that counts counts whole, and then nothing in it is counted again. */
    private BigDecimal counted(Part part) {
        if (part.chinese) {
            for (ShareNumerator numerator : numerators) {
                if (part.on.get(numerator.list()) || numerator.containing() && part.contains(numerator.list())) {
                    return part.value;
                }
            }
        }
        return part.parts.stream().map(this::counted).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** All ways to make up a whole of the given value. */
    private List<Way> ways(List<Node> nodes, String pointer, BigDecimal whole) {
        if (nodes == null) {
            // nothing that matters, or one listed Chinese part, worth next to nothing or everything
            List<Way> ways = new ArrayList<>(List.of(new Way(Map.of(pointer, "nothing"), List.of())));
            for (BigDecimal value : List.of(TINY.min(whole), whole)) {
                Map<String, Boolean> on = new TreeMap<>();
                lists.forEach(l -> on.put(l, true));
                ways.add(new Way(
                        Map.of(pointer, "listed worth " + value), List.of(new Part(on, true, value, List.of()))));
            }
            return ways;
        }
        List<Way> ways = new ArrayList<>(List.of(new Way(Map.of(), List.of())));
        for (int i = 0; i < nodes.size(); i++) {
            BigDecimal known = nodes.stream()
                    .map(n -> n.value() == null ? BigDecimal.ZERO : n.value())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<Way> more = new ArrayList<>();
            List<Way> ofNode = waysOf(nodes.get(i), pointer + "/" + i, whole.subtract(known));
            if ((long) ofNode.size() * ways.size() > WAYS_MAX) {
                throw new TooManyWays();
            }
            for (Way one : ofNode) {
                for (Way before : ways) {
                    Map<String, String> facts = new TreeMap<>(before.facts());
                    facts.putAll(one.facts());
                    List<Part> parts = new ArrayList<>(before.parts());
                    parts.addAll(one.parts());
                    if (parts.stream()
                                    .map(Part::value)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .compareTo(whole)
                            <= 0) {
                        more.add(new Way(facts, parts));
                    }
                }
            }
            ways = more;
        }
        return ways;
    }

    private List<Way> waysOf(Node node, String pointer, BigDecimal rest) {
        List<Way> ways = new ArrayList<>();
        BigDecimal inside = node.content() == null
                ? BigDecimal.ZERO
                : node.content().stream()
                        .map(n -> n.value() == null ? BigDecimal.ZERO : n.value())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> values = node.value() != null
                ? List.of(node.value())
                : List.copyOf(
                        new java.util.TreeSet<>(List.of(BigDecimal.ZERO, TINY, inside, rest.max(BigDecimal.ZERO))));
        for (BigDecimal value : values) {
            if (ways.size() > WAYS_MAX) {
                throw new TooManyWays();
            }
            for (Way in : ways(node.content(), pointer + "/content", value)) {
                for (Map<String, Boolean> on : on(node.codes())) {
                    for (String origin : node.origin() != null ? List.of(node.origin()) : List.of("CN", "JP")) {
                        Map<String, String> facts = new TreeMap<>(in.facts());
                        if (node.value() == null) {
                            facts.put(pointer + "/value", value.toPlainString());
                        }
                        if (node.codes() == null) {
                            facts.put(pointer + "/controlCodes", on.toString());
                        } else {
                            // what the tables leave open about a code is no fact that a caller can fill in alone
                            facts.put(pointer + " on lists", on.toString());
                        }
                        if (node.origin() == null) {
                            facts.put(pointer + "/origin", origin);
                        }
                        ways.add(new Way(facts, List.of(new Part(on, origin.equals("CN"), value, in.parts()))));
                    }
                }
            }
        }
        return ways;
    }

    /** On which lists a part may stand: every combination of those that its codes leave open. */
    private List<Map<String, Boolean>> on(List<String> of) {
        List<Map<String, Boolean>> all = new ArrayList<>(List.of(new TreeMap<>()));
        for (String list : lists) {
            Truth truth = of == null ? Truth.UNKNOWN : codes.under(list, of);
            List<Map<String, Boolean>> more = new ArrayList<>();
            for (Map<String, Boolean> on : all) {
                for (boolean is : new boolean[] {true, false}) {
                    if (truth == Truth.UNKNOWN || truth == Truth.of(is)) {
                        Map<String, Boolean> next = new TreeMap<>(on);
                        next.put(list, is);
                        more.add(next);
                    }
                }
            }
            all = more;
        }
        return all;
    }
}
