package guanka.engine.decision;

import guanka.engine.decision.LicensesOnFile.Needed;
import guanka.engine.items.ComputedLine;
import guanka.engine.items.ComputedSums;
import guanka.engine.items.ItemLists;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.Classification;
import guanka.facts.Determination.Computed;
import guanka.facts.Determination.Figure;
import guanka.facts.Determination.Step;
import guanka.facts.Determination.Turn;
import guanka.facts.Finding;
import guanka.facts.Text;
import guanka.facts.World;
import guanka.facts.rows.ComputedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells under which codes lines were decided: as stated, or as the figures of a chip come to, in the words of the tables. */
final class Classifications {

    /** What codes and figures of a line say to the law of a jurisdiction; {@code figures} is null where there are none. */
    record Looked(String jurisdiction, ItemLists.Classification codes, ComputedLine figures) {}

    /** Grounds that leave no other code open. */
    private static final Set<String> SETTLED = Set.of("STATED", "COMPUTED");

    private static final Text SEVERAL = new Text("{first}; {rest}", "{first}；{rest}");
    private static final Text SENTENCES = new Text("{first}. {rest}", "{first}。{rest}");

    private final Map<String, Text> words;

    Classifications(Ruleset ruleset) {
        words = ruleset.rows(ComputedText.class).stream()
                .collect(Collectors.toMap(ComputedText::key, ComputedText::text, (a, b) -> a));
    }

    List<Classification> of(Collection<Looked> looked, World world) {
        return looked == null
                ? List.of()
                : looked.stream().map(one -> of(one, world)).toList();
    }

    /** The codes for which a finding asks for a license: those that its provision lists, else all of the line. */
    Needed needed(Finding finding, Collection<Looked> looked, World world) {
        for (Looked one : looked == null ? List.<Looked>of() : looked) {
            if (one.jurisdiction().equals(finding.law().getJurisdiction())) {
                Set<String> listed =
                        finding.item() == null ? Set.of() : one.codes().listedBy(finding.getProvision());
                if (!listed.isEmpty()) {
                    return new Needed(listed, true);
                }
                Classification all = of(one, world);
                return new Needed(new TreeSet<>(all.codes()), SETTLED.contains(all.basis()));
            }
        }
        return new Needed(Set.of(), false);
    }

    private Classification of(Looked looked, World world) {
        ComputedLine figures = looked.figures();
        Set<String> stated = looked.codes().stated();
        boolean computed = figures != null && figures.isComputed();
        if (computed && figures.isContradicted(world)) {
            Set<String> both = figures.codes(world);
            both.addAll(stated);
            return new Classification(looked.jurisdiction(), List.copyOf(both), "AMBIGUOUS", computed(figures, world));
        }
        if (!stated.isEmpty()) {
            return new Classification(
                    looked.jurisdiction(),
                    List.copyOf(stated),
                    looked.codes().isAmbiguous() ? "AMBIGUOUS" : "STATED",
                    computed ? computed(figures, world) : null);
        }
        if (computed) {
            return new Classification(
                    looked.jurisdiction(), List.copyOf(figures.codes(world)), "COMPUTED", computed(figures, world));
        }
        return new Classification(
                looked.jurisdiction(),
                List.of(),
                looked.codes().isAmbiguous() ? "AMBIGUOUS" : looked.codes().isSilent() ? "NOT_CLASSIFIED" : "STATED",
                null);
    }

    private Computed computed(ComputedLine figures, World world) {
        ComputedSums sums = figures.sums(world);
        if (sums == null) {
            return null;
        }
        List<Turn> turns = new ArrayList<>();
        List<Text> sentences = new ArrayList<>(sums(sums));
        turn(turns, sums.figures().dieArea().pointer(), sums.byArea());
        List<ComputedSums.Step> byArea = sums.byArea();
        if (!byArea.isEmpty()) {
            sentences.add(word("area").with("steps", joined(byArea, this::upTo)));
        }
        List<ComputedSums.Step> byTotal = sums.byTotal();
        turn(turns, sums.figures().tpp().pointer(), byTotal);
        if (!byTotal.isEmpty()) {
            sentences.add(word("tpp").with("steps", joined(byTotal, this::below)));
        }
        Set<String> yes = sums.forDatacenters(true);
        Set<String> no = sums.forDatacenters(false);
        if (!yes.equals(no)) {
            turns.add(new Turn(
                    sums.figures().datacenter().pointer(),
                    List.of(
                            new Step(null, null, null, true, List.copyOf(yes)),
                            new Step(null, null, null, false, List.copyOf(no)))));
            sentences.add(word("datacenter")
                    .with(
                            "steps",
                            join(
                                    SEVERAL,
                                    word("yes").with("codes", codes(yes)),
                                    word("no").with("codes", codes(no)))));
        }
        return new Computed(
                sums.hasTotal() ? figure(sums.total()) : null,
                figure(sums.density()),
                turns,
                sentences.isEmpty() ? null : folded(SENTENCES, sentences));
    }

