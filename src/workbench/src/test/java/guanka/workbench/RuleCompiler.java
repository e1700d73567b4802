package guanka.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;

/** Rules compiled to classes as the build does it; the engine itself loads the classes and knows no compiler. */
final class RuleCompiler {

    private RuleCompiler() {}

    /** What a kjar holds of one file of rules: its text, its classes and the list of its models. */
    static Map<String, byte[]> of(String path, String drl) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(services.newReleaseId("guanka.test", "rules", "1.0.0"));
        files.write(
                "src/main/resources/" + path,
                services.getResources().newByteArrayResource(drl.getBytes(StandardCharsets.UTF_8)));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        assertEquals(List.of(), builder.getResults().getMessages(), "the rules do not compile");
        var module = (InternalKieModule) builder.getKieModule();
        Map<String, byte[]> entries = new TreeMap<>();
        for (String name : module.getFileNames()) {
            if (name.endsWith(".class") || name.endsWith(".drl") || name.endsWith("/drools-model")) {
                entries.put(name, module.getBytes(name));
            }
        }
        return entries;
    }
}
