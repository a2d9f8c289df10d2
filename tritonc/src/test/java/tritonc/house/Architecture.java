package tritonc.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The arrows of the house as rules, for a root package: `tritonc`, or a planted house in the
/// tests.
record Architecture(String root) {
    /// What a room is, and what of ours it may import besides itself; `ir.type` stands for that
    /// package and those below. The room `tritonc` (library, driver, command line) sees all.
    private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

    /// A library, or a part of the JDK, and the only rooms that may use it.
    private static final Map<String, List<String>> OWNED = new LinkedHashMap<>();

    static {
        List<String> artifacts = List.of("ir.artifact", "ir.type", "ir.diagnostic", "ir.target");
        MAY_IMPORT.put("ir", List.of());
        MAY_IMPORT.put("grammar", List.of("ir.diagnostic"));
        MAY_IMPORT.put("frontend", List.of("grammar", "ir.diagnostic"));
        MAY_IMPORT.put("typecheck", List.of("frontend", "ir"));
        MAY_IMPORT.put("optimizer", List.of("ir"));
        MAY_IMPORT.put("codegen", List.of("ir"));
        MAY_IMPORT.put("cache", List.of());
        MAY_IMPORT.put("parallel", List.of());
        MAY_IMPORT.put("runtime", with(artifacts, "parallel"));
        MAY_IMPORT.put("apple", with(artifacts, "runtime"));

        OWNED.put("org.antlr..", List.of("grammar", "frontend"));
        OWNED.put("org.objectweb.asm..", List.of("codegen"));
        OWNED.put("com.palantir.javapoet..", List.of("codegen"));
        OWNED.put("com.google.protobuf..", List.of("codegen"));
        OWNED.put("com.github.benmanes.caffeine..", List.of("cache"));
        OWNED.put("com.fasterxml.jackson.core..", List.of("runtime", "driver", "cli"));
        OWNED.put("com.fasterxml.jackson.databind..", List.of("driver", "cli"));
        OWNED.put("picocli..", List.of("cli"));
        OWNED.put("me.tongfei.progressbar..", List.of("cli"));
        OWNED.put("org.openjdk.jmh..", List.of("benchmarks"));
    }

    private static final List<String> CALLS_NATIVE = List.of("runtime", "apple");

    private static List<String> with(List<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    /// The rooms by name.
    static List<String> rooms() {
        return List.copyOf(MAY_IMPORT.keySet());
    }

    /// Every rule, each with its name in the failure it reports.
    List<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>();
        MAY_IMPORT.forEach((room, allowed) -> rules.add(imports(room, allowed)));
        OWNED.forEach((library, owners) -> rules.add(owned(library, owners)));
        rules.add(nativeCalls());
        rules.add(memoryOfAnySize());
        rules.add(theWorldOutside());
        rules.add(noCircles("rooms form no circle", ".(*).."));
        rules.add(noCircles("packages form no circle", ".(**)"));
        return rules;
    }

    private ArchRule imports(String room, List<String> allowed) {
        List<String> seen = with(allowed, room);
        return noClasses()
                .that()
                .resideInAPackage(below(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + "..").and(not(resideInAnyPackage(below(seen)))))
                .as(room + " imports only " + String.join(", ", seen))
                .allowEmptyShould(true);
    }

    private ArchRule owned(String library, List<String> owners) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(below(owners))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as("only " + String.join(", ", owners) + " may use " + library)
                .allowEmptyShould(true);
    }

    private ArchRule nativeCalls() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(below(CALLS_NATIVE))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
                .as("only the runtimes look up and call native code")
                .allowEmptyShould(true);
    }

    private ArchRule memoryOfAnySize() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(below(CALLS_NATIVE))
                .should()
                .callMethodWhere(
                        target(name("reinterpret"))
                                .and(target(owner(name("java.lang.foreign.MemorySegment")))))
                .as("only the runtimes reinterpret memory")
                .allowEmptyShould(true);
    }

    /// Printing, leaving and reading the environment belong to the command line, so that a program
    /// that uses the library is never surprised.
    private ArchRule theWorldOutside() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(below(List.of("cli", "benchmarks")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .as("only the command line prints, leaves, or reads the environment")
                .allowEmptyShould(true);
    }

    private ArchRule noCircles(String name, String slice) {
        return slices().matching(root + slice).should().beFreeOfCycles().as(name);
    }

    private String below(String room) {
        return root + "." + room + "..";
    }

    private String[] below(List<String> rooms) {
        return rooms.stream().map(this::below).toArray(String[]::new);
    }
}
