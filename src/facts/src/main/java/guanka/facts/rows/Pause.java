package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/** Days on which list entries are paused, under a reading. */
public record Pause(
        Source source, String key, String pause, LocalDate from, LocalDate to, Guard reading, String instrument) {}
