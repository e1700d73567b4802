package guanka.engine.json;

import static guanka.engine.json.Fields.names;

import guanka.facts.ControlCode;
import guanka.facts.EndUse;
import guanka.facts.Known;
import guanka.facts.License;
import guanka.facts.Money;
import guanka.facts.Quantity;
import guanka.facts.TechnologyUsed;
import java.util.List;
import java.util.Set;

/** Names, sizes and vocabularies of the contract, with the kinds of facts that depend on the ruleset. */
final class FactKinds {

    static final Set<String> SHIPMENT = names(
            "reference",
            "exportDate",
            "contractDate",
            "exportFrom",
            "destination",
            "movement",
            "usNexus",
            "parties",
            "ownership",
            "endUse",
            "lines",
            "readings",
            "jurisdictions",
            "assertions",
            "references",
            "extensions",
            "clearances");
    static final Set<String> PARTY = names(
            "id",
            "roles",
            "name",
            "aliases",
            "country",
            "identifiers",
            "military",
            "listedOn",
            "notListed",
            "branchOf",
            "kind",
            "address",
            "headquarters",
            "parentHeadquarters",
            "notListedOn",
            "screenedOn",
            "clearedMatches");
    static final Set<String> CLEARED_MATCH = names("entry", "reason", "by");
    static final Set<String> STANDING_CLEARANCE =
            names("id", "entry", "content", "party", "reason", "askedBy", "approvedBy", "until");
    static final Set<String> CLEARED_PARTY = names("name", "aliases", "country", "kind", "address", "identifiers");
    static final Set<String> ASSERTION = names("provision", "applies", "line", "party", "by", "reason");
    static final Set<String> HOLDING = names(
            "owner",
            "owned",
            "percent",
            "percentAtLeast",
            "percentMoreThan",
            "percentAtMost",
            "percentLessThan",
            "interest",
            "from",
            "until",
            "source");
    static final Set<String> END_USE =
            names("purposes", "logicNodeNm", "memoryLayers", "description", "facilityCountry");
    static final Set<String> LINE = names(
            "id",
            "kind",
            "description",
            "controlCodes",
            "hsCode",
            "form",
            "origin",
            "value",
            "content",
            "declaredShares",
            "technologies",
            "subjectToEar",
            "publicDomain",
            "directProductOfUsTechnology",
            "informedByAuthority",
            "computing",
            "claims",
            "quantity",
            "licenses",
            "extensions");
    static final Set<String> LICENSE = names(
            "number",
            "jurisdiction",
            "kind",
            "controlCodes",
            "destinations",
            "endUsers",
            "validFrom",
            "validUntil",
            "remaining");
    static final Set<String> BALANCE = names("quantity", "value");
    static final Set<String> QUANTITY = names("amount", "unit");
    static final Set<String> CLAIM = names("provision", "noticeDate", "attests");
    static final Set<String> CONTENT = names("description", "controlCodes", "origin", "value", "content", "computing");
    static final Set<String> COMPUTING = names(
            "rates",
            "totalProcessingPerformance",
            "applicableDieAreaMm2",
            "nonPlanar",
            "performanceDensity",
            "designedOrMarketedForDatacenters",
            "memoryBandwidthGBs",
            "ioBandwidthGBs",
            "hbm",
            "approximatedTransistors");
    static final Set<String> RATE = names("bits", "tops", "sparse");
    static final Set<String> MEMORY = names("bandwidthGBs", "areaMm2", "copackagedWithProcessor");
    static final Set<String> BOUNDS = names("atLeast", "atMost");
    static final Set<String> MONEY = names("amount", "currency");
    static final Set<String> DECLARED_SHARE = names("provision", "percent", "statedBy");
    static final Set<String> TECHNOLOGY = names("activity", "origin");

