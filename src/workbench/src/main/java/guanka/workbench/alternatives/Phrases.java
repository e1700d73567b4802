package guanka.workbench.alternatives;

import guanka.engine.decision.Decisions;
import guanka.facts.Determination;
import guanka.facts.Line;
import guanka.facts.Shipment;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts an alternative into words: the question for the fact, the answer to it and what it comes to, from the tables. */
final class Phrases {

    private static final Text DATE = new Text("Exported on {to}: {outcome}", "于{to}出口：{outcome}");
    private static final Text ANSWERED = new Text("{question} {to}: {outcome}", "{question}{to}：{outcome}");
    private static final Text WITHOUT = new Text("Without {from}: {outcome}", "如{from}不参与：{outcome}");
    private static final Text INSTEAD =
            new Text("With a party on no list in place of {from}: {outcome}", "如以不在任何名单上的主体代替{from}：{outcome}");
    private static final Text STATED = new Text(
            "If a supplier states a share of {to} for {provision}: {outcome}", "如供应商就{provision}声明比例为{to}：{outcome}");
    private static final Text AREA = new Text("With a die of {to} mm2: {outcome}", "如裸片面积为{to}平方毫米：{outcome}");
    private static final Text CLAIMED = new Text("Claimed under {to}: {outcome}", "援引{to}：{outcome}");
    private static final Text YES = new Text("Yes", "是");
    private static final Text NO = new Text("No", "否");
    private static final Text NONE = new Text("None", "无");
    private static final Text MILITARY = new Text("a military user", "军事用户");
    private static final Text NOT_MILITARY = new Text("no military user, on no list", "非军事用户且不在任何名单上");

    /** Where the codes of a fact get their text. */
    private static final Map<String, String> VOCABULARIES = Map.of(
            "purposes", "purposes", "form", "forms", "roles", "roles", "listedOn", "lists", "activity", "activities");

    private final Decisions decisions;
    private final Wanted wanted;

    Phrases(Decisions decisions, Wanted wanted) {
        this.decisions = decisions;
        this.wanted = wanted;
    }

    Text of(Candidate candidate, Determination then, Shipment shipment) {
        Text outcome = wanted.word("outcomes", then.outcome());
        if (then.reviewPolicy() != null) {
            Text policy = wanted.word("reviewPolicies", then.reviewPolicy());
            outcome = new Text(outcome.en() + ", " + policy.en(), outcome.zh() + "，" + policy.zh());
        }
        String fact = candidate.fact();
        Object to = candidate.to();
        Text sentence;
        if (fact.equals("/exportDate")) {
            sentence = DATE.with("to", (String) to);
        } else if (to == null) {
            sentence = WITHOUT.with("from", String.valueOf(candidate.from()));
        } else if (fact.startsWith("/parties/") && fact.indexOf('/', 9) < 0 && !fact.endsWith("-")) {
            sentence = INSTEAD.with("from", String.valueOf(candidate.from()));
        } else if (fact.endsWith("/claims")) {
            Map<?, ?> claim = (Map<?, ?>) ((List<?>) to).get(0);
            sentence = CLAIMED.with("to", String.valueOf(claim.get("provision")));
        } else if (fact.endsWith("/applicableDieAreaMm2")) {
            sentence = AREA.with("to", ((BigDecimal) to).toPlainString());
        } else if (fact.contains("/declaredShares/")) {
            sentence = stated(fact, to, shipment);
        } else {
            String asked = fact.replaceAll("/(-|amount)$", "");
            Text answer = fact.endsWith("/amount")
                    ? money((BigDecimal) to, Candidates.currency(line(fact, shipment)))
                    : value(asked, to);
            sentence = ANSWERED.with("question", decisions.question(asked, shipment))
                    .with("to", answer);
        }
        return sentence.with("outcome", outcome);
    }

    private static Text stated(String fact, Object to, Shipment shipment) {
        if (to instanceof Map<?, ?> share) {
            return STATED.with("to", percent(share.get("percent")))
                    .with("provision", String.valueOf(share.get("provision")));
        }
        int index = Integer.parseInt(fact.split("/")[4]);
        String provision = line(fact, shipment).declaredShares().get(index).provision();
        return STATED.with("to", percent(to)).with("provision", provision);
    }

    private static Line line(String fact, Shipment shipment) {
        return shipment.lines().get(Integer.parseInt(fact.split("/")[2]));
    }

    private static Text money(BigDecimal amount, String currency) {
        String text = amount.toPlainString() + " " + currency;
        return new Text(text, text);
    }

    private static String percent(Object value) {
        return ((BigDecimal) value).toPlainString() + "%";
    }

    private Text value(String fact, Object value) {
        String name = fact.substring(fact.lastIndexOf('/') + 1);
        if (value instanceof Boolean yes) {
            return yes ? YES : NO;
        }
        if (value instanceof BigDecimal decimal) {
            String text = name.equals("percent") ? percent(decimal) : decimal.toPlainString();
            return new Text(text, text);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? NONE
                    : joined(list.stream().map(v -> value(fact, v)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        String code = String.valueOf(value);
        return VOCABULARIES.containsKey(name) ? wanted.word(VOCABULARIES.get(name), code) : new Text(code, code);
    }

    private Text object(Map<?, ?> map) {
        if (map.containsKey("amount")) {
            return money((BigDecimal) map.get("amount"), (String) map.get("currency"));
        }
        List<Text> words = new ArrayList<>();
        map.forEach((key, value) -> {
            if (key.equals("military")) {
                words.add(Boolean.TRUE.equals(value) ? MILITARY : NOT_MILITARY);
            } else if (!key.equals("id") && !key.equals("notListed")) {
                words.add(value((String) key, value));
            }
        });
        return joined(words);
    }

    private static Text joined(List<Text> words) {
        return new Text(
                String.join(", ", words.stream().map(Text::en).toList()),
                String.join("、", words.stream().map(Text::zh).toList()));
    }
}