    private List<Text> sums(ComputedSums sums) {
        List<Text> sentences = new ArrayList<>();
        List<ComputedSums.Term> terms = sums.terms();
        ComputedSums.Ends stack = sums.stack();
        if (stack != null) {
            sentences.add(word("stack")
                    .with("value", told(stack))
                    .with(
                            "bandwidth",
                            ComputedSums.plain(sums.figures().memory().value().bandwidth()))
                    .with(
                            "area",
                            ComputedSums.plain(sums.figures().memory().value().area())));
        }
        if (!sums.hasTotal()) {
            if (stack == null) {
                sentences.add(word("TPP.unknown"));
            }
            return sentences;
        }
        String total = told(sums.total());
        Text sum = word(terms.isEmpty() ? "TPP" : terms.size() == 1 ? "TPP.one" : "TPP.sum")
                .with("value", total);
        if (!terms.isEmpty()) {
            sum = sum.with(
                    "terms",
                    folded(
                            SEVERAL,
                            terms.stream()
                                    .map(term -> word(term.sparse() ? "rate.sparse" : "rate")
                                            .with("tops", term.tops())
                                            .with("bits", String.valueOf(term.bits())))
                                    .toList()));
        }
        sentences.add(sum);
        ComputedSums.Ends density = sums.density();
        if (sums.isPlanar()) {
            sentences.add(word("density.planar"));
        } else if (density == null) {
            sentences.add(word("density.unknown"));
        } else if (sums.figures().dieArea().isKnown()) {
            sentences.add(word("density")
                    .with("value", told(density))
                    .with("tpp", total)
                    .with("area", ComputedSums.plain(sums.figures().dieArea())));
        } else {
            sentences.add(word("density.stated").with("value", told(density)));
        }
        return sentences;
    }

    private static String told(ComputedSums.Ends ends) {
        return ends.least().equals(ends.most())
                ? ends.least()
                : ends.least() + " – " + (ends.most() == null ? "∞" : ends.most());
    }

    private static Figure figure(ComputedSums.Ends ends) {
        return ends == null ? null : new Figure(ends.least(), ends.most());
    }

    private static void turn(List<Turn> turns, String fact, List<ComputedSums.Step> steps) {
        if (!steps.isEmpty()) {
            turns.add(new Turn(
                    fact,
                    steps.stream()
                            .map(s -> new Step(s.from(), s.upTo(), s.below(), null, List.copyOf(s.codes())))
                            .toList()));
        }
    }

    private Text upTo(ComputedSums.Step step) {
        return step.upTo() == null
                ? word("above").with("codes", codes(step.codes()))
                : word("area.up-to").with("most", step.upTo()).with("codes", codes(step.codes()));
    }

    private Text below(ComputedSums.Step step) {
        return step.below() == null
                ? word("from").with("codes", codes(step.codes()))
                : word("tpp.below").with("below", step.below()).with("codes", codes(step.codes()));
    }

    private Text codes(Set<String> codes) {
        return codes.isEmpty()
                ? word("none")
                : folded(
                        word("or"),
                        codes.stream().map(code -> new Text(code, code)).toList());
    }

    private Text joined(List<ComputedSums.Step> steps, Function<ComputedSums.Step, Text> how) {
        return folded(SEVERAL, steps.stream().map(how).toList());
    }

    /** Several told one after another. */
    private static Text folded(Text with, List<Text> parts) {
        Text all = parts.get(parts.size() - 1);
        for (int i = parts.size() - 2; i >= 0; i--) {
            all = join(with, parts.get(i), all);
        }
        return all;
    }

    private static Text join(Text with, Text first, Text rest) {
        return with.with("first", first).with("rest", rest);
    }

    private Text word(String key) {
        return words.getOrDefault(key, new Text(key, key));
    }
}
