package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.util.List;

/**
 * A shipment from which cases of the workbook start.
 *
 * @param facts each a JSON Pointer and its value, {@code /destination = DE}; none is the day of the export, which cases have
 */
public record BaseCase(Source source, String key, Text title, List<String> facts) {}
