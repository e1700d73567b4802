package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;

/** A listed party; {@code until} is the last listed day, {@code pause} the key of its pauses, {@code bindsForeignPersons} is {@code YES}, {@code NO} or {@code ?}. */
public record ListEntry(
        Source source,
        String key,
        String list,
        String notice,
        Text name,
        List<String> aliases,
        String country,
        List<String> identifiers,
        LocalDate from,
        LocalDate until,
        String pause,
        String bindsForeignPersons) {}
