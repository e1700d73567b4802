package guanka.engine.json;

import guanka.engine.items.ItemLists;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Jurisdictions;
import guanka.engine.ruleset.RuleReferences;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.ruleset.SentenceReferences;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.Measure;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import guanka.facts.rows.Reading;
import guanka.facts.rows.RoleRow;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The words of a ruleset that facts may use.
 *
 * @param roles    roles in which a party matters to some rule
 * @param readings question id to the ids of its readings
 * @param zones    jurisdiction to the zone in which its days are counted
 * @param unmodelled provisions that the ruleset knows and does not model, or about which its tables ask a person
 * @param claimable provisions of license exceptions
 * @param attestations what an exporter can attest for an exception
 * @param licenseKinds kinds of licenses on file
 * @param items    the lists that hold control codes
 */
record Codes(
        Set<String> purposes,
        Set<String> forms,
        Set<String> activities,
        Set<String> lists,
        Set<String> interests,
        Set<String> roles,
        Map<String, Set<String>> readings,
        Map<String, ZoneId> zones,
        Set<String> unmodelled,
        Set<String> claimable,
        Set<String> attestations,
        Set<String> licenseKinds,
        ItemLists items) {

    static Codes of(Ruleset ruleset) {
        Map<String, Set<String>> readings = new LinkedHashMap<>();
        ruleset.rows(OpenQuestion.class).forEach(q -> readings.put(q.key(), new LinkedHashSet<>()));
        for (Reading reading : ruleset.rows(Reading.class)) {
            readings.computeIfAbsent(reading.question(), q -> new LinkedHashSet<>())
                    .add(reading.reading());
        }
        Map<String, ZoneId> zones = new LinkedHashMap<>();
        ruleset.rows(Jurisdiction.class).forEach(j -> zones.put(j.key(), ZoneId.of(j.zone())));
        return new Codes(
                ruleset.vocabulary("purposes"),
                ruleset.vocabulary("forms"),
                ruleset.vocabulary("activities"),
                ruleset.vocabulary("lists"),
                ruleset.vocabulary("interests"),
                ruleset.rows(RoleRow.class).stream().map(RoleRow::role).collect(Collectors.toSet()),
                readings,
                zones,
                unmodelled(ruleset),
                ruleset.rows(ExceptionRow.class).stream()
                        .map(ExceptionRow::provision)
                        .collect(Collectors.toCollection(TreeSet::new)),
                ruleset.vocabulary("attestations"),
                ruleset.vocabulary("licenseKinds"),
                new ItemLists(ruleset, new ClosedWorld(ruleset)));
    }

    /** Those of coverage, the base of each jurisdiction, those that a question is about, what no rule carries out, and what items name without it requiring anything. */
    private static Set<String> unmodelled(Ruleset ruleset) {
        Set<String> unmodelled = new TreeSet<>();
        ruleset.rows(Coverage.class).stream()
                .filter(Coverage::isAbleToBite)
                .forEach(c -> unmodelled.add(c.provision()));
        ruleset.rows(Jurisdiction.class).forEach(j -> unmodelled.add(j.law()));
        ruleset.rows(Question.class).stream()
                .map(Question::assertedProvision)
                .filter(Objects::nonNull)
                .forEach(unmodelled::add);
        Set<String> carried =
                new RuleReferences(ruleset).carriedOut(ruleset.tables().rows(), ruleset.rows(ItemRow.class));
        var sentences = new SentenceReferences(ruleset, new Jurisdictions(ruleset));
        ruleset.rows(Measure.class).stream()
                .filter(measure -> !sentences.foreign(measure).isEmpty())
                .forEach(measure -> carried.remove(measure.provision()));
        Map<String, Provision> provisions = new LinkedHashMap<>();
        for (Provision provision : ruleset.rows(Provision.class)) {
            provisions.put(provision.key(), provision);
            if (provision.effect().isRequirement() && !carried.contains(provision.key())) {
                unmodelled.add(provision.key());
            }
        }
        for (ItemRow item : ruleset.rows(ItemRow.class)) {
            Provision law = provisions.get(item.provision());
            if (law != null && !law.effect().isRequirement()) {
                unmodelled.add(law.key());
            }
        }
        return unmodelled;
    }
}
