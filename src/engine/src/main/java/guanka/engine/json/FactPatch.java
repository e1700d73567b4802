package guanka.engine.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts one value at a JSON Pointer of facts; what leads there is copied, all else is shared. */
final class FactPatch {

    private static final String BAND = "percent";
    private static final List<String> ENDS_OF_BAND =
            List.of("percentAtLeast", "percentMoreThan", "percentAtMost", "percentLessThan");

    private FactPatch() {}

    static Object of(Map<String, Object> facts, String pointer, Object value) {
        return at(facts, pointer.split("/", -1), 1, value);
    }

    private static Object at(Object in, String[] tokens, int depth, Object value) {
        String token = tokens[depth].replace("~1", "/").replace("~0", "~");
        boolean last = depth == tokens.length - 1;
        boolean ofList = token.equals("-") || in instanceof List<?>;
        if (ofList) {
            List<Object> list = new ArrayList<>(in instanceof List<?> given ? given : List.of());
            int index = token.equals("-") ? list.size() : Integer.parseInt(token);
            if (index > list.size() || !last && index == list.size()) {
                throw new IllegalArgumentException("nothing stands at " + String.join("/", tokens));
            }
            if (last && value == null) {
                list.remove(index);
            } else if (index == list.size()) {
                list.add(plain(value));
            } else {
                list.set(index, last ? plain(value) : at(list.get(index), tokens, depth + 1, value));
            }
            return list;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        if (in instanceof Map<?, ?> given) {
            given.forEach((name, fact) -> map.put((String) name, fact));
        }
        if (!last) {
            map.put(token, at(map.get(token), tokens, depth + 1, value));
        } else if (value == null) {
            map.remove(token);
        } else {
            if (token.equals(BAND)) {
                ENDS_OF_BAND.forEach(map::remove);
            }
            map.put(token, plain(value));
        }
        return map;
    }

    /** A value as it would come out of a JSON text. */
    private static Object plain(Object value) {
        if (value instanceof BigDecimal decimal) {
            return new Numeral(decimal.toPlainString());
        }
        if (value instanceof Integer whole) {
            return new Numeral(whole.toString());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FactPatch::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, fact) -> plain.put((String) name, plain(fact)));
            return plain;
        }
        return value;
    }
}
