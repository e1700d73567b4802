package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/**
 * A case of the ruleset's own files that law has overtaken.
 *
 * @param key    id of the case
 * @param to     the last day of the law that it speaks of: the case is no longer asked where its shipment leaves after it
 * @param reason why
 */
public record RetiredCase(Source source, String key, LocalDate to, String reason) {}
