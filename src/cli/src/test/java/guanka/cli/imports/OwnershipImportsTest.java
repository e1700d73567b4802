package guanka.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("import gleif, bods and opensanctions: parties and ownership")
class OwnershipImportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String told;

    private JsonNode imported(String kind, String fixture, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "import",
                kind,
                Run.fixture(fixture, folder).toString(),
                "--out",
                folder.resolve("out.json").toString(),
                "--retrieved",
                "2026-01-05"));
        args.addAll(List.of(more));
        Run run = Run.of(args.toArray(String[]::new));
        assertEquals(0, run.code(), run::toString);
        told = run.err();
        JsonNode fragment = JSON.readTree(folder.resolve("out.json").toFile());
        mustBeFactsOfAShipment(fragment);
        return fragment;
    }

    /** The fragment, put into a shipment, is read without a mistake. */
    private static void mustBeFactsOfAShipment(JsonNode fragment) throws IOException {
        ObjectNode shipment = (ObjectNode)
                JSON.readTree(
                        "{\"exportDate\":\"2026-01-10\",\"exportFrom\":\"CN\",\"destination\":\"DE\",\"lines\":[{\"id\":\"1\"}]}");
        shipment.setAll((ObjectNode) fragment);
        Run run = Run.withInput(JSON.writeValueAsString(shipment).getBytes(StandardCharsets.UTF_8), "decide");
        assertEquals(0, run.code(), run::toString);
    }

    private static JsonNode edge(JsonNode fragment, String owner, String owned, String interest) {
        for (JsonNode edge : fragment.path("ownership")) {
            if (edge.path("owner").asText().equals(owner)
                    && edge.path("owned").asText().equals(owned)
                    && edge.path("interest").asText().equals(interest)) {
                return edge;
            }
        }
        throw new AssertionError(
                interest + " of " + owner + " in " + owned + " is not in " + fragment.toPrettyString());
    }

    private static JsonNode party(JsonNode fragment, String id) {
        for (JsonNode party : fragment.path("parties")) {
            if (party.path("id").asText().equals(id)) {
                return party;
            }
        }
        throw new AssertionError(id + " is not in " + fragment.toPrettyString());
    }

    @Test
    void bandsOfBodsFourKeepWhichEndsAreOut() throws IOException {
        JsonNode got = imported("bods", "bods-0.4.json");
        JsonNode shares = edge(got, "p-1", "c-1", "SHAREHOLDING");
        assertEquals("25", shares.path("percentMoreThan").asText());
        assertEquals("50", shares.path("percentAtMost").asText());
        assertFalse(shares.has("percent") || shares.has("percentAtLeast") || shares.has("percentLessThan"));
        assertEquals("2016-04-06", shares.path("from").asText());
        assertTrue(shares.path("source").asText().contains("record r-1")
                && shares.path("source").asText().contains("sha256:"));
        JsonNode votes = edge(got, "p-1", "c-1", "VOTING_RIGHTS");
        assertEquals("25", votes.path("percentAtLeast").asText());
        assertEquals("50", votes.path("percentLessThan").asText());
        assertFalse(edge(got, "p-1", "c-1", "BOARD_APPOINTMENT").has("percent"));
        assertEquals(
                "529900T8BM49AURSDO55", party(got, "c-1").at("/identifiers/lei").asText());
        assertEquals("DE", party(got, "c-1").path("country").asText());
        assertEquals("Erika Muster", party(got, "p-1").path("name").asText());
    }

    @Test
    void whatBodsDoesNotSayStaysUnknownAndIsNoted() throws IOException {
        JsonNode got = imported("bods", "bods-0.4.json");
        JsonNode unnamed = null;
        for (JsonNode edge : got.path("ownership")) {
            unnamed = edge.path("owner").asText().startsWith("unnamed-owner-") ? edge : unnamed;
        }
        assertEquals("33.3333333333333333333333", unnamed.path("percent").asText(), "every digit is kept");
        assertFalse(party(got, unnamed.path("owner").asText()).has("name"));
        JsonNode indirect = edge(got, "c-2", "c-1", "SHAREHOLDING");
        assertFalse(indirect.has("percent") || indirect.has("percentAtLeast"));
        assertTrue(told.contains("is an indirect shareholding"), told);
        assertTrue(told.contains("does not name the owner"), told);
        assertTrue(
                got.path("ownership").findValuesAsText("until").size() >= 1,
                "a relationship that is closed ends, and is not forgotten");
        assertTrue(told.contains("left out: 1 statements that nobody is a beneficial owner"), told);
        assertEquals(6, got.path("ownership").size(), got::toPrettyString);
    }

    @Test
    void bodsTwoHasAnUpperEndThatIsOutUnlessItSaysOtherwise() throws IOException {
        JsonNode got = imported("bods", "bods-0.2.json");
        JsonNode shares =
                edge(got, "e-22222222222222222222222222222222", "e-11111111111111111111111111111111", "SHAREHOLDING");
        assertEquals(
                "50",
                shares.path("percentMoreThan").asText(),
                "the replaced statement is gone, the flag says that 50 is out");
        assertEquals("75", shares.path("percentAtMost").asText());
        JsonNode votes =
                edge(got, "e-22222222222222222222222222222222", "e-11111111111111111111111111111111", "VOTING_RIGHTS");
        assertEquals("75", votes.path("percentAtLeast").asText());
        assertEquals("100", votes.path("percentAtMost").asText(), "a hundred can only be meant as in");
        JsonNode unnamed = null;
        for (JsonNode edge : got.path("ownership")) {
            unnamed = edge.path("owner").asText().startsWith("unnamed-owner-") ? edge : unnamed;
        }
        assertEquals("25", unnamed.path("percentAtLeast").asText());
        assertEquals("50", unnamed.path("percentLessThan").asText());
    }

    @Test
    void twoDifferentSharesOfOnePairBecomeOneOfUnknownSize() throws IOException {
        String one =
                Files.readString(Run.fixture("bods-0.4.json", folder)).replace("\"votingRights\"", "\"shareholding\"");
        Path file = Files.writeString(folder.resolve("two.json"), one);
        Run run = Run.of(
                "import",
                "bods",
                file.toString(),
                "--out",
                folder.resolve("two-out.json").toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.err().contains("taken as one of unknown size"), run::toString);
        JsonNode got = JSON.readTree(folder.resolve("two-out.json").toFile());
        assertFalse(edge(got, "p-1", "c-1", "SHAREHOLDING").has("percentMoreThan"));
        mustBeFactsOfAShipment(got);
    }

    @Test
    void consolidationIsControlOfUnknownSizeAndABranchIsItsLegalEntity() throws IOException {
        JsonNode got = imported("gleif", "relations.csv");
        JsonNode direct = edge(got, "PARENT00000000000001", "CHILD000000000000001", "SHAREHOLDING");
        assertFalse(direct.has("percent"));
        assertEquals("2012-11-29", direct.path("from").asText(), "the period of the relationship, not of the accounts");
        assertEquals(
                "2020-06-30",
                edge(got, "TOP00000000000000001", "ORPHAN00000000000001", "SHAREHOLDING")
                        .path("until")
                        .asText());
        assertEquals(
                "CHILD000000000000001",
                party(got, "BRANCH00000000000001").path("branchOf").asText());
        edge(got, "FEEDER00000000000001", "MASTER00000000000001", "SHAREHOLDING");
        edge(got, "MANAGER0000000000001", "MASTER00000000000001", "OTHER_CONTROL");
        assertEquals(
                "TOP00000000000000001",
                party(got, "TOP00000000000000001").at("/identifiers/lei").asText());
        assertEquals(5, got.path("ownership").size(), got::toPrettyString);
        assertTrue(told.contains("left out: 1 ultimate parents to whom the direct ones lead"), told);
        assertTrue(told.contains("left out: 1 relationships that are INACTIVE"), told);
        assertTrue(told.contains("left out: 1 records whose registration is ANNULLED"), told);
    }

    @Test
    void onlyThoseWhoMatterAreTakenWhereTheyAreNamed() throws IOException {
        JsonNode got = imported("gleif", "relations.csv", "--for", "BRANCH00000000000001");
        assertEquals(4, got.path("parties").size(), got::toPrettyString);
        assertEquals(2, got.path("ownership").size());
        imported("gleif", "relations.csv", "--for", "NOBODY");
        assertTrue(told.contains("`NOBODY` does not stand in the source"), told);
    }

    @Test
    void theGoldenCopyInJsonIsReadToo() throws IOException {
        JsonNode got = imported("gleif", "relations.json");
        assertEquals(
                "2012-11-29",
                edge(got, "PARENT00000000000001", "CHILD000000000000001", "SHAREHOLDING")
                        .path("from")
                        .asText());
    }

    private String gleif(String relations, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "import",
                "gleif",
                Files.writeString(folder.resolve("rr.xml"), relations).toString(),
                "--out",
                folder.resolve("gleif.json").toString()));
        args.addAll(List.of(more));
        Run run = Run.of(args.toArray(String[]::new));
        told = run.err();
        return run.code() == 0 ? Files.readString(folder.resolve("gleif.json")) : "code " + run.code();
    }

    private static final String XML = """
            \uFEFF<?xml version="1.0" encoding="UTF-8"?>
            <rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016"><rr:RelationshipRecords>
            <rr:RelationshipRecord><rr:Relationship>
              <rr:StartNode><rr:NodeID>CHILD000000000000001</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
              <rr:EndNode><rr:NodeID>PARENT00000000000001</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
              <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
              <rr:RelationshipPeriods>
                <rr:RelationshipPeriod><rr:StartDate>2019-01-01T00:00:00.000Z</rr:StartDate><rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
                <rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
              </rr:RelationshipPeriods>
              <rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>
              <rr:Registration><rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus></rr:Registration>
            </rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>""";

    @Test
    void theGoldenCopyInXmlIsReadToo() throws IOException {
        JsonNode got = JSON.readTree(gleif(XML));
        JsonNode direct = edge(got, "PARENT00000000000001", "CHILD000000000000001", "SHAREHOLDING");
        assertEquals("2012-11-29", direct.path("from").asText());
        assertFalse(direct.has("percent"));
        mustBeFactsOfAShipment(got);

        assertEquals("code 1", gleif("<lei/>"));
        assertTrue(told.contains("holds no `RelationshipRecord`"), told);
        assertEquals("code 1", gleif(XML.substring(0, XML.length() / 2)));
        assertTrue(told.contains("is not XML (line"), told);
        assertEquals(
                "code 1",
                gleif(XML.replace("<rr:RelationshipData ", "<!DOCTYPE x [<!ENTITY a \"b\">]><rr:RelationshipData ")));
        assertTrue(told.contains("document type"), told);
    }

    @Test
    void levelOneGivesNamesAndExceptionsAnOwnerOfWhomNothingIsKnown() throws IOException {
        Path names = Files.writeString(folder.resolve("lei.csv"), """
                LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,Entity.LegalJurisdiction,Entity.LegalAddress.Country
                PARENT00000000000001,Tarvo Metalle AG,Tarvo Metals,DE,DE
                OTHER000000000000001,Somebody Else Inc.,,US-DE,US
                """);
        Path exceptions = Files.writeString(folder.resolve("repex.json"), """
                {"exceptions":[
                  {"LEI":{"$":"PARENT00000000000001"},"ExceptionCategory":{"$":"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"},"ExceptionReason":{"$":"NATURAL_PERSONS"}},
                  {"LEI":{"$":"PARENT00000000000001"},"ExceptionCategory":{"$":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"},"ExceptionReason":{"$":"NATURAL_PERSONS"}},
                  {"LEI":{"$":"CHILD000000000000001"},"ExceptionCategory":{"$":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"},"ExceptionReason":{"$":"NO_KNOWN_PERSON"}},
                  {"LEI":{"$":"ALONE000000000000001"},"ExceptionCategory":{"$":"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"},"ExceptionReason":{"$":"NON_PUBLIC"}}]}""");
        JsonNode got = JSON.readTree(gleif(XML, "--names", names.toString(), "--exceptions", exceptions.toString()));
        JsonNode parent = party(got, "PARENT00000000000001");
        assertEquals("Tarvo Metalle AG", parent.path("name").asText());
        assertEquals("Tarvo Metals", parent.path("aliases").path(0).asText());
        assertEquals("DE", parent.path("country").asText());
        assertFalse(party(got, "CHILD000000000000001").has("name"));
        assertTrue(told.contains("left out: 1 names: the parties of which level 1"), told);
        edge(got, "unnamed-owner-PARENT00000000000001", "PARENT00000000000001", "SHAREHOLDING");
        assertEquals(2, got.path("ownership").size(), got::toPrettyString);
        mustBeFactsOfAShipment(got);

        JsonNode alone =
                JSON.readTree(gleif(XML, "--for", "ALONE000000000000001", "--exceptions", exceptions.toString()));
        edge(alone, "unnamed-owner-ALONE000000000000001", "ALONE000000000000001", "SHAREHOLDING");
    }

    @Test
    void aRelationOfTheGlobalLeiSystemIsTheSameToldAsBeneficialOwnership() throws IOException {
        JsonNode direct = JSON.readTree(gleif(XML)).path("ownership").path(0);
        Path bods = Files.writeString(folder.resolve("rr-bods.json"), """
                [{"statementID":"p","statementType":"entityStatement","name":"Tarvo Metalle AG"},
                 {"statementID":"c","statementType":"entityStatement","name":"Tarvo Valves GmbH"},
                 {"statementID":"r","statementType":"ownershipOrControlStatement",
                  "subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByEntityStatement":"p"},
                  "interests":[{"type":"other-influence-or-control","interestLevel":"unknown","startDate":"2012-11-29T00:00:00.000Z",
                                "details":"LEI RelationshipType: IS_DIRECTLY_CONSOLIDATED_BY"}]}]""");
        Run run = Run.of(
                "import",
                "bods",
                bods.toString(),
                "--out",
                folder.resolve("b.json").toString());
        assertEquals(0, run.code(), run::toString);
        JsonNode through = JSON.readTree(folder.resolve("b.json").toFile())
                .path("ownership")
                .path(0);
        for (String fact : List.of("interest", "from", "percent", "until")) {
            assertEquals(direct.path(fact).asText(), through.path(fact).asText(), fact);
        }
    }

    @Test
    void followTheMoneyGivesAShareOnlyWhereItIsPlainlyANumber() throws IOException {
        JsonNode got = imported("opensanctions", "entities.ftm.json");
        assertEquals(
                "51.5",
                edge(got, "mst-2", "mst-1", "SHAREHOLDING").path("percent").asText());
        assertEquals(
                "2020-01-01",
                edge(got, "mst-2", "mst-1", "SHAREHOLDING").path("from").asText());
        assertFalse(edge(got, "mst-1", "mst-3", "SHAREHOLDING").has("percent"));
        assertFalse(edge(got, "mst-2", "mst-3", "SHAREHOLDING").has("percent"), "0.5 may be a half or half a percent");
        assertEquals(
                "2024-06-30",
                edge(got, "mst-2", "mst-3", "SHAREHOLDING").path("until").asText());
        assertEquals("GB", party(got, "mst-3").path("country").asText());
        assertTrue(told.contains("left out: 1 links of type Directorship"), told);
    }
}
