package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** LibreOffice without a window and with a profile of its own, led by a program in its Basic. */
final class LibreOffice {

    private static final String PROGRAM = "soffice";
    private static final int MINUTES = 5;
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String OFFICIAL =
            "<!DOCTYPE %s PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"%s.dtd\">\n";
    private static final String LIBRARY = " xmlns:library=\"http://openoffice.org/2000/library\"";

    private LibreOffice() {}

    /** Whether it is on this machine. */
    static boolean isHere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    /**
     * Does steps, each with its parts between tabs, in one run of the program.
     *
     * @param folder for its profile, which may not be there yet
     */
    static void walk(List<String> steps, Path folder) throws IOException, InterruptedException {
        profile(folder.resolve("profile").resolve("user"));
        Path file = Files.write(folder.resolve("steps.tsv"), steps);
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        PROGRAM,
                        "-env:UserInstallation="
                                + folder.resolve("profile").toUri().toString().replaceAll("/$", ""),
                        "--headless",
                        "--norestore",
                        "--nologo",
                        "macro:///Standard.Walk.Walk(\"" + file.toAbsolutePath() + "\",\"" + log.toAbsolutePath()
                                + "\")")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        // it may crash by itself, which says nothing about the tables
        assumeTrue(Files.exists(log), () -> "LibreOffice ended before it was done");
        assertEquals("", Files.readString(log).strip(), "what LibreOffice could not do");
    }

    /** A profile that counts as set up, so that the program leaves its own one alone. */
    private static void profile(Path user) throws IOException {
        Path basic = Files.createDirectories(user.resolve("basic"));
        Path standard = Files.createDirectories(basic.resolve("Standard"));
        Files.writeString(
                user.resolve("registrymodifications.xcu"),
                XML + "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"
                        + "<item oor:path=\"/org.openoffice.Setup/Office\"><prop oor:name=\"ooSetupInstCompleted\" oor:op=\"fuse\">"
                        + "<value>true</value></prop></item></oor:items>");
        for (String kind : List.of("script", "dialog")) {
            Files.writeString(
                    basic.resolve(kind + ".xlc"),
                    XML + OFFICIAL.formatted("library:libraries", "libraries") + "<library:libraries" + LIBRARY
                            + " xmlns:xlink=\"http://www.w3.org/1999/xlink\"><library:library library:name=\"Standard\""
                            + " xlink:href=\"$(USER)/basic/Standard/" + kind
                            + ".xlb/\" xlink:type=\"simple\" library:link=\"false\"/></library:libraries>");
            Files.writeString(
                    standard.resolve(kind + ".xlb"),
                    XML + OFFICIAL.formatted("library:library", "library") + "<library:library" + LIBRARY
                            + " library:name=\"Standard\" library:readonly=\"false\" library:passwordprotected=\"false\">"
                            + (kind.equals("script") ? "<library:element library:name=\"Walk\"/>" : "")
                            + "</library:library>");
        }
        try (InputStream program = LibreOffice.class.getResourceAsStream("walk.bas")) {
            String text = new String(program.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;");
            Files.writeString(
                    standard.resolve("Walk.xba"),
                    XML + OFFICIAL.formatted("script:module", "module")
                            + "<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Walk\""
                            + " script:language=\"StarBasic\">" + text + "</script:module>");
        }
    }
}
