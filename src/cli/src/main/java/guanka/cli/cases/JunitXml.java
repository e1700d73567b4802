package guanka.cli.cases;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The report that build servers read: a suite for each folder of cases, a test for each case. */
final class JunitXml {

    private JunitXml() {}

    /** Part of a suite that writes itself. */
    private interface Content {
        void into(XMLStreamWriter xml) throws XMLStreamException;
    }

    static void write(Path file, List<CaseVerdict> verdicts) throws IOException {
        Map<String, List<CaseVerdict>> suites = verdicts.stream()
                .collect(Collectors.groupingBy(v -> v.of().suite(), TreeMap::new, Collectors.toList()));
        write(file, xml -> {
            for (var suite : suites.entrySet()) {
                suite(xml, suite.getKey(), suite.getValue());
            }
        });
    }

    /** Of a run that did not come to its cases: an old report would say that all is well. */
    static void write(Path file, String why) throws IOException {
        write(file, xml -> {
            xml.writeStartElement("testsuite");
            attribute(xml, "name", "guanka test");
            attribute(xml, "tests", "1");
            attribute(xml, "failures", "0");
            attribute(xml, "errors", "1");
            attribute(xml, "skipped", "0");
            xml.writeStartElement("testcase");
            attribute(xml, "classname", "guanka test");
            attribute(xml, "name", "the run");
            xml.writeStartElement("error");
            attribute(xml, "message", why);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    private static void write(Path file, Content suites) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            suites.into(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void suite(XMLStreamWriter xml, String name, List<CaseVerdict> verdicts) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", name);
        attribute(xml, "tests", String.valueOf(verdicts.size()));
        attribute(
                xml,
                "failures",
                String.valueOf(verdicts.stream()
                        .filter(v -> !v.differences().isEmpty())
                        .count()));
        attribute(
                xml,
                "errors",
                String.valueOf(verdicts.stream().filter(v -> v.error() != null).count()));
        attribute(xml, "skipped", "0");
        attribute(
                xml,
                "time",
                seconds(verdicts.stream().mapToLong(CaseVerdict::nanos).sum()));
        for (CaseVerdict verdict : verdicts) {
            test(xml, name, verdict);
        }
        xml.writeEndElement();
    }

    private static void test(XMLStreamWriter xml, String suite, CaseVerdict verdict) throws XMLStreamException {
        var of = verdict.of().content();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", of.id() + (of.title().isEmpty() ? "" : ": " + of.title()));
        attribute(xml, "time", seconds(verdict.nanos()));
        if (verdict.error() != null) {
            xml.writeStartElement("error");
            attribute(xml, "message", verdict.error());
            xml.writeEndElement();
        } else if (!verdict.differences().isEmpty()) {
            xml.writeStartElement("failure");
            attribute(xml, "message", verdict.differences().get(0).toString());
            xml.writeCharacters(clean(TestReport.text(verdict)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    /** XML 1.0 has no place for most control characters, nor for half a surrogate pair. */
    private static String clean(String text) {
        var kept = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean allowed = c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c >= 0x20 && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD
                    || c >= 0x10000;
            kept.appendCodePoint(allowed ? c : 0xFFFD);
        });
        return kept.toString();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
