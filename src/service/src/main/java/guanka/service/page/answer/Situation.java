package guanka.service.page.answer;

import guanka.facts.Shipment;
import guanka.records.StoredDetermination;
import guanka.service.page.Visit;
import guanka.service.page.facts.Facts;
import java.time.LocalDate;

/**
 * The facts that a page looks at: those that were asked about, or the same on another day or under another reading.
 *
 * @param varied whether they differ from those that were asked about
 * @param query  what an address needs so that the next page looks at the same
 */
public record Situation(StoredDetermination asked, Facts facts, Shipment shipment, boolean varied, String query) {

    /** A day to decide for in place of the export date. */
    public static final String ON = "on";

    /** A question and its reading, with a colon between. */
    public static final String READING = "reading";

    /**
     * Applies the day and the reading in the address to the facts of a record.
     *
     * @throws guanka.engine.json.RefusedShipment where the day or the reading does not exist
     */
    public static Situation of(Visit visit, StoredDetermination asked) {
        String on = visit.parameter(ON);
        String reading = visit.parameter(READING);
        StringBuilder query = new StringBuilder();
        Facts facts = Facts.of(asked.facts(), visit.edition().reader());
        if (on != null) {
            facts.exportedOn(on);
            query.append("&on=").append(Visit.encoded(on));
        }
        if (reading != null && reading.lastIndexOf(':') > 0) {
            int colon = reading.lastIndexOf(':');
            facts.read(reading.substring(0, colon), reading.substring(colon + 1));
            query.append("&reading=").append(Visit.encoded(reading));
        }
        return new Situation(
                asked, facts, visit.edition().reader().read(facts.json()), !query.isEmpty(), query.toString());
    }

    /** The same on another day. */
    public Situation on(LocalDate day) {
        return new Situation(asked, facts, shipment.on(day), true, "&on=" + day);
    }

    /** The export day as stated in the facts; the time zone of a jurisdiction may make another day of an instant. */
    public LocalDate day() {
        return shipment.exportDate().day() != null
                ? shipment.exportDate().day()
                : shipment.exportDate().instant().toLocalDate();
    }

    /** The address of a view of these facts. */
    public String address(String view) {
        String path = "/determinations/" + asked.id() + (view.isEmpty() ? "" : "/" + view);
        return query.isEmpty() ? path : path + "?" + query.substring(1);
    }

    /** The address of a view of these facts on another day. */
    public String addressOn(String view, LocalDate day) {
        return "/determinations/" + asked.id() + (view.isEmpty() ? "" : "/" + view) + "?on=" + day;
    }

    /** The address of a view of these facts under another reading. */
    public String addressUnder(String view, String question, String reading) {
        return "/determinations/" + asked.id() + (view.isEmpty() ? "" : "/" + view) + "?reading="
                + Visit.encoded(question + ":" + reading);
    }
}
