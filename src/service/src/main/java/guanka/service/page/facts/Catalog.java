package guanka.service.page.facts;

import guanka.engine.decision.Pointers;
import guanka.facts.Assertions;
import java.util.HashMap;
import java.util.Map;

/** The facts that a person can enter, by the pattern of their pointer. A form can set no others. */
final class Catalog {

    /** @param vocabulary of which the codes are, or null */
    record Entry(FactKind kind, String vocabulary) {}

    private static final Entry ASSERTED = new Entry(FactKind.TRUTH, null);
    private static final Map<String, Entry> ENTRIES = new HashMap<>();

    static {
        put("/reference", FactKind.TEXT);
        put("/exportDate", FactKind.DATE);
        put("/exportFrom", FactKind.COUNTRY);
        put("/destination", FactKind.COUNTRY);
        put("/movement", FactKind.CODE, "movements");
        put("/usNexus", FactKind.TRUTH);
        put("/jurisdictions", FactKind.CODES, "jurisdictions");

        put(Assertions.POINTER, FactKind.ENTRIES);
        put("/assertions/*/provision", FactKind.TEXT);
        put("/assertions/*/applies", FactKind.TRUTH);
        put("/assertions/*/line", FactKind.TEXT);
        put("/assertions/*/party", FactKind.PARTY);
        put("/assertions/*/by", FactKind.TEXT);
        put("/assertions/*/reason", FactKind.TEXT);

        put("/parties", FactKind.ENTRIES);
        put("/parties/*/id", FactKind.TEXT);
        put("/parties/*/name", FactKind.TEXT);
        put("/parties/*/aliases", FactKind.LINES);
        put("/parties/*/country", FactKind.COUNTRY);
        put("/parties/*/roles", FactKind.CODES, "roles");
        put("/parties/*/military", FactKind.TRUTH);
        put("/parties/*/listedOn", FactKind.CODES, "lists");
        put("/parties/*/notListed", FactKind.TRUTH);
        put("/parties/*/branchOf", FactKind.PARTY);
        put("/parties/*/kind", FactKind.CODE, "partyKinds");
        put("/parties/*/address", FactKind.TEXT);
        put("/parties/*/headquarters", FactKind.COUNTRY);
        put("/parties/*/parentHeadquarters", FactKind.COUNTRY);
        put("/parties/*/notListedOn", FactKind.CODES, "lists");
        put("/parties/*/screenedOn", FactKind.DATE);
        put("/parties/*/clearedMatches", FactKind.ENTRIES);
        put("/parties/*/clearedMatches/*/entry", FactKind.TEXT);
        put("/parties/*/clearedMatches/*/reason", FactKind.TEXT);
        put("/parties/*/clearedMatches/*/by", FactKind.TEXT);

        put("/ownership", FactKind.ENTRIES);
        put("/ownership/*/owner", FactKind.PARTY);
        put("/ownership/*/owned", FactKind.PARTY);
        put("/ownership/*/percent", FactKind.DECIMAL);
        put("/ownership/*/percentAtLeast", FactKind.DECIMAL);
        put("/ownership/*/percentAtMost", FactKind.DECIMAL);
        put("/ownership/*/interest", FactKind.CODE, "interests");
        put("/ownership/*/from", FactKind.DATE);
        put("/ownership/*/until", FactKind.DATE);
        put("/ownership/*/source", FactKind.TEXT);

        put("/endUse/purposes", FactKind.CODES, "purposes");
        put("/endUse/logicNodeNm", FactKind.DECIMAL);
        put("/endUse/memoryLayers", FactKind.COUNT);
        put("/endUse/facilityCountry", FactKind.COUNTRY);

        put("/lines", FactKind.ENTRIES);
        put("/lines/*/id", FactKind.TEXT);
        put("/lines/*/kind", FactKind.CODE, "kinds");
        put("/lines/*/form", FactKind.CODE, "forms");
        put("/lines/*/hsCode", FactKind.TEXT);
        put("/lines/*/publicDomain", FactKind.TRUTH);
        put("/lines/*/subjectToEar", FactKind.TRUTH);
        put("/lines/*/directProductOfUsTechnology", FactKind.TRUTH);
        put("/lines/*/informedByAuthority", FactKind.TRUTH);
        put("/lines/*/quantity/amount", FactKind.DECIMAL);
        put("/lines/*/quantity/unit", FactKind.TEXT);
        put("/lines/*/claims", FactKind.ENTRIES);
        put("/lines/*/claims/*/provision", FactKind.CODE, Codes.EXCEPTIONS);
        put("/lines/*/claims/*/noticeDate", FactKind.DATE);
        put("/lines/*/claims/*/attests", FactKind.CODES, Codes.ATTESTATIONS);
        put("/lines/*/licenses", FactKind.ENTRIES);
        put("/lines/*/licenses/*/number", FactKind.TEXT);
        put("/lines/*/licenses/*/jurisdiction", FactKind.CODE, "jurisdictions");
        put("/lines/*/licenses/*/kind", FactKind.CODE, "licenseKinds");
        put("/lines/*/licenses/*/controlCodes", FactKind.LINES);
        put("/lines/*/licenses/*/destinations", FactKind.COUNTRIES);
        put("/lines/*/licenses/*/endUsers", FactKind.LINES);
        put("/lines/*/licenses/*/validFrom", FactKind.DATE);
        put("/lines/*/licenses/*/validUntil", FactKind.DATE);
        put("/lines/*/licenses/*/remaining/quantity/amount", FactKind.DECIMAL);
        put("/lines/*/licenses/*/remaining/quantity/unit", FactKind.TEXT);
        put("/lines/*/licenses/*/remaining/value", FactKind.MONEY);
        put("/lines/*/licenses/*/remaining/value/amount", FactKind.DECIMAL);
        put("/lines/*/licenses/*/remaining/value/currency", FactKind.TEXT);
        put("/lines/*/technologies", FactKind.ENTRIES);
        put("/lines/*/technologies/*/activity", FactKind.CODE, "activities");
        put("/lines/*/technologies/*/origin", FactKind.COUNTRY);
        for (String item : new String[] {"/lines/*", "/lines/*/content/*"}) {
            put(item + "/description", FactKind.TEXT);
            put(item + "/controlCodes", FactKind.CONTROL_CODES);
            put(item + "/controlCodes/*", FactKind.TEXT);
            put(item + "/origin", FactKind.COUNTRY);
            put(item + "/value", FactKind.MONEY);
            put(item + "/value/amount", FactKind.DECIMAL);
            put(item + "/value/currency", FactKind.TEXT);
            put(item + "/content", FactKind.ENTRIES);
        }
    }

    private Catalog() {}

    private static void put(String pattern, FactKind kind) {
        put(pattern, kind, null);
    }

    private static void put(String pattern, FactKind kind, String vocabulary) {
        ENTRIES.put(pattern, new Entry(kind, vocabulary));
    }

    /** How a fact is entered, or null where no form asks for it. */
    static Entry of(String pointer) {
        return Facts.assertedOf(pointer) == null ? ENTRIES.get(Pointers.pattern(pointer)) : ASSERTED;
    }
}
