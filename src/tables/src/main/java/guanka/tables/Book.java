package guanka.tables;

import guanka.facts.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.util.ZipSecureFile;

/**
 * A workbook as it stands in its file, not yet checked against any declaration.
 *
 * @param grids  its sheets in their order; empty where it could not be opened
 * @param faults what is wrong with the workbook as a whole
 */
record Book(List<Grid> grids, List<Fault> faults) {

    private static final String MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    private static final String DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml";
    private static final String DRAWING_NAMESPACE =
            "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    private static final String TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final int LINKS_NAMED = 20;

    /** [1]Sheet!A1 and [other.xlsx]Sheet!A1 are other workbooks, program|topic!item is a DDE conversation. */
    private static final Pattern ELSEWHERE = Pattern.compile("\\[\\d+]|\\[[^]]*\\.xl|\\|");

    static {
        // a second wall behind Envelope: the limits of POI itself, which are shared by the whole process
        ZipSecureFile.setMaxFileCount(Limits.ENTRIES);
        ZipSecureFile.setMaxEntrySize(Limits.INFLATED_BYTES);
        ZipSecureFile.setMinInflateRatio(1.0 / Limits.RATIO);
    }

    /** Whether every sheet could be read. */
    boolean isWhole() {
        return faults.isEmpty() && grids.stream().noneMatch(Grid::broken);
    }

    static Book open(byte[] file) {
        Envelope envelope = Envelope.of(file);
        if (!envelope.safe()) {
            return new Book(List.of(), envelope.faults());
        }
        var faults = new ArrayList<>(envelope.faults());
        var grids = new ArrayList<Grid>();
        try {
            read(file, grids, faults);
        } catch (BrokenLimit tooLarge) {
            faults.add(tooLarge.fault());
        } catch (VirtualMachineError fatal) {
            // a deep nesting is the file's fault, want of memory is not
            if (!(fatal instanceof StackOverflowError)) {
                throw fatal;
            }
            faults.add(Fault.unreadable());
        } catch (Throwable damaged) {
            faults.add(Fault.unreadable());
        }
        return new Book(List.copyOf(grids), List.copyOf(faults));
    }

    private static void read(byte[] file, List<Grid> grids, List<Fault> faults)
            throws OpenXML4JException, IOException, XMLStreamException, BrokenLimit {
        OPCPackage opened = unpacked(file);
        try {
            links(opened, faults);
            PackagePart workbook = workbook(opened, faults);
            if (workbook != null) {
                sheets(workbook, grids, faults);
            }
        } finally {
            opened.revert();
        }
    }

    /** The names of the sheets; none where the file cannot be opened or is not safe to open. */
    static List<String> sheetNames(byte[] file) {
        if (!Envelope.of(file).safe()) {
            return List.of();
        }
        try {
            OPCPackage opened = unpacked(file);
            try {
                PackagePart workbook = workbook(opened, new ArrayList<>());
                var listed = new ArrayList<Listed>();
                if (workbook != null) {
                    contents(workbook, listed, new ArrayList<>());
                }
                return listed.stream().map(Listed::name).toList();
            } finally {
                opened.revert();
            }
        } catch (OpenXML4JException | IOException | XMLStreamException | BrokenLimit | RuntimeException damaged) {
            return List.of();
        }
    }

    /** The parts of a file that {@link Envelope} holds to be safe. */
    static OPCPackage unpacked(byte[] file) throws OpenXML4JException, IOException {
        try {
            return OPCPackage.open(new ByteArrayInputStream(file));
        } catch (InvalidFormatException odd) {
            // most often it is not the cells that are odd, but what a program notes about author and dates
            return OPCPackage.open(Metadata.without(file));
        }
    }