    static final int ASSERTIONS_MAX = 100;
    static final int CLAIMS_MAX = 32;
    static final int LICENSES_MAX = 64;
    static final int CLEARED_MATCHES_MAX = 100;
    static final int PARTIES_MAX = 1_000;
    static final int LINES_BY_PARTIES_MAX = 10_000;
    static final int HOLDINGS_MAX = 10_000;
    static final int LINES_MAX = 1_000;
    static final int CONTENT_LEVELS_MAX = 32;
    static final int COMPONENTS_MAX = 10_000;
    static final int RATES_MAX = 64;
    static final int BITS_MAX = 256;

    static final Kind<String> REFERENCE = Kinds.id(128);
    static final int REFERENCES_MAX = 16;
    static final int EXTENSIONS_BYTES_MAX = 16 << 10;
    static final Kind<String> UNIT = Kinds.id(16);
    static final Kind<String> ID = Kinds.id(64);
    private static final Kind<String> NUMBER = Kinds.id(128);
    static final Kind<String> NAME = Kinds.text(512);
    static final Kind<String> DESCRIPTION = Kinds.text(4_000);
    static final Kind<List<String>> ALIASES = Kinds.list(NAME, 0, 100);
    private static final Kind<List<String>> COUNTRIES = Kinds.setUnlessEmpty(Kinds.COUNTRY);
    private static final Kind<List<String>> END_USERS = Kinds.setUnlessEmpty(NAME);
    static final Kind<String> PERSON_IN_CHARGE = Kinds.text(256);
    private static final int REASON_LEAST = 3;
    static final Kind<String> REASON = (given, pointer, mistakes) -> {
        String reason = Kinds.text(1_000).read(given, pointer, mistakes);
        return reason == null || reason.strip().length() >= REASON_LEAST
                ? reason
                : Kinds.refused(mistakes, pointer, Fault.NO_REASON, "least", REASON_LEAST);
    };
    static final Kind<String> PARTY_KIND =
            Kinds.code(names("ORGANISATION", "PERSON", "VESSEL", "AIRCRAFT"), "partyKinds");
    static final Kind<String> MOVEMENT =
            Kinds.code(names("EXPORT", "REEXPORT", "TRANSIT", "IN_COUNTRY_TRANSFER", "DEEMED_EXPORT"), "movements");
    static final Kind<String> LINE_KIND = Kinds.code(names("GOODS", "TECHNOLOGY", "SOFTWARE", "SERVICE"), "kinds");
    static final Kind<List<String>> ROLES = Kinds.setUnlessEmpty(Kinds.code(
            names(
                    "EXPORTER",
                    "CONSIGNEE",
                    "INTERMEDIATE_CONSIGNEE",
                    "PURCHASER",
                    "END_USER",
                    "OWNER",
                    "SERVICE_PROVIDER"),
            "roles"));
    static final Kind<Money> MONEY_NOT_BELOW_ZERO = FactKinds::money;
    static final Kind<Quantity> QUANTITY_NOT_BELOW_ZERO = FactKinds::quantity;
    private static final Kind<License.Balance> BALANCE_LEFT = FactKinds::balance;

    final Kind<List<String>> listedOn;
    final Kind<List<ControlCode>> controlCodes;
    final Kind<String> unmodelled;
    final Kind<String> claimable;
    final Kind<List<String>> attests;
    final Kind<License> license;
    final Kind<String> interest;
    final Kind<String> form;
    final Kind<List<String>> jurisdictions;
    final Kind<List<TechnologyUsed>> technologies;
    final Kind<EndUse> endUse;

    private final Kind<String> activity;
    private final Kind<String> licenseKind;
    private final Kind<List<ControlCode>> licensedCodes;
    private final Kind<String> jurisdiction;
    private final Kind<List<String>> purposes;

