package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.items.ItemProvisions;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.RuleReferences;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Comparison;
import guanka.facts.CounterpartyKind;
import guanka.facts.Effect;
import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.ValueShare;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.ControllingInterest;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.DirectProductRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import guanka.facts.rows.RestrictionRow;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for rows that can never apply: without a rule, a row, a code or a share that could reach them, or with nothing that
 * depends on them. What would apply but for such a row is never cleared by it: the answer stays open until the row is corrected.
 */
final class RowChecks {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Effects by which a sentence that stands alone may inform. */
    private static final Set<Effect> INFORMING =
            EnumSet.of(Effect.RED_FLAG, Effect.NOT_CONTROLLED, Effect.NOT_ENFORCED);

    private final Ruleset ruleset;
    private final Decisions decisions;
    private final RuleReferences references;
    private final Map<String, Provision> provisions = new HashMap<>();
    private final Map<String, ItemList> itemLists = new HashMap<>();
    private final List<Measure> measures;
    private final List<CheckFinding> findings = new ArrayList<>();

    RowChecks(Decisions decisions) {
        this.decisions = decisions;
        ruleset = decisions.ruleset();
        references = decisions.references();
        ruleset.rows(Provision.class).forEach(p -> provisions.put(p.key(), p));
        ruleset.rows(ItemList.class).forEach(l -> itemLists.put(l.key(), l));
        measures = ruleset.rows(Measure.class);
    }

    List<CheckFinding> findings() {
        shares(ShareRow.class, ShareRow::percent, ShareRow::comparison, ShareRow::source);
        shares(OwnershipRow.class, OwnershipRow::percent, OwnershipRow::comparison, OwnershipRow::source);
        items();
        measures();
        provisions();
        endUses();
        withoutRule(
                DirectProductRow.class, DirectProductRow::provision, DirectProductRow::source, DirectProductRow.class);
        withoutRule(TechnologyRow.class, TechnologyRow::provision, TechnologyRow::source, TechnologyRow.class);
        withoutRule(ShareRow.class, ShareRow::provision, ShareRow::source, ValueShare.class);
        withoutRule(ShareNumerator.class, ShareNumerator::provision, ShareNumerator::source, ValueShare.class);
        scopeNotes();
        ownership();
        partyLists();
        limits();
        obligations();
        itemLists();
        holdings();
        rulesWithoutRow();
        questions();
        findings.addAll(OtherLaws.namedIn(decisions));
        return findings;
    }

    private <R> void shares(
            Class<R> type,
            Function<R, BigDecimal> percent,
            Function<R, Comparison> comparison,
            Function<R, Source> source) {
        for (R row : ruleset.rows(type)) {
            boolean orMore = comparison.apply(row) == Comparison.AT_LEAST;
            int most = percent.apply(row).compareTo(HUNDRED);
            Flaw flaw = most > 0 || most == 0 && !orMore
                    ? Flaw.OUT_OF_REACH
                    : orMore && percent.apply(row).signum() == 0 ? Flaw.ALWAYS_REACHED : null;
            if (flaw != null) {
                findings.add(flaw.at(
                        Place.of(source.apply(row), "threshold percent", ruleset),
                        "comparison",
                        orMore ? new Text("at least", "至少为") : new Text("more than", "超过"),
                        "percent",
                        percent.apply(row).toPlainString()));
            }
        }
    }

    private String jurisdictionOf(Object row) {
        return decisions.jurisdictions().of(row);
    }

    private boolean isOf(String provision, String jurisdiction) {
        return jurisdiction == null
                || jurisdiction.equals(decisions.jurisdictions().ofProvision(provision));
    }

    private <R> void withoutRule(
            Class<R> type, Function<R, String> provision, Function<R, Source> source, Class<?> joined) {
        for (R row : ruleset.rows(type)) {
            String key = provision.apply(row);
            if (!references.isRead(key, decisions.jurisdictions().ofProvision(key), joined)) {
                noRule(source.apply(row), "provision", key);
            }
        }
    }

    private void noRule(Source row, String header, String key) {
        findings.add(Flaw.NO_RULE.at(Place.of(row, header, ruleset), "key", key));
    }

