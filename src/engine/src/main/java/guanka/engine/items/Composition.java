package guanka.engine.items;

import guanka.facts.Condition;
import guanka.facts.Content;
import guanka.facts.ControlCode;
import guanka.facts.Evaluation;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a line is made of, as far as its bill of materials is known, as the lists of one jurisdiction see it on a day. */
public final class Composition {

    /** Whether something holds an item of a list, and the facts that would settle it. */
    record Found(Truth truth, List<String> missing) {
        static final Found NOT = new Found(Truth.FALSE, List.of());
        static final Found FOUND = new Found(Truth.TRUE, List.of());
    }

    private final Line line;
    private final ItemLists items;
    private final String jurisdiction;
    private final Collection<String> asked;
    private final LocalDate day;
    private final ControlRows.Chart chart;
    private final ComputedItems computed;
    private final ItemLists.Classification ofLine;
    private final Map<String, Map<Content, Found>> known = new TreeMap<>();
    private final Map<Content, ItemLists.Classification> classified = new IdentityHashMap<>();

    public Composition(Line line, ItemLists items, String jurisdiction, Collection<String> asked, LocalDate day) {
        this(line, items, jurisdiction, asked, day, null, null);
    }

    /**
     * @param chart    says what reasons for control need a license, or null where no law asks
     * @param computed says what figures put on a list, or null where no law asks
     */
    public Composition(
            Line line,
            ItemLists items,
            String jurisdiction,
            Collection<String> asked,
            LocalDate day,
            ControlRows.Chart chart,
            ComputedItems computed) {
        this.chart = chart;
        this.computed = computed;
        this.line = line;
        this.items = items;
        this.jurisdiction = jurisdiction;
        this.asked = asked;
        this.day = day;
        ofLine = classification(line.codes());
    }

    /** What the codes of the line itself say. */
    public ItemLists.Classification ofLine() {
        return ofLine;
    }

    /** Whether the line itself stands on a list. */
    public Condition isOn(String list) {
        Truth truth = ofLine.under(list);
        return Condition.settled(
                "control code",
                line.codes().pointer(),
                list,
                new Evaluation(truth, null, truth == Truth.UNKNOWN ? List.copyOf(ofLine.missing()) : List.of()));
    }

    /** Whether an item of the list stands anywhere in the line's bill of materials. */
    public Condition contains(String list) {
        Found found = inside(line.content().value(), line.content().pointer(), list);
        return Condition.settled(
                "contains", line.content().pointer(), list, new Evaluation(found.truth(), null, found.missing()));
    }

    ItemLists.Classification of(Content component) {
        return classified.computeIfAbsent(component, c -> classification(c.codes()));
    }

    /** Whether a component stands on a list: by its codes or, on a list that figures decide, by what it can do and contains. */
    Truth isOn(Content component, String list) {
        return computed != null && computed.lists().contains(list)
                ? computed.stands(component, this, list)
                : of(component).under(list);
    }

    /** Whether a component would need a license to the destination for a reason for control. */
    Truth needsLicense(Content component) {
        return chart == null ? Truth.UNKNOWN : chart.needsLicense(of(component), jurisdiction, day);
    }

    ItemLists.Classification classification(Known<List<ControlCode>> codes) {
        return items.classification(codes, jurisdiction, asked, day);
    }

    LocalDate day() {
        return day;
    }

    /** Whether a component contains an item of the list, itself aside. */
    Found inside(Content component, String list) {
        // not computeIfAbsent: the search goes on inside
        Map<Content, Found> of = known.computeIfAbsent(list, x -> new IdentityHashMap<>());
        Found found = of.get(component);
        if (found == null) {
            found = inside(component.content().value(), component.content().pointer(), list);
            of.put(component, found);
        }
        return found;
    }

    private Found inside(List<Content> components, String pointer, String list) {
        if (components == null) {
            return new Found(Truth.UNKNOWN, List.of(pointer));
        }
        List<String> missing = new ArrayList<>();
        Truth truth = Truth.FALSE;
        for (Content component : components) {
            Truth own = of(component).under(list);
            if (own == Truth.TRUE) {
                return Found.FOUND;
            }
            if (own == Truth.UNKNOWN) {
                missing.addAll(of(component).missing());
            }
            Found within = inside(component, list);
            if (within.truth() == Truth.TRUE) {
                return Found.FOUND;
            }
            missing.addAll(within.missing());
            truth = truth.or(own).or(within.truth());
        }
        return truth == Truth.FALSE ? Found.NOT : new Found(truth, missing);
    }
}