    FactKinds(Codes codes) {
        listedOn = Kinds.set(Kinds.code(codes.lists(), "lists"));
        controlCodes = Kinds.set(new ControlCodeKind(codes));
        licensedCodes = Kinds.setUnlessEmpty(new ControlCodeKind(codes));
        unmodelled = Kinds.known(codes.unmodelled(), Fault.NOT_ASSERTABLE, null);
        claimable = Kinds.known(codes.claimable(), Fault.NOT_CLAIMABLE, null);
        attests = Kinds.set(Kinds.code(codes.attestations(), "attestations"));
        interest = Kinds.code(codes.interests(), "interests");
        form = Kinds.code(codes.forms(), "forms");
        jurisdiction = Kinds.known(codes.zones().keySet(), Fault.UNKNOWN_JURISDICTION, null);
        jurisdictions = Kinds.setUnlessEmpty(jurisdiction);
        licenseKind = Kinds.code(codes.licenseKinds(), "licenseKinds");
        license = this::license;
        activity = Kinds.code(codes.activities(), "activities");
        technologies = Kinds.list(this::technology);
        purposes = Kinds.setUnlessEmpty(Kinds.code(codes.purposes(), "purposes"));
        endUse = this::endUse;
    }

    /** An end use of which nothing is known. */
    static EndUse unknownEndUse(String pointer) {
        return new EndUse(
                Known.unknown(pointer + "/purposes"),
                Known.unknown(pointer + "/logicNodeNm"),
                Known.unknown(pointer + "/memoryLayers"),
                Known.unknown(pointer + "/facilityCountry"));
    }

    private EndUse endUse(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, END_USE);
        if (fields == null) {
            return null;
        }
        fields.optional("description", DESCRIPTION, null);
        return new EndUse(
                fields.known("purposes", purposes),
                fields.known("logicNodeNm", Kinds.DECIMAL_NOT_BELOW_ZERO),
                fields.known("memoryLayers", Kinds.COUNT),
                fields.known("facilityCountry", Kinds.COUNTRY));
    }

    private TechnologyUsed technology(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, TECHNOLOGY);
        return fields == null
                ? null
                : new TechnologyUsed(fields.required("activity", activity), fields.known("origin", Kinds.COUNTRY));
    }

    private License license(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, LICENSE);
        if (fields == null) {
            return null;
        }
        License license = new License(
                fields.required("number", NUMBER),
                fields.required("jurisdiction", jurisdiction),
                fields.known("kind", licenseKind),
                fields.known("controlCodes", licensedCodes),
                fields.known("destinations", COUNTRIES),
                fields.known("endUsers", END_USERS),
                fields.known("validFrom", Kinds.DATE),
                fields.known("validUntil", Kinds.DATE),
                fields.known("remaining", BALANCE_LEFT));
        var from = license.validFrom().value();
        var until = license.validUntil().value();
        if (from != null && until != null && until.isBefore(from)) {
            mistakes.add(license.validUntil().pointer(), Fault.DATES_CROSSED, "found", until, "first", from);
        }
        return license;
    }

    /** A balance that names nothing says nothing. */
    private static License.Balance balance(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, BALANCE);
        if (fields == null) {
            return null;
        }
        Quantity quantity = fields.optional("quantity", QUANTITY_NOT_BELOW_ZERO, null);
        Money value = fields.optional("value", MONEY_NOT_BELOW_ZERO, null);
        return quantity == null && value == null ? null : new License.Balance(quantity, value);
    }

    private static Quantity quantity(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, QUANTITY);
        if (fields == null) {
            return null;
        }
        var amount = fields.required("amount", Kinds.DECIMAL_NOT_BELOW_ZERO);
        var unit = fields.required("unit", UNIT);
        return amount == null || unit == null ? null : new Quantity(amount, unit);
    }

    private static Money money(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, MONEY);
        if (fields == null) {
            return null;
        }
        var amount = fields.required("amount", Kinds.DECIMAL_NOT_BELOW_ZERO);
        var currency = fields.required("currency", Kinds.CURRENCY);
        return amount == null || currency == null ? null : new Money(amount, currency);
    }
}
