package guanka.workbench.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.InputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the records of an XML file one at a time, each as JSON would have it: elements by their local names, what stands more than once as
 * a list. Attributes are left out, and document types refused.
 */
final class XmlRecords {

    private static final int DEPTH = 40;
    private static final int TEXT = 1 << 20;

    private XmlRecords() {}

    /**
     * Hands on every element of a name, wherever it stands.
     *
     * @param element its local name
     */
    static void each(InputStream in, String name, String element, Consumer<JsonNode> take) {
        // the JDK's own reader, whatever else is on the class path
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        boolean found = false;
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw RefusedSource.otherForm("`" + name + "` has a document type, which is not read");
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(element)) {
                    found = true;
                    take.accept(value(xml, name, 0));
                }
            }
        } catch (XMLStreamException malformed) {
            var at = malformed.getLocation();
            throw RefusedSource.otherForm("`" + name + "` is not XML"
                    + (at == null ? "" : " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")"));
        }
        if (!found) {
            throw RefusedSource.otherForm("`" + name + "` holds no `" + element + "`");
        }
    }

    /** The element at which the reader stands, up to its end. */
    private static JsonNode value(XMLStreamReader xml, String name, int depth) throws XMLStreamException {
        if (depth > DEPTH) {
            throw RefusedSource.otherForm("`" + name + "` is nested too deep");
        }
        ObjectNode children = JsonNodeFactory.instance.objectNode();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String child = xml.getLocalName();
                    add(children, child, value(xml, name, depth + 1));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    text.append(xml.getText());
                    if (text.length() > TEXT) {
                        throw RefusedSource.otherForm(
                                "`" + name + "` holds a text of more than " + TEXT + " characters");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return children.isEmpty() ? TextNode.valueOf(text.toString().strip()) : children;
                }
                default -> {}
            }
        }
    }

    private static void add(ObjectNode to, String name, JsonNode value) {
        JsonNode before = to.get(name);
        if (before == null) {
            to.set(name, value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            to.putArray(name).add(before).add(value);
        }
    }
}