    /** An item must stand under a provision of its list's own law that requires something. */
    private void items() {
        var named = new ItemProvisions(ruleset);
        for (ItemRow item : ruleset.rows(ItemRow.class)) {
            if (item.codes().isEmpty()) {
                findings.add(Flaw.NO_CODE.at(Place.of(item.source(), "control codes", ruleset)));
            }
            ItemList list = itemLists.get(item.list());
            Provision law = provisions.get(item.provision());
            if (list == null || law == null) {
                continue;
            }
            Place place = Place.of(item.source(), "provision", ruleset);
            if (!named.isOfItsLaw(item, list)) {
                findings.add(Flaw.OTHER_LAW.at(place, "provision", law.key(), "list", list.key()));
            } else if (!named.isOfItsItems(item, list)) {
                findings.add(Flaw.NOT_OF_ITEMS.at(place, "provision", law.key(), "list", list.key()));
            } else if (list.listedProvisionsRequire() && !law.effect().isRequirement() && hasCode(item)) {
                findings.add(Flaw.ITEM_WITHOUT_EFFECT.at(
                        place, "provision", law.key(), "effect", law.effect().name()));
            }
        }
    }

    private static boolean hasCode(ItemRow item) {
        return item.codes().stream().anyMatch(code -> !code.equals("?"));
    }

    /** A case of an exception must lift a requirement that some row or rule can make, under a provision that exempts. */
    private void exceptions(Set<String> required) {
        for (ExceptionRow row : ruleset.rows(ExceptionRow.class)) {
            Provision law = provisions.get(row.provision());
            if (law.effect() != Effect.EXEMPT) {
                findings.add(Flaw.NO_EFFECT.at(
                        Place.of(row.source(), "provision", ruleset),
                        "effect",
                        law.effect().name(),
                        "provision",
                        law.key()));
            }
            row.lifts().stream()
                    .filter(lifted -> !required.contains(lifted))
                    .forEach(lifted -> noRule(row.source(), "lifts", lifted));
        }
    }

    /** A measure must say something that a sentence of its kind can say, of what some rule decides. */
    private void measures() {
        Set<String> terms = references.terms();
        Set<String> required = new HashSet<>();
        measures.stream().filter(Measure::isAlone).forEach(m -> add(required, m.provision()));
        references.all().forEach(r -> r.laws().forEach(key -> add(required, key)));
        ruleset.rows(ItemRow.class).forEach(i -> add(required, i.provision()));
        itemLists.values().forEach(l -> add(required, l.provision()));
        ruleset.rows(ControlRow.class).forEach(c -> add(required, c.provision()));
        for (Measure measure : measures) {
            Provision law = provisions.get(measure.provision());
            Effect effect = measure.effect() != null ? measure.effect() : law.effect();
            boolean fits = measure.isAlone()
                    ? effect.isRequirement() || INFORMING.contains(effect)
                    : effect.kind() == Effect.Kind.TREATS || effect == Effect.EXEMPT;
            if (!fits) {
                findings.add(Flaw.NO_EFFECT.at(
                        Place.of(measure.source(), "effect", ruleset),
                        "effect",
                        effect.name(),
                        "provision",
                        law.key()));
            }
            if (effect == Effect.EXEMPT
                    && measure.endUses().equals(Measure.NONE)
                    && measure.who() == CounterpartyKind.ANYBODY
                    && measure.destination().equals(Measure.ANY)) {
                findings.add(Flaw.EXEMPTS_ALL.at(Place.of(measure.source(), "effect", ruleset)));
            }
            for (String treated : measure.treats()) {
                if (!required.contains(treated) && !foreign(measure).containsValue(treated)) {
                    noRule(measure.source(), "treats", treated);
                }
            }
            term(measure.term(), measure.source(), terms, jurisdictionOf(measure));
            ownLaw(measure);
        }
        exceptions(required);
        for (Coverage gap : ruleset.rows(Coverage.class)) {
            term(gap.term(), gap.source(), terms, jurisdictionOf(gap));
            ownLaw(gap);
        }
        for (ItemList list : itemLists.values()) {
            term(list.term(), list.source(), terms, list.jurisdiction());
        }
        for (EntryTerms step : ruleset.rows(EntryTerms.class)) {
            term(step.term(), step.source(), terms, jurisdictionOf(step));
        }
    }

    private void add(Set<String> keys, String provision) {
        keys.add(provision);
        Provision law = provisions.get(provision);
        if (law != null) {
            keys.add(law.measure());
        }
    }

    private void term(String term, Source row, Set<String> terms, String jurisdiction) {
        if (!term.equals(Measure.ANY)
                && (!terms.contains(term) || !references.decides(term, jurisdiction, provisions.keySet()))) {
            noRule(row, "term", term);
        }
    }

    private Map<String, String> foreign(Sentence sentence) {
        return decisions.sentences().foreign(sentence);
    }

    private void ownLaw(Sentence sentence) {
        foreign(sentence)
                .forEach((header, key) -> findings.add(Flaw.OTHER_LAW.at(
                        Place.of(sentence.source(), header, ruleset),
                        "provision",
                        sentence.provision() == null ? jurisdictionOf(sentence) : sentence.provision(),
                        "list",
                        key)));
    }

