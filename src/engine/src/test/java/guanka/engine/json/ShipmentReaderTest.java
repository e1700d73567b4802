package guanka.engine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.Content;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Money;
import guanka.facts.Party;
import guanka.facts.Shipment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShipmentReaderTest {

    @Test
    @DisplayName("what a caller leaves out is unknown, at the place where it would stand")
    void absentIsUnknown() {
        Shipment shipment = Draft.smallest().read();

        assertEquals(Known.unknown("/usNexus"), shipment.usNexus());
        assertEquals(Known.unknown("/ownership"), shipment.ownership());
        assertEquals(Known.unknown("/endUse/purposes"), shipment.endUse().purposes());
        assertEquals(Known.unknown("/endUse/logicNodeNm"), shipment.endUse().logicNodeNm());
        assertEquals(Known.unknown("/endUse/memoryLayers"), shipment.endUse().memoryLayers());
        assertEquals(List.of(), shipment.parties());
        assertEquals("EXPORT", shipment.movement());
        assertEquals(Map.of(), shipment.readings());
        assertNull(shipment.jurisdictions());
        assertNull(shipment.reference());
        Line line = shipment.lines().get(0);
        assertEquals("GOODS", line.kind());
        assertEquals(List.of(), line.declaredShares());
        for (Known<?> fact : List.of(
                line.codes(),
                line.hsCode(),
                line.form(),
                line.origin(),
                line.value(),
                line.content(),
                line.technologies(),
                line.subjectToEar(),
                line.publicDomain())) {
            assertFalse(fact.isKnown(), fact.pointer());
            assertTrue(fact.pointer().startsWith("/lines/0/"), fact.pointer());
        }
        assertEquals("/lines/0/controlCodes", line.codes().pointer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usNexus",
                "/ownership",
                "/endUse",
                "/parties",
                "/readings",
                "/jurisdictions",
                "/contractDate",
                "/movement",
                "/lines/0/controlCodes",
                "/lines/0/origin",
                "/lines/0/value",
                "/lines/0/content",
                "/lines/0/technologies",
                "/lines/0/form",
                "/lines/0/kind",
                "/lines/0/declaredShares"
            })
    @DisplayName("null says no more than leaving the fact out")
    void nullIsAbsent(String pointer) {
        Shipment without = Draft.smallest().read();
        Shipment with = Draft.smallest().with(pointer, "null").read();

        assertEquals(facts(without), facts(with));
        assertEquals(facts(without.lines().get(0)), facts(with.lines().get(0)));
    }

    private static List<Object> facts(Shipment shipment) {
        return Arrays.asList(
                shipment.reference(),
                shipment.exportDate(),
                shipment.exportFrom(),
                shipment.destination(),
                shipment.movement(),
                shipment.usNexus(),
                shipment.parties(),
                shipment.ownership(),
                shipment.endUse(),
                shipment.readings(),
                shipment.jurisdictions());
    }

    private static List<Object> facts(Line line) {
        return List.of(
                line.id(),
                line.kind(),
                line.codes(),
                line.hsCode(),
                line.form(),
                line.origin(),
                line.value(),
                line.content(),
                line.declaredShares(),
                line.technologies(),
                line.subjectToEar(),
                line.publicDomain());
    }

    @Test
    @DisplayName(
            "an empty list of codes, content, technologies or owners is knowledge; an empty list of roles or purposes is not")
    void emptyLists() {
        Shipment shipment = Draft.full()
                .with("/lines/0/controlCodes", "[]")
                .with("/lines/0/content", "[]")
                .with("/lines/0/technologies", "[]")
                .with("/ownership", "[]")
                .with("/parties/0/roles", "[]")
                .with("/endUse/purposes", "[]")
                .with("/jurisdictions", "[]")
                .read();

        assertEquals(List.of(), shipment.lines().get(0).codes().value());
        assertEquals(List.of(), shipment.lines().get(0).content().value());
        assertEquals(List.of(), shipment.lines().get(0).technologies().value());
        assertEquals(List.of(), shipment.ownership().value());
        assertEquals(
                Known.unknown("/parties/0/roles"), shipment.parties().get(0).roles());
        assertEquals(Known.unknown("/endUse/purposes"), shipment.endUse().purposes());
        assertNull(shipment.jurisdictions(), "no jurisdiction named is no wish for a verdict of none");
    }

    @Test
    @DisplayName("every fact of a full shipment arrives")
    void fullShipment() {
        Shipment shipment = Draft.full().read();

        assertEquals("R-1", shipment.reference());
        assertEquals(new Known<>("JP", "/exportFrom"), shipment.exportFrom());
        assertEquals("REEXPORT", shipment.movement());
        assertEquals(Map.of("Q/1", "mild"), shipment.readings());
        assertEquals(List.of("AA"), shipment.jurisdictions());
        Party party = shipment.parties().get(0);
        assertEquals(List.of("CONSIGNEE", "END_USER"), party.roles().value());
        assertEquals("b", party.branchOf());
        assertEquals(Map.of("lei", "X"), party.identifiers());
        assertEquals(new Known<>(false, "/parties/0/military"), party.military());
        assertEquals(List.of("LIST_A"), party.listedOn());
        assertEquals(Integer.valueOf(256), shipment.endUse().memoryLayers().value());
        Line line = shipment.lines().get(0);
        assertEquals(new Money(new BigDecimal("1000.00"), "EUR"), line.value().value());
        assertEquals(new BigDecimal("0.1"), line.declaredShares().get(0).percent());
        Content alloy = line.content().value().get(0);
        assertEquals("/lines/0/content/0", alloy.pointer());
        assertEquals(
                "/lines/0/content/0/content/0/value",
                alloy.content().value().get(0).value().pointer());
    }

    @Test
    @DisplayName("a share is exact, a band or anything")
    void shares() {
        List<Holding> holdings = Draft.full().read().ownership().value();

        assertEquals(
                new Holding(
                        "b",
                        "a",
                        "/ownership/0/percent",
                        new BigDecimal("60.5"),
                        false,
                        new BigDecimal("60.5"),
                        false,
                        "SHAREHOLDING",
                        LocalDate.of(2020, 1, 1),
                        LocalDate.of(2026, 1, 1)),
                holdings.get(0));
        assertEquals(
                new Holding(
                        "c",
                        "a",
                        "/ownership/1/percent",
                        new BigDecimal("25"),
                        true,
                        new BigDecimal("30"),
                        false,
                        "SHAREHOLDING",
                        null,
                        null),
                holdings.get(1));
        assertEquals(
                new Holding(
                        "c",
                        "b",
                        "/ownership/2/percent",
                        BigDecimal.ZERO,
                        false,
                        BigDecimal.valueOf(100),
                        false,
                        "SHAREHOLDING",
                        null,
                        null),
                holdings.get(2));
    }

    @Test
    @DisplayName("a share that is given twice counts once, on the days of both")
    void sameShareTwice() {
        List<Holding> holdings =
                Draft.full().with("/ownership", """
                [{'owner':'b','owned':'a','percent':'60','from':'2024-01-01','until':'2024-12-31'},
                 {'owner':'c','owned':'a','percent':1},
                 {'owner':'b','owned':'a','percent':'60.0','from':'2020-01-01','until':'2024-06-30'},
                 {'owner':'b','owned':'a','percent':60,'from':'2025-01-01'}]""").read().ownership().value();

        assertEquals(
                List.of("/ownership/0/percent", "/ownership/1/percent", "/ownership/3/percent"),
                holdings.stream().map(Holding::pointer).toList());
        assertEquals(LocalDate.of(2020, 1, 1), holdings.get(0).from());
        assertEquals(LocalDate.of(2024, 12, 31), holdings.get(0).until());
    }

    @Test
    @DisplayName("a day is a day everywhere; an instant is read in each zone")
    void exportDates() {
        assertEquals(
                LocalDate.of(2025, 12, 1), Draft.smallest().read().exportDate().in(ZoneId.of("Asia/Shanghai")));
        var instant = Draft.smallest()
                .with("/exportDate", "'2025-12-01T20:00:00Z'")
                .read()
                .exportDate();
        assertEquals(LocalDate.of(2025, 12, 2), instant.in(ZoneId.of("Asia/Shanghai")));
        assertEquals(LocalDate.of(2025, 12, 1), instant.in(ZoneId.of("America/New_York")));
        assertEquals("2025-12-01T20:00:00Z", instant.given());
    }

    @ParameterizedTest(name = "{0} := {1} -> {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /exportDate            | null                  | /exportDate            | missing-fact
            /exportDate            | '2025-02-29'          | /exportDate            | bad-export-date
            /exportDate            | '2025-2-9'            | /exportDate            | bad-export-date
            /exportDate            | 20251201              | /exportDate            | wrong-type
            /exportDate            | '2025-12-01T10:00:00' | /exportDate            | no-offset
            /exportDate            | '+12025-12-01'        | /exportDate            | bad-export-date
            /contractDate          | '2025-13-01'          | /contractDate          | bad-date
            /contractDate          | '2025-12-01T10:00Z'   | /contractDate          | bad-date
            /exportFrom            | 'jp'                  | /exportFrom            | bad-country
            /destination           | 'DEU'                 | /destination           | bad-country
            /destination           | null                  | /destination           | missing-fact
            /movement              | 'EXPROT'              | /movement              | unknown-code
            /usNexus               | 'true'                | /usNexus               | wrong-type
            /reference             | 5                     | /reference             | wrong-type
            /reference             | 'a\\u0007'            | /reference             | control-character
            /colour                | 'red'                 | /colour                | unknown-property
            /a~1b~0c               | 1                     | /a~1b~0c               | unknown-property
            /parties/0/id          | null                  | /parties/0/id          | missing-fact
            /parties/1/id          | 'a'                   | /parties/1/id          | duplicate-id
            /parties/2/id          | 'c\\u0000'            | /parties/2/id          | control-character
            /parties/0/roles/1     | 'ENDUSER'             | /parties/0/roles/1     | unknown-code
            /parties/0/roles/1     | null                  | /parties/0/roles/1     | wrong-type
            /parties/0/country     | 'D1'                  | /parties/0/country     | bad-country
            /parties/0/listedOn/0  | 'LIST_C'              | /parties/0/listedOn/0  | unknown-code
            /parties/0/branchOf    | 'x'                   | /parties/0/branchOf    | unknown-party
            /parties/0/branchOf    | 'a'                   | /parties/0/branchOf    | branch-loop
            /parties/1/branchOf    | 'a'                   | /parties/0/branchOf    | branch-loop
            /parties/0/military    | 1                     | /parties/0/military    | wrong-type
            /parties/0/identifiers/lei | 7                 | /parties/0/identifiers/lei | wrong-type
            /parties/0/email       | 'x'                   | /parties/0/email       | unknown-property
            /parties               | {}                    | /parties               | wrong-type
            /ownership/0/owner     | 'x'                   | /ownership/0/owner     | unknown-party
            /ownership/0/owned     | null                  | /ownership/0/owned     | missing-fact
            /ownership/0/percent   | 101                   | /ownership/0/percent   | out-of-range
            /ownership/0/percent   | '-0.1'                | /ownership/0/percent   | out-of-range
            /ownership/0/percent   | '60 %'                | /ownership/0/percent   | bad-decimal
            /ownership/0/percent   | '60,5'                | /ownership/0/percent   | bad-decimal
            /ownership/0/percent   | 1e999999999           | /ownership/0/percent   | too-many-digits
            /ownership/0/percent   | '1e99999999999999999' | /ownership/0/percent   | too-many-digits
            /ownership/0/percent   | true                  | /ownership/0/percent   | wrong-type
            /ownership/0/percentAtLeast | 5                | /ownership/0/percent   | percent-and-band
            /ownership/1/percentAtLeast | 5                | /ownership/1/percentMoreThan | two-ends
            /ownership/1/percentLessThan | 5               | /ownership/1/percentLessThan | two-ends
            /ownership/1/percentAtMost | 20                | /ownership/1/percentMoreThan | empty-band
            /ownership/1/percentAtMost | 25                | /ownership/1/percentMoreThan | empty-band
            /ownership/1/percentMoreThan | 100             | /ownership/1/percentMoreThan | empty-band
            /ownership/1/percentMoreThan | 'x'             | /ownership/1/percentMoreThan | bad-decimal
            /ownership/0/until     | '2019-12-31'          | /ownership/0/until     | dates-crossed
            /ownership/0/interest  | 'SHARES'              | /ownership/0/interest  | unknown-code
            /ownership/2/percent   | '39.6'                | ''                     | ''
            /ownership/3           | {'owner':'b','owned':'a','percent':61} | /ownership/3/percent | two-shares
            /ownership/3           | {'owner':'b','owned':'a'} | /ownership/3/percent | two-shares
            /ownership/1/percentAtMost | 100               | ''                     | ''
            /ownership/1/percentMoreThan | '39.5'          | /ownership/1/percentMoreThan | more-than-all
            /endUse/purposes/0     | 'CIVILIAN'            | /endUse/purposes/0     | unknown-code
            /endUse/logicNodeNm    | -1                    | /endUse/logicNodeNm    | below-zero
            /endUse/memoryLayers   | 1.5                   | /endUse/memoryLayers   | wrong-type
            /endUse/memoryLayers   | '128'                 | /endUse/memoryLayers   | wrong-type
            /endUse/memoryLayers   | 99999999999           | /endUse/memoryLayers   | out-of-range
            /endUse                | []                    | /endUse                | wrong-type
            /lines                 | []                    | /lines                 | too-few
            /lines                 | null                  | /lines                 | missing-fact
            /lines/0               | 7                     | /lines/0               | wrong-type
            /lines/1               | {'id':'1'}            | /lines/1/id            | duplicate-id
            /lines/0/kind          | 'GOOD'                | /lines/0/kind          | unknown-code
            /lines/0/hsCode        | '8505.11'             | /lines/0/hsCode        | bad-hs-code
            /lines/0/hsCode        | '850'                 | /lines/0/hsCode        | bad-hs-code
            /lines/0/form          | 'magnet'              | /lines/0/form          | unknown-code
            /lines/0/origin        | ''                    | /lines/0/origin        | bad-country
            /lines/0/value/amount  | '-1'                  | /lines/0/value/amount  | below-zero
            /lines/0/value/currency| 'eur'                 | /lines/0/value/currency| bad-currency
            /lines/0/value/currency| 'USD'                 | /lines/0/content/0/value/currency | mixed-currency
            /lines/0/content/0/content/0/value/currency | 'USD' | /lines/0/content/0/content/0/value/currency | mixed-currency
            /lines/0/content/0/kind| 'GOODS'               | /lines/0/content/0/kind| unknown-property
            /lines/0/controlCodes/0| 1                     | /lines/0/controlCodes/0| wrong-type
            /lines/0/declaredShares/0/percent | 100.1      | /lines/0/declaredShares/0/percent | out-of-range
            /lines/0/declaredShares/0/provision | null     | /lines/0/declaredShares/0/provision | missing-fact
            /lines/0/technologies/0/activity | 'MINNING'   | /lines/0/technologies/0/activity | unknown-code
            /readings/Q~11         | 'middle'              | /readings/Q~11         | unknown-reading
            /readings/Q2           | 'mild'                | /readings/Q2           | unknown-question
            /jurisdictions/0       | 'CC'                  | /jurisdictions/0       | unknown-jurisdiction
            """)
    void oneFactWrong(String pointer, String value, String where, String code) {
        List<String> mistakes = Draft.full().with(pointer, value).mistakes();

        String quotes = "''";
        if (where.equals(quotes)) {
            assertEquals(List.of(), mistakes);
        } else {
            assertTrue(
                    mistakes.contains(where + " " + code),
                    () -> "expected " + where + " " + code + ", got " + mistakes);
        }
    }

    @Test
    @DisplayName("all mistakes come at once, each with its place")
    void allAtOnce() {
        List<String> mistakes = Draft.full()
                .with("/destination", "'de'")
                .with("/endUse/purposes/0", "'PEACE'")
                .with("/ownership/0/owner", "'nobody'")
                .with("/ownership/0/percent", "101")
                .with("/lines/0/hsCode", "'x'")
                .with("/lines/0/wieght", "1")
                .without("/exportFrom")
                .mistakes();

        assertEquals(
                List.of(
                        "/exportFrom missing-fact",
                        "/destination bad-country",
                        "/ownership/0/owner unknown-party",
                        "/ownership/0/percent out-of-range",
                        "/endUse/purposes/0 unknown-code",
                        "/lines/0/wieght unknown-property",
                        "/lines/0/hsCode bad-hs-code"),
                mistakes);
    }

    @Test
    @DisplayName("a message names what was found and what was probably meant, in both languages")
    void messages() {
        FactMistake mistake = Draft.full().with("/lines/0/form", "'MAGNETT'").firstMistake();

        assertEquals(
                "`MAGNETT` is not a code of `forms`; did you mean `MAGNET`?",
                mistake.message().en());
        assertEquals(
                "`MAGNETT` 不是词表 `forms` 中的代码；是否为 `MAGNET`？", mistake.message().zh());
        assertEquals(
                "`usnexus` is not a property here; did you mean `usNexus`?",
                Draft.full().with("/usnexus", "true").firstMistake().message().en());
        assertEquals(
                "`de` is not a country; write the two capital letters of ISO 3166-1; did you mean `DE`?",
                Draft.full()
                        .with("/destination", "'de'")
                        .firstMistake()
                        .message()
                        .en());
    }

    @Test
    @DisplayName("what a caller sent is shown short and cannot fill in other parts of the sentence")
    void hostileTextInMessages() {
        String message = Draft.full()
                .with("/lines/0/form", "'{nearest}{vocabulary}\\n" + "x".repeat(500) + "'")
                .firstMistake()
                .message()
                .en();

        assertTrue(message.startsWith("`{nearest}{vocabulary}\uFFFDxx"), message);
        assertTrue(message.length() < 200, message);
    }

    @Test
    @DisplayName("two hundred mistakes are told, the rest is counted")
    void boundedMistakes() {
        String lines = IntStream.range(0, 1000)
                .mapToObj(i -> "{'id':'" + i + "','origin':'x'}")
                .collect(Collectors.joining(",", "[", "]"));

        RefusedShipment refused = assertThrows(
                RefusedShipment.class,
                () -> Draft.smallest().with("/lines", lines).read());

        assertEquals(200, refused.mistakes().size());
        assertEquals(800, refused.beyond());
        assertTrue(refused.getMessage().endsWith("and 995 more"), refused.getMessage());
    }

    @Test
    @DisplayName("a bill of materials may be 32 levels deep and no deeper")
    void depth() {
        assertEquals(
                List.of(),
                Draft.smallest().with("/lines/0/content", nested(32, "[]")).mistakes());
        assertEquals(
                List.of("/lines/0" + "/content/0".repeat(32) + "/content too-deep"),
                Draft.smallest().with("/lines/0/content", nested(32, "[{}]")).mistakes());
    }

    private static String nested(int levels, String inside) {
        return "[{'content':".repeat(levels) + inside + "}]".repeat(levels);
    }

    @Test
    @DisplayName("10,000 components may be given in all lines together and no more")
    void components() {
        String half = IntStream.range(0, 5_000).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
        Draft draft = Draft.smallest()
                .with("/lines", "[{'id':'1','content':" + half + "},{'id':'2','content':" + half + "}]");
        assertEquals(List.of(), draft.mistakes());
        assertEquals(
                List.of("/lines/2/content/0 too-many-components"),
                draft.with("/lines/2", "{'id':'3','content':[{}]}").mistakes());
    }

    @Test
    @DisplayName("sizes of the contract: the last that is allowed and the first that is not")
    void sizes() {
        assertEquals(List.of(), Draft.smallest().with("/reference", text(128)).mistakes());
        assertEquals(
                List.of("/reference too-long"),
                Draft.smallest().with("/reference", text(129)).mistakes());
        assertEquals(
                List.of(),
                Draft.smallest()
                        .with("/reference", "'" + "𠀀".repeat(128) + "'")
                        .mistakes(),
                "characters are counted, not units");
        assertEquals(
                List.of(),
                Draft.smallest().with("/lines/0/description", text(4000)).mistakes());
        assertEquals(
                List.of("/lines/0/description too-long"),
                Draft.smallest().with("/lines/0/description", text(4001)).mistakes());
        assertEquals(
                List.of(),
                Draft.smallest().with("/parties", many(1000, "{'id':'%d'}")).mistakes());
        assertEquals(
                List.of("/parties too-many"),
                Draft.smallest().with("/parties", many(1001, "{'id':'%d'}")).mistakes());
        assertEquals(
                List.of("/parties/0/aliases too-many"),
                Draft.full().with("/parties/0/aliases", many(101, "'%d'")).mistakes());
        assertEquals(
                List.of("/ownership too-many"),
                Draft.full().with("/ownership", many(10_001, "{}")).mistakes());
    }

    private static String text(int length) {
        return "'" + "x".repeat(length) + "'";
    }

    private static String many(int count, String each) {
        return IntStream.range(0, count).mapToObj(i -> each.formatted(i)).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    @DisplayName("what is held on the export date is summed, in the day of each jurisdiction")
    void sumsOnTheDay() {
        String shares =
                "[{'owner':'b','owned':'a','percent':60,'until':'2025-12-01'},{'owner':'c','owned':'a','percent':60,'from':'2025-12-02'}]";

        assertEquals(List.of(), Draft.full().with("/ownership", shares).mistakes());
        assertEquals(
                List.of("/ownership/1/percent more-than-all"),
                Draft.full()
                        .with("/ownership", shares.replace("2025-12-02", "2025-12-01"))
                        .mistakes());
        assertEquals(
                List.of("/ownership/1/percent more-than-all"),
                Draft.full()
                        .with("/exportDate", "'2025-12-01T23:00:00Z'")
                        .with("/ownership", shares.replace("2025-12-01", "2025-12-02"))
                        .mistakes(),
                "it is the second in one of the zones");
        assertEquals(
                List.of(),
                Draft.full()
                        .with(
                                "/ownership",
                                shares.replace("2025-12-02", "2025-12-01")
                                        .replace("}]", ",'interest':'VOTING_RIGHTS'}]"))
                        .mistakes());
    }

    @Test
    @DisplayName("shares of one pair may differ on different days and for different interests")
    void twoShares() {
        String shares =
                "[{'owner':'b','owned':'a','percent':10,'until':'2024-12-31'},{'owner':'b','owned':'a','percent':20,'from':'%s'},"
                        + "{'owner':'b','owned':'a','percent':30,'interest':'VOTING_RIGHTS'}]";

        assertEquals(
                List.of(),
                Draft.full().with("/ownership", shares.formatted("2025-01-01")).mistakes());
        assertEquals(
                List.of("/ownership/1/percent two-shares"),
                Draft.full().with("/ownership", shares.formatted("2024-12-31")).mistakes());
    }

    @ParameterizedTest
    @CsvSource({
        "0.1",
        "0.10",
        "1234567890123456789012345678901234567890",
        "0.0000000000000000000000000000000000000001",
        "1e39",
        "00.5"
    })
    @DisplayName("every digit of a decimal arrives, as text and as number")
    void exactDecimals(String decimal) {
        assertEquals(new BigDecimal(decimal), amount("'" + decimal + "'"));
        if (!decimal.startsWith("00")) {
            assertEquals(new BigDecimal(decimal), amountOfNumber(decimal));
        }
    }

    private static BigDecimal amountOfNumber(String digits) {
        String json =
                new String(Draft.full().with("/lines/0/value/amount", "'HERE'").bytes(), StandardCharsets.UTF_8);
        return Draft.READER
                .read(json.replace("\"HERE\"", digits).getBytes(StandardCharsets.UTF_8))
                .lines()
                .get(0)
                .value()
                .value()
                .amount();
    }

    private static BigDecimal amount(String json) {
        return Draft.full()
                .with("/lines/0/value/amount", json)
                .read()
                .lines()
                .get(0)
                .value()
                .value()
                .amount();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'12345678901234567890123456789012345678901'",
                "'0.00000000000000000000000000000000000000001'",
                "'1e40'",
                "'1e-41'",
                "1e999999999",
                "-1e-999999999",
                "'0e999999999'"
            })
    @DisplayName("a decimal beyond 40 digits is refused before anything is calculated with it")
    void tooManyDigits(String json) {
        assertEquals(
                List.of("/lines/0/value/amount too-many-digits"),
                Draft.full().with("/lines/0/value/amount", json).mistakes());
    }

    @Test
    @DisplayName("a tree is read as its text is")
    void trees() {
        assertEquals(
                "R-1",
                Draft.READER
                        .read(Draft.tree(new String(Draft.full().bytes(), StandardCharsets.UTF_8)))
                        .reference());
    }
}
