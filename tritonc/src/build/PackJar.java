import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// The last step of the runnable jar: `PackJar SHADED THIRD_PARTY OUT`.
///
/// An AOT cache takes no class older than class file version 50, and picocli and ASM ship version
/// 49, so such classes are raised to 55, with the stack maps that version needs. The step also
/// stops at a package that the list of third parties does not name, leaves out copies of classes
/// for other JDKs, gives every entry one fixed time, and notes in the file `jdk` beside the jar
/// which JDK built it, as the launcher prefers that one.
void main(String[] args) throws IOException {
    Map<String, byte[]> entries = read(Path.of(args[0]));
    checkNamed(entries, Files.readAllLines(Path.of(args[1])));
    forgetTheTool(entries);
    int raised = raise(entries);
    int plain = withoutTypeSwitches(entries);
    write(entries, Path.of(args[2]));
    Files.writeString(
            Path.of(args[2]).resolveSibling("jdk"), System.getProperty("java.home") + "\n");
    IO.println(
            "packed "
                    + entries.size()
                    + " entries, raised "
                    + raised
                    + " old class files, made "
                    + plain
                    + " switches plain");
}

final int OLDEST_CACHED = 50;

final int RAISED_TO = ClassFile.JAVA_11_VERSION;

/// All files of a jar in its own order, without folders.
Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
        for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
            if (!e.isDirectory() && !e.getName().startsWith("META-INF/versions/")) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
    }
    return entries;
}

void checkNamed(Map<String, byte[]> entries, List<String> thirdParties) {
    List<String> prefixes = new ArrayList<>();
    for (String line : thirdParties) {
        String first = line.split(" ", 2)[0];
        if (first.matches("[a-z]+(\\.[a-z]+)*") && line.contains("  ")) {
            prefixes.add(first.replace('.', '/') + "/");
        }
    }
    for (String name : entries.keySet()) {
        if (name.endsWith(".class") && prefixes.stream().noneMatch(name::startsWith)) {
            throw new IllegalStateException(
                    name + " is shipped, but no line of THIRD-PARTY.txt names its package");
        }
    }
}

/// The manifest names the JDK that Maven happened to run on; without it the same sources give the
/// same bytes whatever the shell's java is.
void forgetTheTool(Map<String, byte[]> entries) {
    String manifest = new String(entries.get("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);
    String kept = manifest.replaceAll("Build-Tool-Jdk-Spec: [^\r\n]*\r?\n", "");
    entries.put("META-INF/MANIFEST.MF", kept.getBytes(StandardCharsets.UTF_8));
}

int raise(Map<String, byte[]> entries) {
    ClassFile classFile =
            ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(resolver(entries)));
    int raised = 0;
    for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        byte[] bytes = e.getValue();
        if (e.getKey().endsWith(".class") && majorVersion(bytes) < OLDEST_CACHED) {
            var model = classFile.parse(bytes);
            e.setValue(
                    classFile.transformClass(
                            model,
                            // Code is written anew, instruction by instruction: code that is
                            // copied whole gets no stack map.
                            ClassTransform.transformingMethodBodies((code, part) -> code.with(part))
                                    .andThen(
                                            ClassTransform.endHandler(
                                                    c -> c.withVersion(RAISED_TO, 0)))));
            requireSound(classFile, e);
            raised++;
        }
    }
    return raised;
}

/// Our own classes, their switches over types made plain.
int withoutTypeSwitches(Map<String, byte[]> entries) {
    ClassFile classFile =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(resolver(entries)),
                    // Type annotations name places in code that move.
                    ClassFile.AttributesProcessingOption.DROP_UNSTABLE_ATTRIBUTES);
    TypeSwitches switches = new TypeSwitches(classFile);
    for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        if (e.getKey().startsWith("tritonc/") && e.getKey().endsWith(".class")) {
            byte[] before = e.getValue();
            byte[] after = switches.rewrite(before);
            if (after != before) {
                e.setValue(after);
                requireSound(classFile, e);
            }
        }
    }
    return switches.replaced();
}

void requireSound(ClassFile classFile, Map.Entry<String, byte[]> raised) {
    List<VerifyError> faults = classFile.verify(raised.getValue());
    if (!faults.isEmpty()) {
        throw new IllegalStateException(raised.getKey() + " raised: " + faults.getFirst());
    }
}

int majorVersion(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
}

/// Finds super classes in the jar itself first, then in the JDK: a stack map names common ones.
ClassHierarchyResolver resolver(Map<String, byte[]> entries) {
    return ClassHierarchyResolver.ofResourceParsing(
                    (ClassDesc c) -> {
                        String descriptor = c.descriptorString();
                        String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
                        byte[] bytes = entries.get(name);
                        return bytes == null ? null : new java.io.ByteArrayInputStream(bytes);
                    })
            .orElse(ClassHierarchyResolver.defaultResolver());
}

/// Writes beside the goal and then moves, so that a killed build leaves no half jar.
void write(Map<String, byte[]> entries, Path out) throws IOException {
    Path half = out.resolveSibling(out.getFileName() + ".part");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(half))) {
        zip.setLevel(Deflater.BEST_SPEED);
        for (Map.Entry<String, byte[]> e : entries.entrySet()) {
            ZipEntry entry = new ZipEntry(e.getKey());
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write(e.getValue());
            zip.closeEntry();
        }
    }
    Files.move(half, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
}