    /** What a provision says must be carried out by some rule or row. */
    private void provisions() {
        Set<String> carried = references.carriedOut(ruleset.tables().rows(), ruleset.rows(ItemRow.class));
        Set<String> told =
                ruleset.rows(PartyList.class).stream().map(PartyList::provision).collect(Collectors.toSet());
        for (Provision law : provisions.values()) {
            if (law.effect() != Effect.NONE && !carried.contains(law.key()) && !told.contains(law.key())) {
                findings.add(Flaw.NOT_CARRIED_OUT.at(
                        Place.of(law.source(), "effect", ruleset),
                        "provision",
                        law.key(),
                        "effect",
                        law.effect().name()));
            }
        }
    }

    private void endUses() {
        Set<String> asked = new HashSet<>();
        measures.forEach(m -> asked.add(m.endUses()));
        ruleset.rows(Coverage.class).forEach(c -> asked.add(c.endUses()));
        ruleset.rows(EntryTerms.class).forEach(t -> asked.add(t.endUses()));
        ruleset.rows(DirectProductRow.class).forEach(d -> asked.add(d.endUses()));
        for (EndUseRow row : ruleset.rows(EndUseRow.class)) {
            if (!asked.contains(row.provision())) {
                noRule(row.source(), "provision", row.provision());
            }
        }
    }

    /** A scope note speaks of a provision under which items are listed, or of one whose scope a rule asks for. */
    private void scopeNotes() {
        Set<String> listed =
                ruleset.rows(ItemRow.class).stream().map(ItemRow::provision).collect(Collectors.toSet());
        for (ScopeNote note : ruleset.rows(ScopeNote.class)) {
            boolean asked = references.all().stream()
                    .anyMatch(r -> r.joined().contains("Scope") && r.named().contains(note.provision()));
            if (!listed.contains(note.provision()) && !asked) {
                noRule(note.source(), "provision", note.provision());
            }
        }
    }

    private void ownership() {
        Set<String> rules = new HashSet<>();
        Set<String> controls = new HashSet<>();
        Stream.concat(measures.stream(), ruleset.rows(Coverage.class).stream()).forEach(sentence -> {
            rules.add(sentence.by());
            if (sentence.who() == CounterpartyKind.HELD_OR_CONTROLLED) {
                controls.add(sentence.by());
            }
        });
        Set<String> counted = new HashSet<>();
        ruleset.rows(CountingList.class).forEach(row -> {
            counted.add(row.provision());
            if (!rules.contains(row.provision())) {
                noRule(row.source(), "provision", row.provision());
            }
        });
        for (OwnershipRow row : ruleset.rows(OwnershipRow.class)) {
            if (!rules.contains(row.provision()) || !counted.contains(row.provision())) {
                noRule(row.source(), "provision", row.provision());
            }
        }
        for (ControllingInterest row : ruleset.rows(ControllingInterest.class)) {
            if (!controls.contains(row.provision())) {
                noRule(row.source(), "provision", row.provision());
            }
        }
    }

    /** A list is there for somebody: a measure or an exception looks for its entries, or an ownership rule counts them. */
    private void partyLists() {
        Set<String> used = new HashSet<>();
        measures.forEach(m -> used.add(m.by()));
        ruleset.rows(DirectProductRow.class).forEach(d -> used.add(d.list()));
        ruleset.rows(CountingList.class).forEach(c -> used.add(c.list()));
        ruleset.rows(EntryTerms.class).forEach(t -> used.add(t.terms()));
        ruleset.rows(ExceptionRow.class).forEach(e -> used.add(e.partyOn()));
        ruleset.rows(RestrictionRow.class).forEach(r -> used.add(r.list()));
        for (PartyList list : ruleset.rows(PartyList.class)) {
            if (!used.contains(list.key())) {
                noRule(list.source(), "key", list.key());
            }
        }
    }

    private void limits() {
        for (ExemptionLimit limit : ruleset.rows(ExemptionLimit.class)) {
            if (!effectsOf(limit.provision()).contains(Effect.EXEMPT)) {
                noRule(limit.source(), "provision", limit.provision());
            }
            if (effectsOf(limit.yieldsTo()).stream().noneMatch(e -> e.kind() == Effect.Kind.TREATS)) {
                noRule(limit.source(), "yields to", limit.yieldsTo());
            }
        }
    }

    private Set<Effect> effectsOf(String provision) {
        Set<Effect> effects = new HashSet<>();
        Provision law = provisions.get(provision);
        if (law != null) {
            effects.add(law.effect());
        }
        measures.stream()
                .filter(m -> m.provision().equals(provision) && m.effect() != null)
                .forEach(m -> effects.add(m.effect()));
        ruleset.rows(EntryTerms.class).stream()
                .filter(t -> t.provision().equals(provision))
                .forEach(t -> effects.add(t.effect()));
        return effects;
    }

