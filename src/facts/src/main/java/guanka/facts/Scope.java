package guanka.facts;

import guanka.facts.rows.ScopeNote;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The scope notes of one provision; empty where it has none. */
public record Scope(String provision, List<ScopeNote> notes, Source source) {

    /** Whether no note leaves the line's form out. */
    public Condition leavesIn(Line line) {
        Known<String> form = line.form();
        List<ScopeNote> relevant = form.isKnown()
                ? notes.stream().filter(n -> n.form().equals(form.value())).toList()
                : notes;
        if (relevant.isEmpty()) {
            return Condition.settled(
                    "form not left out", form.pointer(), null, new Evaluation(Truth.TRUE, form.value(), List.of()));
        }
        Set<String> questions = new TreeSet<>();
        relevant.forEach(n -> questions.addAll(n.reading().questions()));
        return Condition.byReading("form not left out", form.pointer(), null, questions, world -> {
                    boolean out = relevant.stream().anyMatch(n -> n.reading().holdsIn(world));
                    Truth truth = !out ? Truth.TRUE : form.isKnown() ? Truth.FALSE : Truth.UNKNOWN;
                    return new Evaluation(
                            truth, form.value(), truth == Truth.UNKNOWN ? List.of(form.pointer()) : List.of());
                })
                .at(relevant.get(0).source());
    }
}
