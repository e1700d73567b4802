package guanka.engine.json;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Reading;
import guanka.facts.rows.RoleRow;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of a ruleset that facts may use.
 *
 * @param roles    roles in which a party matters to some rule
 * @param readings question id to the ids of its readings
 * @param zones    jurisdiction to the zone in which its days are counted
 */
record Codes(
        Set<String> purposes,
        Set<String> forms,
        Set<String> activities,
        Set<String> lists,
        Set<String> interests,
        Set<String> roles,
        Map<String, Set<String>> readings,
        Map<String, ZoneId> zones) {

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
                zones);
    }
}
