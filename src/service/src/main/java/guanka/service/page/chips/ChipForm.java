package guanka.service.page.chips;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.page.Visit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a person enters of a chip and of who gets it, as the address of the page holds it. */
public final class ChipForm {

    /** A bit length, with the name of its field. */
    public record Rate(int bits, String name) {}

    /** Bit lengths that makers state; others go through the shipment form. */
    private static final List<Integer> BITS = List.of(4, 8, 16, 32);

    private static final List<String> FIGURES = List.of("areaFrom", "areaTo", "memory", "io");
    private static final int LENGTH_MAX = 24;
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> wrong = new TreeSet<>();

    ChipForm(Visit visit, String today) {
        List<String> names =
                new ArrayList<>(List.of("name", "datacenter", "from", "to", "headquarters", "parent", "only"));
        BITS.forEach(bits -> names.add("r" + bits));
        names.addAll(FIGURES);
        for (String name : names) {
            String value = visit.parameter(name);
            given.put(
                    name,
                    value == null
                            ? ""
                            : value.strip().substring(0, Math.min(value.strip().length(), 80)));
        }
        String day = visit.parameter("day");
        given.put("day", day == null || day.isBlank() ? today : day.strip());
        check();
    }

    private void check() {
        for (String name : given.keySet()) {
            boolean figure = name.matches("r[0-9]+") || FIGURES.contains(name);
            if (figure && !of(name).isEmpty() && figure(name) == null) {
                wrong.add(name);
            }
        }
        if (day() == null) {
            wrong.add("day");
        }
        if (figure("areaFrom") != null
                && figure("areaTo") != null
                && figure("areaFrom").compareTo(figure("areaTo")) > 0) {
            wrong.add("areaTo");
        }
    }

    /** What was entered in a field; an empty text where nothing was. */
    public String of(String name) {
        return given.getOrDefault(name, "");
    }

    public boolean isWrong(String name) {
        return wrong.contains(name);
    }

    public boolean isUsable() {
        return wrong.isEmpty()
                && (BITS.stream().anyMatch(bits -> !of("r" + bits).isEmpty()));
    }

    boolean hasMistakes() {
        return !wrong.isEmpty();
    }

    public List<Rate> rates() {
        return BITS.stream().map(bits -> new Rate(bits, "r" + bits)).toList();
    }

    LocalDate day() {
        try {
            return LocalDate.parse(of("day"));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A figure that is not negative; null where nothing, or no such figure, was entered. */
    private BigDecimal figure(String name) {
        String text = of(name).replace(",", "");
        return text.length() <= LENGTH_MAX && text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : null;
    }

    private static Object bounds(BigDecimal least, BigDecimal most) {
        if (least != null && most != null && least.compareTo(most) == 0) {
            return least.toPlainString();
        }
        Map<String, String> bounds = new LinkedHashMap<>();
        if (least != null) {
            bounds.put("atLeast", least.toPlainString());
        }
        if (most != null) {
            bounds.put("atMost", most.toPlainString());
        }
        return bounds.isEmpty() ? null : bounds;
    }

    private Map<String, Object> computing() {
        Map<String, Object> computing = new LinkedHashMap<>();
        List<Map<String, Object>> rates = new ArrayList<>();
        for (int bits : BITS) {
            if (figure("r" + bits) != null) {
                rates.add(Map.of("bits", bits, "tops", figure("r" + bits).toPlainString()));
            }
        }
        put(computing, "rates", rates);
        put(computing, "applicableDieAreaMm2", bounds(figure("areaFrom"), figure("areaTo")));
        put(computing, "designedOrMarketedForDatacenters", said("datacenter"));
        put(computing, "memoryBandwidthGBs", bounds(figure("memory"), figure("memory")));
        put(computing, "ioBandwidthGBs", bounds(figure("io"), figure("io")));
        return computing;
    }

    private Boolean said(String name) {
        return of(name).equals(YES) ? Boolean.TRUE : of(name).equals(NO) ? Boolean.FALSE : null;
    }

    /** Whether the caller says that no other entry of the list describes the item. */
    boolean isOnlyAChip() {
        return of("only").equals(YES);
    }

    /** @param codes under which it is stated to fall, or an empty list where nobody says */
    byte[] shipment(String jurisdiction, List<String> codes) {
        Map<String, Object> shipment = new LinkedHashMap<>();
        shipment.put("exportDate", of("day"));
        shipment.put("exportFrom", of("from"));
        shipment.put("destination", of("to"));
        shipment.put("jurisdictions", List.of(jurisdiction));
        Map<String, Object> buyer = new LinkedHashMap<>();
        buyer.put("id", "buyer");
        buyer.put("roles", List.of("CONSIGNEE", "END_USER"));
        put(buyer, "country", of("to"));
        put(buyer, "headquarters", of("headquarters"));
        put(buyer, "parentHeadquarters", of("parent"));
        shipment.put("parties", List.of(buyer));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", of("name").isEmpty() ? "1" : of("name"));
        put(line, "controlCodes", codes);
        line.put("computing", computing());
        shipment.put("lines", List.of(line));
        try {
            return JSON.writeValueAsBytes(shipment);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the form cannot be written", e);
        }
    }

    private static void put(Map<String, Object> to, String name, Object value) {
        if (value != null && !"".equals(value) && !List.of().equals(value)) {
            to.put(name, value);
        }
    }
}
