package guanka.facts;

import guanka.facts.rows.ControlRow;
import java.util.ArrayList;
import java.util.List;

/**
 * A reason for control of a line that is marked for its destination, or may be.
 *
 * @param list         item list whose entries say the reasons
 * @param provision    what a mark requires
 * @param row          the row that gives the reason, or null where it is not known under which entry the line falls
 * @param item         whether the line's codes fall under the row
 * @param places       territories for which it is marked; empty means everywhere
 * @param exceptPlaces territories that are left out
 * @param towards      the movement as a chart sees it: a release to a foreign person goes where that person is from
 */
public record Control(
        String list,
        String provision,
        ControlRow row,
        Line line,
        Condition item,
        List<Territory> places,
        List<Territory> exceptPlaces,
        Movement towards) {

    /** The reason for control, or null where it is not known. */
    public String getReason() {
        return row == null ? null : row.reason();
    }

    /** How applications are treated, or null where the entry is not known. */
    public String getRegime() {
        return row == null ? null : row.regime();
    }

    /** Whether the reason applies to the line: by its code and, where the text asks for more than a code shows, by what the caller asserts. */
    public Condition applies(Assertions said, Law law) {
        return row == null || row.settledByCode()
                ? item
                : Condition.allOf("reason for control", item, said.on(law, line.id(), null));
    }

    /** Whether it is marked for the destination. */
    public Condition isMarked() {
        if (row == null) {
            return null;
        }
        List<Condition> marked = new ArrayList<>(places.size());
        places.forEach(place -> marked.add(towards.isBoundFor(place)));
        if (marked.isEmpty()) {
            marked.add(towards.isBoundForAnywhere());
        }
        Condition there = Condition.anyOf("marked for the destination", marked);
        if (exceptPlaces.isEmpty()) {
            return there.at(row.source());
        }
        List<Condition> all = new ArrayList<>(exceptPlaces.size() + 1);
        all.add(there);
        exceptPlaces.forEach(place -> all.add(towards.endsOutside(place)));
        return Condition.allOf("marked for the destination", all).at(row.source());
    }

    /** That the reading of the law is the one applied; null where it depends on none. */
    public Condition inItsReading() {
        return row == null ? null : row.reading().asCondition();
    }
}
