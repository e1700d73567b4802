package guanka.engine.ruleset;

import guanka.facts.Assertions;
import guanka.facts.ComputedPerformance;
import guanka.facts.Contained;
import guanka.facts.Control;
import guanka.facts.Counterparties;
import guanka.facts.Counterparty;
import guanka.facts.EndUse;
import guanka.facts.EntryLimb;
import guanka.facts.ExceptionTerms;
import guanka.facts.Finding;
import guanka.facts.ItemProvision;
import guanka.facts.Law;
import guanka.facts.LicenseExceptions;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Listing;
import guanka.facts.Movement;
import guanka.facts.Nexus;
import guanka.facts.OwnershipProvision;
import guanka.facts.Parties;
import guanka.facts.PartyListStatus;
import guanka.facts.Purpose;
import guanka.facts.Scope;
import guanka.facts.Term;
import guanka.facts.Territory;
import guanka.facts.UnheldLaw;
import guanka.facts.ValueShare;
import guanka.facts.rows.Announcement;
import guanka.facts.rows.Authority;
import guanka.facts.rows.BaseCase;
import guanka.facts.rows.BitLength;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ComputedText;
import guanka.facts.rows.ComputingEntry;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.Designation;
import guanka.facts.rows.EligibilityRow;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Pause;
import guanka.facts.rows.ProductWord;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import guanka.facts.rows.RestrictionRow;
import guanka.facts.rows.RetiredCase;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import guanka.facts.rows.VocabularyEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/** The types of facts that a session holds. A rule that asks for any other, or that no phase fires, can never say anything. */
public final class SessionFacts {

    /** Rows that are found through an index, or only word answers; as facts they would only cost memory. */
    private static final Set<Class<?>> INDEXED = Set.of(
            ControlRow.class,
            EligibilityRow.class,
            ItemRow.class,
            ListEntry.class,
            ProductWord.class,
            VocabularyEntry.class,
            FindingText.class,
            Question.class,
            CalendarRow.class,
            Pause.class,
            Jurisdiction.class,
            Announcement.class,
            Authority.class,
            ComputedText.class,
            BaseCase.class,
            PromisedCase.class,
            RetiredCase.class);

    /** Rows of which several, or a row with its calendar, make one fact. */
    private static final Set<Class<?>> GATHERED = Set.of(
            Designation.class,
            EntryTerms.class,
            BitLength.class,
            ComputingEntry.class,
            ComputingLimit.class,
            ExceptionRow.class,
            MarkRow.class,
            Provision.class,
            RestrictionRow.class,
            TerritoryPart.class,
            TerritoryRow.class);

    /** What is made of rows and shipments. */
    private static final Set<Class<?>> MADE = Set.of(
            Assertions.class,
            ComputedPerformance.class,
            Contained.class,
            Control.class,
            Counterparties.class,
            Counterparty.class,
            EndUse.class,
            EntryLimb.class,
            ExceptionTerms.class,
            Finding.class,
            ItemProvision.class,
            Law.class,
            LicenseExceptions.class,
            Line.class,
            ListedItem.class,
            Listing.class,
            Movement.class,
            Nexus.class,
            OwnershipProvision.class,
            Parties.class,
            PartyListStatus.class,
            Purpose.class,
            Scope.class,
            Sentence.class,
            Term.class,
            Territory.class,
            UnheldLaw.class,
            ValueShare.class);

    private SessionFacts() {}

    public static boolean isIndexed(Object row) {
        return INDEXED.contains(row.getClass());
    }

    public static boolean isGathered(Object row) {
        return GATHERED.contains(row.getClass());
    }

    /**
     * Why rules can never fire, in the order of their names.
     *
     * @param rules    of all jurisdictions
     * @param rowTypes names of the types of the rows of the ruleset
     */
    static List<String> whyNotFired(Collection<KieBase> rules, Collection<String> rowTypes) {
        Set<String> held = Stream.concat(MADE.stream().map(Class::getName), rowTypes.stream())
                .collect(Collectors.toCollection(HashSet::new));
        Stream.concat(INDEXED.stream(), GATHERED.stream()).forEach(type -> held.remove(type.getName()));
        Set<String> reasons = new TreeSet<>();
        for (KieBase base : rules) {
            for (Rule rule : rulesOf(base)) {
                RuleImpl own = (RuleImpl) rule;
                if (!Phase.groups().contains(own.getRuleFlowGroup())) {
                    reasons.add(
                            "the rule `" + rule.getName() + "` belongs to no phase: its ruleflow-group must be one of "
                                    + String.join(", ", Phase.groups()));
                }
                askedTypes(own.getLhs()).stream()
                        .filter(type -> !held.contains(type))
                        .forEach(type -> reasons.add("the rule `" + rule.getName() + "` asks for facts of type `" + type
                                + "`, which no session holds"));
            }
        }
        return List.copyOf(reasons);
    }

    /** Names of the types of facts that some rule asks for; of others a shipment needs no facts. */
    public static Set<String> askedBy(KieBase rules) {
        Set<String> types = new HashSet<>();
        rulesOf(rules).forEach(rule -> types.addAll(askedTypes(((RuleImpl) rule).getLhs())));
        return types;
    }

    private static List<Rule> rulesOf(KieBase base) {
        return base.getKiePackages().stream()
                .flatMap(of -> of.getRules().stream())
                .toList();
    }

    private static Set<String> askedTypes(RuleConditionElement condition) {
        Set<String> types = new TreeSet<>();
        List<RuleConditionElement> open = new ArrayList<>(List.of(condition));
        while (!open.isEmpty()) {
            RuleConditionElement next = open.remove(open.size() - 1);
            // what follows `from` comes from another fact, and need not be one
            if (next instanceof Pattern pattern && pattern.getSource() == null) {
                types.add(pattern.getObjectType().getClassName());
            }
            open.addAll(next.getNestedElements());
        }
        return types;
    }
}
