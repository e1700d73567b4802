package guanka.workbench.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination;
import guanka.facts.Determination.Because;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.ReadingAnswer;
import guanka.facts.Effect;
import guanka.facts.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A provision that has another effect in one answer than in another.
 *
 * @param before   effect of its finding, or null where there was none
 * @param after    effect of its finding, or null where there is none
 * @param row      key of the row that makes it so, of the calendar or of a list: after the change, or before it where none
 *                 does after; null where no row says when
 * @param question the open question whose readings give other answers than before, where nothing else changes
 * @param text     the provision in plain words, or the question
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String provision,
        String line,
        String party,
        String before,
        String after,
        String row,
        String question,
        Text text) {

    private static final Set<Effect.Kind> BEARING_KINDS =
            Set.of(Effect.Kind.REQUIRES, Effect.Kind.EXEMPTS, Effect.Kind.TREATS);

    /** Effects that bear on an outcome or a review policy, besides those of provisions that are not in force. */
    private static final Set<String> BEARING = Stream.of(Effect.values())
            .filter(effect -> BEARING_KINDS.contains(effect.kind()) || effect == Effect.NOT_MODELLED)
            .map(Effect::name)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> IDLE = Set.of("NOT_IN_FORCE", "SUSPENDED", "BELOW_THRESHOLD", "NEARLY");

    /** What makes one answer differ from another, in the order of the findings' ids. */
    public static List<Change> between(Determination before, Determination after) {
        Map<String, FindingAnswer> was = bearing(before);
        Map<String, FindingAnswer> is = bearing(after);
        Set<String> ids = new TreeSet<>(was.keySet());
        ids.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            FindingAnswer old = was.get(id);
            FindingAnswer now = is.get(id);
            String oldEffect = old == null ? null : old.effect();
            String newEffect = now == null ? null : now.effect();
            if (!Objects.equals(oldEffect, newEffect) && !(isIdle(oldEffect) && isIdle(newEffect))) {
                FindingAnswer any = now == null ? old : now;
                changes.add(new Change(
                        any.provision(),
                        any.line(),
                        any.party(),
                        oldEffect,
                        newEffect,
                        row(old, now),
                        null,
                        any.text()));
            }
        }
        if (changes.isEmpty()) {
            changes = ofReadings(before, after);
        }
        return changes.isEmpty() ? ofRows(was, is) : changes;
    }

    /** Where nothing else changes: provisions that say the same by another row, which may name another policy. */
    private static List<Change> ofRows(Map<String, FindingAnswer> was, Map<String, FindingAnswer> is) {
        List<Change> changes = new ArrayList<>();
        was.forEach((id, old) -> {
            FindingAnswer now = is.get(id);
            if (now != null
                    && !isIdle(now.effect())
                    && !old.source().key().equals(now.source().key())) {
                changes.add(new Change(
                        now.provision(),
                        now.line(),
                        now.party(),
                        old.effect(),
                        now.effect(),
                        row(old, now),
                        null,
                        now.text()));
            }
        });
        return changes;
    }

    /** Where one row followed another, that row; else the one that says the days. */
    private static String row(FindingAnswer old, FindingAnswer now) {
        if (old != null
                && now != null
                && old.source().sheet().equals(now.source().sheet())
                && !old.source().key().equals(now.source().key())) {
            return now.source().key();
        }
        String days = now == null ? null : row(now);
        return days == null && old != null ? row(old) : days;
    }

    private static boolean isIdle(String effect) {
        return effect == null || IDLE.contains(effect);
    }

    /** By what a finding says, whether it is in force and certain or not. */
    private static Map<String, FindingAnswer> bearing(Determination determination) {
        Map<String, FindingAnswer> findings = new TreeMap<>();
        for (FindingAnswer finding : determination.findings()) {
            String said = finding.id().substring(finding.provision().length() + 1);
            if (said.startsWith(finding.effect() + ":")) {
                said = said.substring(finding.effect().length() + 1);
            }
            int at = said.indexOf('@');
            if (BEARING.contains(at < 0 ? said : said.substring(0, at))) {
                findings.put(finding.provision() + ":" + said, finding);
            }
        }
        return findings;
    }

    private static String row(FindingAnswer finding) {
        return finding.because().stream()
                .filter(b -> b.fact().equals("/exportDate") && b.compared() != null)
                .map(Because::compared)
                .map(Object::toString)
                .findFirst()
                .orElse(null);
    }

    private static List<Change> ofReadings(Determination before, Determination after) {
        Map<String, ReadingAnswer> was = byQuestion(before);
        Map<String, ReadingAnswer> is = byQuestion(after);
        Set<String> questions = new TreeSet<>(was.keySet());
        questions.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String question : questions) {
            if (!Objects.equals(was.get(question), is.get(question))) {
                ReadingAnswer any = is.getOrDefault(question, was.get(question));
                changes.add(new Change(any.provision(), null, null, null, null, null, question, any.text()));
            }
        }
        return changes;
    }

    private static Map<String, ReadingAnswer> byQuestion(Determination determination) {
        return determination.readings().stream()
                .collect(Collectors.toMap(ReadingAnswer::question, Function.identity()));
    }
}
