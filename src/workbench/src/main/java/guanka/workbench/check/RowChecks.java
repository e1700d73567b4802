package guanka.workbench.check;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import guanka.facts.rows.TerritoryRow;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for rows that can never apply: without a rule, a code or a share that could reach them, or with nothing that depends on them. */
final class RowChecks {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final String AT_LEAST = "AT_LEAST";

    /** A key that a rule names: {@code Provision(key == "...")}, {@code Territory(id == "...")}, {@code ListedItem(list == "...")}. */
    private static final Pattern NAMED = Pattern.compile(
            "\\b(Provision|Territory|ListedItem|UnsettledItem|Contained)\\s*\\([^)]*?\\b(?:key|id|list) == \"([^\"]+)\"");

    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]+)\"");

    private final Ruleset ruleset;
    private final String rules;
    private final List<CheckFinding> findings = new ArrayList<>();

    RowChecks(Ruleset ruleset) {
        this.ruleset = ruleset;
        rules = ruleset.ruleTexts().values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    List<CheckFinding> findings() {
        shares(ShareRow.class, ShareRow::percent, ShareRow::comparison, ShareRow::source);
        shares(OwnershipRow.class, OwnershipRow::percent, OwnershipRow::comparison, OwnershipRow::source);
        for (ItemRow item : ruleset.rows(ItemRow.class)) {
            if (item.codes().isEmpty()) {
                findings.add(Flaw.NO_CODE.at(Place.of(item.source(), "control codes", ruleset)));
            }
        }
        withoutRule(EndUseRow.class, EndUseRow::provision, EndUseRow::source);
        withoutRule(TechnologyRow.class, TechnologyRow::provision, TechnologyRow::source);
        withoutRule(ScopeNote.class, ScopeNote::provision, ScopeNote::source);
        withoutRule(CountingList.class, CountingList::provision, CountingList::source);
        withoutRule(OwnershipRow.class, OwnershipRow::provision, OwnershipRow::source);
        withoutRule(ShareRow.class, ShareRow::provision, ShareRow::source);
        itemLists();
        rulesWithoutRow();
        questions();
        return findings;
    }

    private <R> void shares(
            Class<R> type,
            Function<R, BigDecimal> percent,
            Function<R, String> comparison,
            Function<R, Source> source) {
        for (R row : ruleset.rows(type)) {
            boolean orMore = comparison.apply(row).equals(AT_LEAST);
            int most = percent.apply(row).compareTo(HUNDRED);
            Flaw flaw = most > 0 || most == 0 && !orMore
                    ? Flaw.OUT_OF_REACH
                    : orMore && percent.apply(row).signum() == 0 ? Flaw.ALWAYS_REACHED : null;
            if (flaw != null) {
                findings.add(flaw.at(
                        Place.of(source.apply(row), "threshold percent", ruleset),
                        "comparison",
                        orMore ? new Text("at least", "至少为") : new Text("more than", "超过"),
                        "percent",
                        percent.apply(row).toPlainString()));
            }
        }
    }

    private boolean isNamed(String key) {
        return rules.contains("\"" + key + "\"");
    }

    private <R> void withoutRule(Class<R> type, Function<R, String> provision, Function<R, Source> source) {
        for (R row : ruleset.rows(type)) {
            if (!isNamed(provision.apply(row))) {
                findings.add(Flaw.NO_RULE.at(
                        Place.of(source.apply(row), "provision", ruleset), "key", provision.apply(row)));
            }
        }
    }

    /** A list matters where a rule names it or a share counts its items. */
    private void itemLists() {
        Set<String> counted = ruleset.rows(ShareNumerator.class).stream()
                .map(ShareNumerator::list)
                .collect(Collectors.toSet());
        for (ItemList list : ruleset.rows(ItemList.class)) {
            if (!isNamed(list.key()) && !counted.contains(list.key())) {
                findings.add(Flaw.NO_RULE.at(Place.of(list.source()), "key", list.key()));
            }
        }
    }

    private void rulesWithoutRow() {
        Map<String, Set<String>> keys = new HashMap<>();
        keys.put("Provisions", keys(Provision.class, Provision::key));
        keys.put("Territories", keys(TerritoryRow.class, TerritoryRow::territory));
        keys.put("Item lists", keys(ItemList.class, ItemList::key));
        Matcher names = RULE.matcher(rules);
        List<Integer> starts = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        while (names.find()) {
            starts.add(names.start());
            titles.add(names.group(1));
        }
        Matcher named = NAMED.matcher(rules);
        while (named.find()) {
            String sheet =
                    switch (named.group(1)) {
                        case "Provision" -> "Provisions";
                        case "Territory" -> "Territories";
                        default -> "Item lists";
                    };
            if (!keys.get(sheet).contains(named.group(2))) {
                int rule = 0;
                while (rule + 1 < starts.size() && starts.get(rule + 1) < named.start()) {
                    rule++;
                }
                findings.add(Flaw.RULE_WITHOUT_ROW.at(
                        null, "rule", titles.isEmpty() ? "" : titles.get(rule), "key", named.group(2), "sheet", sheet));
            }
        }
    }

    private <R> Set<String> keys(Class<R> type, Function<R, String> key) {
        return ruleset.rows(type).stream().map(key).collect(Collectors.toSet());
    }

    private void questions() {
        Set<String> asked = new HashSet<>();
        for (Object row : ruleset.tables().rows()) {
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                if (component.getType() == Guard.class) {
                    try {
                        asked.addAll(((Guard) component.getAccessor().invoke(row)).questions());
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        for (OpenQuestion question : ruleset.rows(OpenQuestion.class)) {
            if (!asked.contains(question.key()) && !isNamed(question.key())) {
                findings.add(Flaw.UNUSED_QUESTION.at(Place.of(question.source()), "question", question.key()));
            }
        }
    }
}