    /** A duty must follow an effect that one of its provisions can have, or be that of a rule. */
    private void obligations() {
        for (Obligation duty : ruleset.rows(Obligation.class)) {
            if (duty.isOfItsOwnRule()) {
                if (!references.isRead(
                        duty.provision(), decisions.jurisdictions().ofProvision(duty.provision()), Obligation.class)) {
                    noRule(duty.source(), "provision", duty.provision());
                }
            } else if (duty.afterProvisions().stream()
                    .noneMatch(p -> effectsOf(p).stream().anyMatch(duty.afterEffects()::contains))) {
                findings.add(Flaw.NEVER_ARISES.at(Place.of(duty.source(), "after effects", ruleset)));
            }
        }
    }

    /** A list matters where items stand under it, a rule or a row names it, or a share counts its items. */
    private void itemLists() {
        Set<String> used = new HashSet<>();
        measures.forEach(m -> used.add(m.items()));
        ruleset.rows(Coverage.class).forEach(c -> used.add(c.items()));
        ruleset.rows(ShareNumerator.class).forEach(n -> used.add(n.list()));
        ruleset.rows(ShareRow.class).forEach(s -> used.add(s.items()));
        ruleset.rows(DirectProductRow.class).forEach(d -> used.add(d.items()));
        ruleset.rows(EntryTerms.class).forEach(t -> used.addAll(List.of(t.items(), t.itemsOutside())));
        ruleset.rows(ControlRow.class).forEach(c -> used.add(c.list()));
        ruleset.rows(RestrictionRow.class).forEach(r -> used.add(r.items()));
        ruleset.rows(ExceptionRow.class).forEach(e -> {
            used.add(e.items());
            used.add(e.notItems());
            used.add(e.itemsUnlessStated());
        });
        // what a chip is called by its figures is told, whatever asks for it
        ruleset.rows(ComputingLimit.class).stream()
                .filter(limit -> limit.paragraph() != null)
                .forEach(limit -> used.add(limit.list()));
        for (ItemList list : itemLists.values()) {
            if (!list.listedProvisionsRequire() && !used.contains(list.key()) && !references.names(list.key())) {
                noRule(list.source(), "key", list.key());
            }
        }
    }

    /** Where no row says how far a list is held, absence from it is unknown for ever. */
    private void holdings() {
        Set<String> held = ruleset.rows(Extent.class).stream().map(Extent::of).collect(Collectors.toSet());
        ruleset.rows(PartyList.class).stream()
                .filter(l -> l.partOf() == null && !held.contains(l.key()))
                .forEach(l -> findings.add(Flaw.EXTENT_NOT_SAID.at(Place.of(l.source()), "list", l.key())));
        itemLists.values().stream()
                .filter(l -> !held.contains(l.key()))
                .forEach(l -> findings.add(Flaw.EXTENT_NOT_SAID.at(Place.of(l.source()), "list", l.key())));
    }

    private void rulesWithoutRow() {
        Set<String> territories = ruleset.rows(TerritoryRow.class).stream()
                .map(TerritoryRow::territory)
                .collect(Collectors.toSet());
        ruleset.rows(TerritoryPart.class).forEach(row -> territories.add(row.territory()));
        ruleset.rows(MarkRow.class).forEach(row -> territories.addAll(row.marks()));
        for (RuleReferences.Reference rule : references.all()) {
            missing(rule, rule.laws(), provisions.keySet(), "Provisions");
            missing(rule, rule.territories(), territories, "Territories");
            missing(rule, rule.itemLists(), itemLists.keySet(), "Item lists");
        }
    }

    private void missing(RuleReferences.Reference rule, Set<String> named, Set<String> keys, String sheet) {
        named.stream()
                .filter(key -> !keys.contains(key))
                .forEach(key ->
                        findings.add(Flaw.RULE_WITHOUT_ROW.at(null, "rule", rule.rule(), "key", key, "sheet", sheet)));
    }

    private void questions() {
        Set<String> asked = new HashSet<>();
        for (Object row : ruleset.tables().rows()) {
            for (RecordComponent component : Rows.said(row.getClass())) {
                if (component.getType() == Guard.class) {
                    asked.addAll(((Guard) Rows.value(row, component)).questions());
                }
            }
        }
        for (OpenQuestion question : ruleset.rows(OpenQuestion.class)) {
            if (!asked.contains(question.key()) && !references.names(question.key())) {
                findings.add(Flaw.UNUSED_QUESTION.at(Place.of(question.source()), "question", question.key()));
            }
        }
    }
}
