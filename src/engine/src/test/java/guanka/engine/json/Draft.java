package guanka.engine.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.items.ItemLists;
import guanka.engine.ruleset.ClosedWorld;
import guanka.facts.Shipment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A valid shipment of which single facts are changed, and the codes that it may use. JSON is written with single quotes. */
final class Draft {

    static final Codes CODES = new Codes(
            Set.of("CIVIL", "MILITARY"),
            Set.of("MAGNET", "MATERIAL"),
            Set.of("MINING", "SMELTING"),
            Set.of("LIST_A", "LIST_B"),
            Set.of("SHAREHOLDING", "VOTING_RIGHTS"),
            Set.of("CONSIGNEE", "END_USER"),
            Map.of("Q/1", Set.of("strict", "mild")),
            Map.of("AA", ZoneId.of("Asia/Shanghai"), "BB", ZoneId.of("America/New_York")),
            Set.of("P/9"),
            Set.of("X/1"),
            Set.of("ATTESTED"),
            Set.of("SINGLE", "GENERAL"),
            new ItemLists(TestRuleset.get(), new ClosedWorld(TestRuleset.get())));

    static final ShipmentReader READER = new ShipmentReader(CODES);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode shipment;

    private Draft(ObjectNode shipment) {
        this.shipment = shipment;
    }

    static Draft smallest() {
        return new Draft((ObjectNode)
                tree("{'exportDate':'2025-12-01','exportFrom':'JP','destination':'DE','lines':[{'id':'1'}]}"));
    }

    static Draft full() {
        return new Draft((ObjectNode) tree("""
                {'reference':'R-1','exportDate':'2025-12-01','contractDate':'2025-10-01','exportFrom':'JP','destination':'DE',
                 'movement':'REEXPORT','usNexus':false,
                 'parties':[
                   {'id':'a','roles':['CONSIGNEE','END_USER'],'name':'A GmbH','aliases':['A'],'country':'DE',
                    'identifiers':{'lei':'X'},'military':false,'listedOn':['LIST_A'],'notListed':true,'branchOf':'b'},
                   {'id':'b'},{'id':'c'}],
                 'ownership':[
                   {'owner':'b','owned':'a','percent':'60.5','interest':'SHAREHOLDING','from':'2020-01-01','until':'2026-01-01','source':'register'},
                   {'owner':'c','owned':'a','percentMoreThan':25,'percentAtMost':'30'},
                   {'owner':'c','owned':'b','percent':null}],
                 'endUse':{'purposes':['CIVIL'],'logicNodeNm':'14','memoryLayers':256,'description':'motors'},
                 'lines':[
                   {'id':'1','kind':'GOODS','description':'magnet','controlCodes':['1C902.a.1'],'hsCode':'850511','form':'MAGNET','origin':'CN',
                    'value':{'amount':'1000.00','currency':'EUR'},
                    'content':[{'description':'alloy','controlCodes':[],'origin':'CN','value':{'amount':1,'currency':'EUR'},
                                'content':[{'value':{'amount':'0.5','currency':'EUR'}}]}],
                    'declaredShares':[{'provision':'P/1','percent':'0.1','statedBy':'supplier'}],
                    'technologies':[{'activity':'MINING','origin':'CN'}],'subjectToEar':true,'publicDomain':false}],
                 'readings':{'Q/1':'mild'},'jurisdictions':['AA']}"""));
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** The draft with another value, or one more, at the place of the pointer. */
    Draft with(String pointer, String json) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = shipment.at(place.head());
        JsonNode value = tree(json);
        if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array && place.last().getMatchingIndex() < array.size()) {
            array.set(place.last().getMatchingIndex(), value);
        } else {
            ((ArrayNode) parent).add(value);
        }
        return this;
    }

    Draft without(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) shipment.at(place.head())).remove(place.last().getMatchingProperty());
        return this;
    }

    byte[] bytes() {
        return shipment.toString().getBytes(StandardCharsets.UTF_8);
    }

    Shipment read() {
        return READER.read(bytes());
    }

    /** Pointer and code of each mistake. */
    List<String> mistakes() {
        try {
            read();
            return List.of();
        } catch (RefusedShipment e) {
            return e.mistakes().stream().map(m -> m.pointer() + " " + m.code()).toList();
        }
    }

    FactMistake firstMistake() {
        try {
            read();
            throw new AssertionError("the shipment is valid");
        } catch (RefusedShipment e) {
            return e.mistakes().get(0);
        }
    }
}
