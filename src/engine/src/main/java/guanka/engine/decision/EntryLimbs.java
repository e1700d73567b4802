package guanka.engine.decision;

import guanka.engine.items.ItemLists;
import guanka.facts.Assertions;
import guanka.facts.Condition;
import guanka.facts.Counterparty;
import guanka.facts.Effect;
import guanka.facts.EntryLimb;
import guanka.facts.Evaluation;
import guanka.facts.Line;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What list entries require of lines: of the steps of their terms the first that a line meets. */
final class EntryLimbs {

    private final Shipment shipment;
    private final LawOnDay law;
    private final Assertions assertions;

    EntryLimbs(Shipment shipment, LawOnDay law) {
        this.shipment = shipment;
        this.law = law;
        assertions = new Assertions(shipment.assertions());
    }

    /** The steps that a line meets or may meet. */
    List<EntryLimb> of(Line line, ItemLists.Classification codes, Counterparty listed, List<EntryTerms> steps) {
        List<EntryLimb> limbs = new ArrayList<>();
        List<Condition> before = new ArrayList<>();
        for (EntryTerms step : steps) {
            List<Condition> own = conditions(step, line, codes, listed);
            List<Condition> all = new ArrayList<>(before);
            all.addAll(own);
            Condition meets = all.isEmpty() ? null : Condition.allOf("terms of the entry", all);
            if (step.effect() != Effect.NONE && (meets == null || !meets.ruledOut())) {
                limbs.add(new EntryLimb(
                        step.provision(),
                        step.term(),
                        line,
                        listed,
                        step.effect(),
                        step.reviewPolicy(),
                        meets,
                        step.source()));
            }
            if (own.isEmpty()) {
                break;
            }
            before.add(Condition.allOf("an earlier step of the terms", own).negated("no earlier step of the terms"));
        }
        return limbs;
    }

    private List<Condition> conditions(
            EntryTerms step, Line line, ItemLists.Classification codes, Counterparty listed) {
        List<Condition> all = new ArrayList<>();
        if (!step.kinds().isEmpty()) {
            Truth of = Truth.of(step.kinds().contains(line.kind()));
            all.add(Condition.settled(
                    "kind of line",
                    line.pointer() + "/kind",
                    step.kinds(),
                    new Evaluation(of, line.kind(), List.of())));
        }
        if (!step.items().equals(Sentence.ANY)) {
            all.add(onList(step.items(), line, codes));
        }
        if (!step.itemsOutside().equals(Sentence.NONE)) {
            all.add(onList(step.itemsOutside(), line, codes).negated("not on the item list"));
        }
        if (!step.forms().isEmpty()) {
            all.add(Condition.settled(
                    "form", line.form(), step.forms(), line.form().is(step.forms()::contains)));
        }
        if (step.endUses() != null) {
            all.add(Condition.anyOf(
                    "end use",
                    law.endUseRows().stream()
                            .filter(row -> row.provision().equals(step.endUses()))
                            .map(row -> shipment.endUse()
                                    .serves(row, law.territories().get(row.facilityIn())))
                            .toList()));
        }
        if (!step.settled()) {
            Condition applies = assertions.on(law.law(step.provision()), line.id(), listed.party());
            all.add(step.effect() == Effect.NONE ? applies.negated("asserted not to apply") : applies);
        }
        return all.stream().map(condition -> condition.at(step.source())).toList();
    }

    private static Condition onList(String list, Line line, ItemLists.Classification codes) {
        Truth on = codes.under(list);
        Set<String> missing = on == Truth.UNKNOWN ? codes.missing() : Set.of();
        return Condition.settled(
                "item list",
                line.codes().pointer(),
                list,
                new Evaluation(on, line.codes().value(), List.copyOf(missing)));
    }
}
