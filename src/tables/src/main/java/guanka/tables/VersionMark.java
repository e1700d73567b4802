package guanka.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ooxml.POIXMLTypeLoader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.xmlbeans.XmlException;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTDefinedName;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.WorkbookDocument;

/**
 * From which version of a ruleset a workbook was taken, noted in the workbook itself: as a document property, which Excel and
 * LibreOffice keep, and as a hidden name, which others keep. Only a hint: whoever saves the file can change it.
 *
 * @param version name of the version
 * @param digest  of its kjar, {@code sha256:} and 64 hexadecimal digits
 */
public record VersionMark(String version, String digest) {

    private static final String PROPERTY = "Guanka ruleset";
    private static final String NAME = "guanka.ruleset";
    private static final Pattern TEXT =
            Pattern.compile("\"?([A-Za-z0-9][A-Za-z0-9._-]{0,63}) (sha256:[0-9a-f]{64})\"?");

    /** The workbook with the mark in it, and everything else as it was. */
    public byte[] in(byte[] file) {
        try {
            OPCPackage opened = Book.unpacked(file);
            try {
                var properties = new POIXMLProperties(opened);
                var custom = properties.getCustomProperties();
                if (custom.contains(PROPERTY)) {
                    custom.getProperty(PROPERTY).setLpwstr(text());
                } else {
                    custom.addProperty(PROPERTY, text());
                }
                properties.commit();
                name(workbook(opened));
                var out = new ByteArrayOutputStream(file.length + 1024);
                opened.save(out);
                return out.toByteArray();
            } finally {
                opened.revert();
            }
        } catch (OpenXML4JException | IOException | XmlException e) {
            throw new IllegalArgumentException("not a workbook that was read before", e);
        }
    }

    /** The mark in a workbook; empty where there is none, there are two, or the file is no workbook. The file is untrusted. */
    public static Optional<VersionMark> of(byte[] file) {
        if (!Envelope.of(file).safe()) {
            return Optional.empty();
        }
        try {
            OPCPackage opened = Book.unpacked(file);
            try {
                var custom = new POIXMLProperties(opened).getCustomProperties();
                Optional<VersionMark> property = read(
                        custom.contains(PROPERTY) ? custom.getProperty(PROPERTY).getLpwstr() : null);
                Optional<VersionMark> name = read(named(workbook(opened)));
                return property.isEmpty() || property.equals(name)
                        ? name
                        : name.isEmpty() ? property : Optional.empty();
            } finally {
                opened.revert();
            }
        } catch (OpenXML4JException | IOException | XmlException | XMLStreamException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private String text() {
        return version + " " + digest;
    }

    private static Optional<VersionMark> read(String text) {
        Matcher mark = TEXT.matcher(text == null ? "" : text);
        return mark.matches() ? Optional.of(new VersionMark(mark.group(1), mark.group(2))) : Optional.empty();
    }

    private void name(PackagePart part) throws IOException, XmlException {
        WorkbookDocument document = read(part);
        CTWorkbook workbook = document.getWorkbook();
        var names = workbook.isSetDefinedNames() ? workbook.getDefinedNames() : workbook.addNewDefinedNames();
        for (int i = names.sizeOfDefinedNameArray() - 1; i >= 0; i--) {
            if (NAME.equals(names.getDefinedNameArray(i).getName())) {
                names.removeDefinedName(i);
            }
        }
        CTDefinedName name = names.addNewDefinedName();
        name.setName(NAME);
        name.setHidden(true);
        name.setStringValue("\"" + text() + "\"");
        try (OutputStream out = part.getOutputStream()) {
            document.save(out);
        }
    }

    private static String named(PackagePart part) throws IOException, XMLStreamException {
        String found = null;
        try (InputStream in = part.getInputStream()) {
            XMLStreamReader xml = Xml.open(in, "workbook");
            while (Xml.child(xml)) {
                if (!Xml.is(xml, "definedNames")) {
                    Xml.skip(xml);
                    continue;
                }
                while (Xml.child(xml)) {
                    String name = Xml.attribute(xml, "name");
                    String meaning = Xml.text(xml);
                    found = NAME.equalsIgnoreCase(name) ? meaning : found;
                }
            }
        }
        return found;
    }

    private static WorkbookDocument read(PackagePart part) throws IOException, XmlException {
        try (InputStream in = part.getInputStream()) {
            return WorkbookDocument.Factory.parse(in, POIXMLTypeLoader.DEFAULT_XML_OPTIONS);
        }
    }

    private static PackagePart workbook(OPCPackage opened) throws OpenXML4JException {
        return opened.getPart(opened.getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT)
                .getRelationship(0));
    }
}