    private static PackagePart workbook(OPCPackage opened, List<Fault> faults) {
        var cores = opened.getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT);
        if (cores.size() != 1) {
            boolean strict = opened.getRelationshipsByType(PackageRelationshipTypes.STRICT_CORE_DOCUMENT)
                            .size()
                    == 1;
            faults.add(strict ? Fault.strictFormat() : Fault.unreadable());
            return null;
        }
        PackagePart workbook = opened.getPart(cores.getRelationship(0));
        if (workbook == null) {
            faults.add(Fault.unreadable());
            return null;
        }
        String type = workbook.getContentType();
        if (!type.equals(MAIN)) {
            boolean macro = type.toLowerCase(Locale.ROOT).contains("macroenabled");
            Fault fault = macro ? Fault.macros() : Fault.otherFormat(new Text("a template or an add-in", "模板或加载项"));
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }
        return workbook;
    }

    /** Refuses whatever the workbook would fetch from outside; a web address to click is not fetched. */
    private static void links(OPCPackage opened, List<Fault> faults)
            throws OpenXML4JException, IOException, XMLStreamException {
        for (PackageRelationship link : opened.getRelationships()) {
            link(link, faults);
        }
        for (PackagePart part : opened.getParts()) {
            if (part.getContentType().equals(DRAWING) && !isEmpty(part) && faults.size() < LINKS_NAMED) {
                faults.add(Envelope.foreign(part.getPartName().getName().substring(1)));
            }
            if (!part.isRelationshipPart() && part.hasRelationships()) {
                for (PackageRelationship link : part.getRelationships()) {
                    link(link, faults);
                }
            }
        }
    }

    /** Whether a drawing has nothing in it, as some writers leave it beside comments. */
    private static boolean isEmpty(PackagePart drawing) throws IOException, XMLStreamException {
        try (InputStream in = drawing.getInputStream()) {
            return !Xml.child(Xml.open(in, DRAWING_NAMESPACE, "wsDr"));
        }
    }

    private static void link(PackageRelationship link, List<Fault> faults) {
        if (link.getTargetMode() != TargetMode.EXTERNAL) {
            return;
        }
        String target = link.getTargetURI().toString();
        String lower = target.toLowerCase(Locale.ROOT);
        boolean toClick = link.getRelationshipType().endsWith("/hyperlink")
                && (lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:"));
        if (!toClick && faults.size() < LINKS_NAMED) {
            faults.add(Fault.externalLink(target));
        }
    }

    private record Listed(String name, String state, String relationship) {}

    private static void sheets(PackagePart workbook, List<Grid> grids, List<Fault> faults)
            throws OpenXML4JException, IOException, XMLStreamException, BrokenLimit {
        var listed = new ArrayList<Listed>();
        boolean from1904 = contents(workbook, listed, faults);
        SharedTexts texts = texts(workbook);
        Styles styles = styles(workbook);
        var reader = new SheetReader(texts, styles, from1904);
        for (int i = 0; i < listed.size(); i++) {
            Listed sheet = listed.get(i);
            PackageRelationship link = workbook.getRelationship(sheet.relationship);
            PackagePart part =
                    link == null || link.getTargetMode() == TargetMode.EXTERNAL ? null : workbook.getRelatedPart(link);
            if (part == null) {
                faults.add(Fault.unreadable());
                continue;
            }
            if (!part.getContentType().equals(SHEET)
                    || !link.getRelationshipType().equals(TYPE + "worksheet")) {
                faults.add(Fault.notATable(sheet.name));
                continue;
            }
            boolean filtered = isFilteredByTable(part);
            try (InputStream in = part.getInputStream()) {
                grids.add(reader.read(sheet.name, i, sheet.state, filtered, in));
            }
        }
    }

    /** Whether a table that lies on the sheet hides rows by a filter of its own. */
    private static boolean isFilteredByTable(PackagePart sheet)
            throws OpenXML4JException, IOException, XMLStreamException {
        for (PackageRelationship link : sheet.getRelationshipsByType(TYPE + "table")) {
            PackagePart table = link.getTargetMode() == TargetMode.EXTERNAL ? null : sheet.getRelatedPart(link);
            if (table == null) {
                continue;
            }
            try (InputStream in = table.getInputStream()) {
                XMLStreamReader xml = Xml.open(in, "table");
                while (Xml.child(xml)) {
                    if (Xml.is(xml, "autoFilter") && SheetReader.isFiltering(xml)) {
                        return true;
                    } else if (!Xml.is(xml, "autoFilter")) {
                        Xml.skip(xml);
                    }
                }
            }
        }
        return false;
    }

    /** Reads the list of sheets; true where days are counted from 1904. */
    private static boolean contents(PackagePart workbook, List<Listed> sheets, List<Fault> faults)
            throws IOException, XMLStreamException, BrokenLimit {
        boolean from1904 = false;
        Set<String> names = new HashSet<>();
        try (InputStream in = workbook.getInputStream()) {
            XMLStreamReader xml = Xml.open(in, "workbook");
            while (Xml.child(xml)) {
                if (Xml.is(xml, "sheets")) {
                    while (Xml.child(xml)) {
                        String name = String.valueOf(Xml.attribute(xml, "name"));
                        String state = Xml.attribute(xml, "state");
                        if (!names.add(name.toLowerCase(Locale.ROOT))) {
                            throw new XMLStreamException("two sheets have one name");
                        }
                        if (sheets.size() == Limits.SHEETS) {
                            throw new BrokenLimit(Fault.tooManySheets());
                        }
                        sheets.add(new Listed(
                                name,
                                state == null ? "visible" : state,
                                xml.getAttributeValue(Xml.RELATIONSHIPS, "id")));
                        Xml.skip(xml);
                    }
                } else if (Xml.is(xml, "definedNames")) {
                    while (Xml.child(xml)) {
                        String meaning = Xml.text(xml);
                        if (ELSEWHERE.matcher(meaning).find() && faults.size() < LINKS_NAMED) {
                            faults.add(Fault.externalLink(meaning));
                        }
                    }
                } else {
                    from1904 |= Xml.is(xml, "workbookPr") && Xml.flag(xml, "date1904");
                    Xml.skip(xml);
                }
            }
            Xml.end(xml);
        }
        return from1904;
    }

    private static SharedTexts texts(PackagePart workbook)
            throws OpenXML4JException, IOException, XMLStreamException, BrokenLimit {
        PackagePart part = only(workbook, "sharedStrings");
        if (part == null) {
            return new SharedTexts(List.of());
        }
        try (InputStream in = part.getInputStream()) {
            return SharedTexts.read(in);
        }
    }

    private static Styles styles(PackagePart workbook)
            throws OpenXML4JException, IOException, XMLStreamException, BrokenLimit {
        PackagePart part = only(workbook, "styles");
        if (part == null) {
            return Styles.NONE;
        }
        try (InputStream in = part.getInputStream()) {
            return Styles.read(in);
        }
    }

    private static PackagePart only(PackagePart workbook, String type) throws OpenXML4JException, XMLStreamException {
        var links = workbook.getRelationshipsByType(TYPE + type);
        if (links.size() > 1) {
            throw new XMLStreamException("two parts of one kind");
        }
        return links.isEmpty() ? null : workbook.getRelatedPart(links.getRelationship(0));
    }
}
