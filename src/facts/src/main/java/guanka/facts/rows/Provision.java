package guanka.facts.rows;

import guanka.facts.Effect;
import guanka.facts.ReviewPolicy;
import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;

/** A sentence of law: what it requires where it applies, and how people cite it. {@code reviewPolicy} is null where it sets none, {@code starts} where its text names no day; {@code calendarOf} names the provision whose days hold for this one. */
public record Provision(
        Source source,
        String key,
        String jurisdiction,
        String measure,
        String article,
        Effect effect,
        ReviewPolicy reviewPolicy,
        String calendarOf,
        LocalDate starts,
        Text title,
        Text text,
        Text boundParty,
        String url) {}
