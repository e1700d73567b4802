package guanka.engine;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Companies without names that all hold each other at shares that nobody knows: the dearest shipment of its length. */
public final class Circle {

    private Circle() {}

    /** A shipment of one line to them, in JSON. */
    public static String of(int companies) {
        return of(companies, 1);
    }

    /** A shipment to them, in JSON. */
    public static String of(int companies, int lines) {
        String parties = listed(
                companies,
                i -> "{\"id\":\"p" + i + "\",\"roles\":[\"" + (i == 0 ? "END_USER" : "INTERMEDIATE_CONSIGNEE")
                        + "\"]}");
        String holdings = IntStream.range(0, companies)
                .boxed()
                .flatMap(owner -> IntStream.range(0, companies)
                        .filter(owned -> owned != owner)
                        .mapToObj(owned -> "{\"owner\":\"p" + owner + "\",\"owned\":\"p" + owned + "\"}"))
                .collect(Collectors.joining(","));
        return "{\"exportDate\":\"2025-10-20\",\"exportFrom\":\"JP\",\"destination\":\"DE\",\"movement\":\"REEXPORT\",\"parties\":["
                + parties + "],\"ownership\":[" + holdings + "],\"lines\":["
                + listed(lines, i -> "{\"id\":\"" + i + "\",\"controlCodes\":[\"1C905.a.4\"]}") + "]}";
    }

    private static String listed(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(","));
    }
}
