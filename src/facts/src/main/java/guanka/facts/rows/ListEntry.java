package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import java.time.LocalDate;
import java.util.List;

/**
 * A listed party.
 *
 * @param kind  one of {@code ORGANISATION}, {@code PERSON}, {@code VESSEL}, {@code AIRCRAFT}, {@code ADDRESS}, or {@code ?}; an
 *              address has no name that a party could bear
 * @param from  first listed day, or null where it is not known: then the entry counts as listed on every day until {@code until}
 * @param until last listed day, or null where the end is open
 * @param pause the key of its pauses, or null
 * @param bindsForeignPersons whether the entry also binds persons abroad
 * @param designations marks of the entry by which it also stands on other lists, such as footnotes or programmes: see
 *                     {@link Designation}
 * @param terms        what the entry says is required, as a key of {@link EntryTerms}, or null where it says what its list says
 * @param stillStands  whether the entry stands until its last day, or unknown where its source does not tell its end
 */
public record ListEntry(
        Source source,
        String key,
        String list,
        String notice,
        Text name,
        List<String> aliases,
        String kind,
        String country,
        List<String> identifiers,
        LocalDate from,
        LocalDate until,
        String pause,
        Truth bindsForeignPersons,
        List<String> designations,
        String terms,
        Truth stillStands) {

    public static final String ADDRESS = "ADDRESS";

    /** Whether the entry has been listed by a day, whether or not it still is. */
    public boolean hasBegunBy(LocalDate day) {
        return from == null || !day.isBefore(from);
    }
}
