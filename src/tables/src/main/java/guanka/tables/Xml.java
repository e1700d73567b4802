package guanka.tables;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML inside a workbook as a stream, without document types and entities. */
final class Xml {

    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        // the JDK's own reader, whatever else is on the class path
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** A reader that stands on the root element, which must have the name given. */
    static XMLStreamReader open(InputStream in, String root) throws XMLStreamException {
        return open(in, MAIN, root);
    }

    static XMLStreamReader open(InputStream in, String namespace, String root) throws XMLStreamException {
        XMLStreamReader xml;
        synchronized (FACTORY) {
            xml = FACTORY.createXMLStreamReader(in);
        }
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type is not allowed");
            }
        }
        if (!root.equals(xml.getLocalName()) || !namespace.equals(xml.getNamespaceURI())) {
            throw new XMLStreamException("not a " + root);
        }
        return xml;
    }

    /** Moves to the next child element; false at the end of the element. */
    static boolean child(XMLStreamReader xml) throws XMLStreamException {
        return xml.nextTag() == XMLStreamConstants.START_ELEMENT;
    }

    static boolean is(XMLStreamReader xml, String name) {
        return name.equals(xml.getLocalName()) && MAIN.equals(xml.getNamespaceURI());
    }

    static String attribute(XMLStreamReader xml, String name) {
        return xml.getAttributeValue(null, name);
    }

    /** An XML boolean; absent is false. */
    static boolean flag(XMLStreamReader xml, String name) throws XMLStreamException {
        String value = attribute(xml, name);
        return switch (value == null ? "0" : value.strip()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new XMLStreamException("neither true nor false");
        };
    }

    /** Makes sure that nothing follows the root element, whose end the reader stands on. */
    static void end(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
        }
    }

    /** The text of the element the reader stands on, which must hold nothing else and be no longer than a cell can be. */
    static String text(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getText());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("something else within a text");
            }
            if (text.length() > Limits.CHARACTERS) {
                throw new XMLStreamException("a text is longer than a cell can be");
            }
        }
        return text.toString();
    }

    /** Leaves the element the reader stands on, with everything in it. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }
}
