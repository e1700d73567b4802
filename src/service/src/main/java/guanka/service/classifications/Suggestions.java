package guanka.service.classifications;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.classification.Candidate;
import guanka.engine.classification.ControlledItem;
import guanka.engine.classification.Ground;
import guanka.engine.classification.ItemSearch;
import guanka.engine.classification.Sought;
import guanka.facts.Determination;
import guanka.facts.Determination.Classification;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Line;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.service.classifications.Suggested.Code;
import guanka.service.classifications.Suggested.Component;
import guanka.service.classifications.Suggested.OfJurisdiction;
import guanka.service.classifications.Suggested.Settled;
import guanka.service.items.Items;
import guanka.service.items.Items.FoundBy;
import guanka.service.rulesets.Edition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Suggests codes by one ruleset: by words and customs codes through the search for items, by figures as decisions compute them. */
public final class Suggestions {

    private static final int CODES_MOST = 10;
    private static final int COMPONENTS_MOST = 200;
    private static final String COMPUTED = "COMPUTED";
    private static final Text NOTICE = new Text(
            "Candidates are no classification: whether an entry describes the product, its wording decides, and somebody who knows the product says so.",
            "候选编码不构成归类结论：物项是否属于某一条目，以条目表述为准，由了解该物项的人员确认。");

    private final Edition edition;
    private final ItemSearch search;

    public Suggestions(Edition edition) {
        this.edition = edition;
        search = ItemSearch.of(edition.ruleset());
    }

    Suggested.Answer of(ProductLines asked) {
        Shipment shipment = asked.shipment();
        Map<String, LocalDate> days = edition.decisions().legalDays(shipment);
        boolean figures =
                shipment.lines().stream().anyMatch(line -> line.computing().isKnown());
        Determination decided = figures ? edition.decisions().decide(shipment) : null;
        List<Suggested.Line> lines = new ArrayList<>();
        int[] components = {0};
        for (int i = 0; i < shipment.lines().size(); i++) {
            Line line = shipment.lines().get(i);
            JsonNode given = asked.given().get(i);
            List<Classification> classified =
                    decided == null ? List.of() : decided.lines().get(i).classification();
            var sought = new Sought(
                    line.hsCode().value(),
                    text(given, "description"),
                    line.form().value(),
                    line.kind());
            List<Component> content = new ArrayList<>();
            content(given.path("content"), line.pointer() + "/content", days, content, components);
            lines.add(new Suggested.Line(
                    asked.ids().get(i),
                    of(sought, line.pointer(), days, classified),
                    content.isEmpty() ? null : content));
        }
        return new Suggested.Answer(
                new RulesetId(edition.ruleset().version(), edition.ruleset().digest()), days, NOTICE, lines);
    }

    /** Components that are described are products too. */
    private void content(
            JsonNode list, String at, Map<String, LocalDate> days, List<Component> found, int[] components) {
        for (int i = 0; i < list.size() && components[0] < COMPONENTS_MOST; i++) {
            JsonNode component = list.get(i);
            String pointer = at + "/" + i;
            if (text(component, "description") != null) {
                components[0]++;
                found.add(new Component(
                        pointer,
                        of(new Sought(null, text(component, "description"), null, null), pointer, days, List.of())));
            }
            content(component.path("content"), pointer + "/content", days, found, components);
        }
    }

    private static String text(JsonNode given, String name) {
        String text = given.path(name).asText();
        return text.isBlank() || given.path(name).isNull() ? null : text;
    }

    private List<OfJurisdiction> of(
            Sought sought, String at, Map<String, LocalDate> days, List<Classification> classified) {
        List<OfJurisdiction> all = new ArrayList<>();
        days.forEach((jurisdiction, day) -> {
            List<Candidate> candidates = sought.words() == null && sought.hsCode() == null
                    ? List.of()
                    : search.candidates(sought, jurisdiction, day, CODES_MOST);
            Classification computed = classified.stream()
                    .filter(one -> one.jurisdiction().equals(jurisdiction)
                            && one.basis().equals(COMPUTED))
                    .findFirst()
                    .orElse(null);
            List<Code> codes = new ArrayList<>();
            if (computed != null) {
                computed.codes().forEach(code -> codes.add(computed(jurisdiction, code, computed)));
            }
            candidates.stream()
                    .filter(candidate -> codes.stream()
                            .noneMatch(
                                    code -> code.code().equals(candidate.item().stated())))
                    .forEach(candidate -> codes.add(code(candidate)));
            Settled settled = computed != null && computed.codes().size() > 1
                    ? turning(computed)
                    : codes.isEmpty() || computed == null
                            ? Settling.of(
                                    candidates,
                                    at,
                                    jurisdiction,
                                    sought.words() != null,
                                    sought.hsCode() != null || at.contains("/content/"))
                            : null;
            all.add(new OfJurisdiction(jurisdiction, codes, settled));
        });
        return all;
    }

    /** What to find out to tell candidates apart, in words. */
    public static Text settling(List<Candidate> candidates, String at, String jurisdiction, Sought sought) {
        return Settling.of(candidates, at, jurisdiction, sought.words() != null, sought.hsCode() != null)
                .text();
    }

    /** The figure at which a chip turns. */
    private static Settled turning(Classification computed) {
        return computed.computed() == null || computed.computed().turns().isEmpty()
                ? null
                : new Settled(
                        computed.computed().turns().get(0).fact(),
                        computed.computed().text());
    }

    private static Code code(Candidate candidate) {
        return new Code(
                candidate.item().stated(),
                candidate.name(),
                candidate.row().list(),
                candidate.row().provision(),
                candidate.row().threshold(),
                candidate.grounds().stream().map(FoundBy::of).toList(),
                Items.foundAt(candidate.row().source()));
    }

    /** A paragraph by figures; its entry names it where the lists hold no row for the paragraph. */
    private Code computed(String jurisdiction, String code, Classification computed) {
        ControlledItem item = search.items(jurisdiction).stream()
                .filter(one -> code.equals(one.code()) || code.startsWith(one.code() + "."))
                .reduce((a, b) -> b.code().length() >= a.code().length() ? b : a)
                .orElse(null);
        var ground = new FoundBy(
                Ground.Kind.COMPUTED,
                "computing",
                code,
                computed.computed() == null ? null : computed.computed().text(),
                null,
                item == null ? null : Items.foundAt(item.rows().get(0).source()));
        return item == null
                ? new Code(jurisdiction + ":" + code, new Text(code, code), null, null, null, List.of(ground), null)
                : new Code(
                        jurisdiction + ":" + code,
                        item.name(),
                        item.list(),
                        item.rows().get(0).provision(),
                        null,
                        List.of(ground),
                        Items.foundAt(item.rows().get(0).source()));
    }
}
