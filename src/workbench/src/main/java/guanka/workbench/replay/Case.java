package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.facts.Text;
import guanka.facts.rows.PromisedCase;

/**
 * A case that a ruleset promises to decide as its source says.
 *
 * @param id       stable
 * @param title    a sentence
 * @param titleZh  the same in Chinese, or the sentence as it is where nobody wrote it in Chinese
 * @param source   the publication that settles the expectation
 * @param shipment the facts, as a caller would post them
 * @param expect   what the source settles; all of it must hold
 * @param promise  the row of a workbook that this is a day of, or null
 */
public record Case(
        String id,
        String title,
        String titleZh,
        String source,
        JsonNode shipment,
        JsonNode expect,
        PromisedCase promise) {

    public Case(String id, String title, String source, JsonNode shipment, JsonNode expect) {
        this(id, title, title, source, shipment, expect, null);
    }

    /** The sentence in the words of its reader. */
    public Text told() {
        return new Text(title, titleZh);
    }

    /** Of JSON that {@link CaseReader} understands. */
    public static Case of(JsonNode json) {
        return new Case(
                json.path("id").asText(),
                json.path("title").asText(),
                json.path("titleZh").asText(json.path("title").asText()),
                json.path("source").asText(),
                json.path("shipment"),
                json.path("expect"),
                null);
    }
}
