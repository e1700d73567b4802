package guanka.service.classifications;

import guanka.engine.classification.Candidate;
import guanka.facts.Text;
import guanka.service.classifications.Suggested.Settled;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the one fact that tells most among candidates. */
final class Settling {

    private static final Text DESCRIBE = new Text(
            "Describe what it is, what it is made of and what it is for: words tell more than a customs code.",
            "请描述物项是什么、由何种材料制成、作何用途：文字描述比海关商品编号更能区分。");
    private static final Text MORE = new Text(
            "No entry resembles it. Give another name, the chemical name or CAS number, or the customs code; if it stands on no list, state {none}.",
            "未发现相近条目。请提供其他名称、化学名或CAS号，或者海关商品编号；如不在清单之列，请填写{none}。");
    private static final Text ELEMENTS = new Text("Which of these does it contain: {which}?", "含有下列哪种元素：{which}？");
    private static final Text LIMIT =
            new Text("Does it meet the limits of {code}: {limit}?", "是否达到{code}的技术参数：{limit}？");
    private static final Text CUSTOMS = new Text(
            "What is its customs code? The candidates differ in theirs: {which}.", "海关商品编号是什么？各候选编码对应的编号不同：{which}。");
    private static final Text FORMS = new Text("In which form is it: {which}?", "属于哪种形态：{which}？");
    private static final Text WORDING = new Text(
            "Does the wording of {code} describe it: {name}? Its maker can say under which code it is classified.",
            "{code}的表述是否与其相符：{name}？制造商可以说明其归类编码。");

    private static final String SYMBOL = "[A-Z][a-z]?";
    private static final int LOOKED_AT = 5;
    private static final int NAMED = 4;

    private Settling() {}

    /**
     * The fact, with the question for it.
     *
     * @param at        pointer of the line or component
     * @param described whether anything is said in words
     * @param coded     whether its customs code is known, or cannot be said
     */
    static Settled of(List<Candidate> all, String at, String jurisdiction, boolean described, boolean coded) {
        if (all.isEmpty()) {
            return new Settled(at + "/description", MORE.with("none", jurisdiction + ":NONE"));
        }
        if (!described) {
            return new Settled(at + "/description", DESCRIBE);
        }
        List<Candidate> first = all.subList(0, Math.min(LOOKED_AT, all.size()));
        Candidate best = first.get(0);
        Text elements = difference(
                ELEMENTS,
                first,
                candidate -> candidate.row().elements().stream()
                        .filter(element -> element.matches(SYMBOL))
                        .toList());
        if (elements != null) {
            return new Settled(at + "/description", elements);
        }
        if (best.row().threshold() != null) {
            return new Settled(
                    at + "/description",
                    LIMIT.with("code", best.item().stated())
                            .with("limit", best.row().threshold()));
        }
        Text forms = difference(FORMS, first, candidate -> candidate.row().forms());
        if (forms != null) {
            return new Settled(at + "/description", forms);
        }
        Text customs = coded
                ? null
                : difference(CUSTOMS, first, candidate -> candidate.row().hsCodes());
        if (customs != null) {
            return new Settled(at + "/hsCode", customs);
        }
        return new Settled(
                at + "/controlCodes", WORDING.with("code", best.item().stated()).with("name", best.name()));
    }

    /** What candidates differ in, each with its code; null where they do not, or where the best says nothing of it. */
    private static Text difference(Text sentence, List<Candidate> candidates, Function<Candidate, List<String>> what) {
        List<Candidate> saying = candidates.stream()
                .filter(candidate -> !what.apply(candidate).isEmpty())
                .toList();
        Set<Set<String>> different = saying.stream().map(what).map(TreeSet::new).collect(Collectors.toSet());
        if (different.size() < 2 || !saying.contains(candidates.get(0))) {
            return null;
        }
        String which = saying.stream()
                .map(candidate -> what.apply(candidate).stream().limit(NAMED).collect(Collectors.joining(", ")) + " ("
                        + candidate.item().stated() + ")")
                .collect(Collectors.joining("; "));
        return sentence.with("which", which);
    }
}
