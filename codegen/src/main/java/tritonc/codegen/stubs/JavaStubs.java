package tritonc.codegen.stubs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import javax.lang.model.element.Modifier;

/// Writes the typed class of a kernel: `AddKernel.of(kernel).launch(grid, x, y, out, n)`. What the
/// signature fixes is written into the class; everything else is a parameter of its Java type.
public final class JavaStubs {
    private static final String RUNTIME = "tritonc.runtime";
    private static final ClassName KERNEL = ClassName.get(RUNTIME, "Kernel");
    private static final ClassName GRID = ClassName.get(RUNTIME, "Grid");
    private static final ClassName ARGS = ClassName.get(RUNTIME, "Args");
    private static final ClassName BOUND = ClassName.get(RUNTIME, "BoundLaunch");

    private static final ClassName CONSTEXPR = ClassName.get(RUNTIME, "Constexpr");

    /// Names that methods of the class use themselves.
    private static final Set<String> TAKEN = Set.of("grid", "kernel", "launch", "run");

    /// A source file.
    ///
    /// @param path where it belongs below a root of sources, `/` between folders
    public record Source(String className, String path, String text) {}

    private final KernelSignature signature;
    private final ClassName type;
    private final List<Slot> slots = new ArrayList<>();

    private JavaStubs(KernelSignature signature, String packageName) {
        this.signature = signature;
        this.type = ClassName.get(packageName, JavaNames.ofClass(signature.kernel()));
        List<String> names = new ArrayList<>();
        for (SignatureEntry entry : signature.entries()) {
            Slot.given(entry).forEach(given -> names.add(given.name()));
        }
        List<String> java = JavaNames.ofParameters(names, TAKEN);
        for (SignatureEntry entry : signature.entries()) {
            for (SignatureEntry given : Slot.given(entry)) {
                slots.add(new Slot(given, java.get(slots.size())));
            }
        }
    }

    /// The class of a kernel for one signature; equal input gives equal text.
    ///
    /// @param packageName the package of the class; empty for none
    public static Source generate(KernelSignature signature, String packageName) {
        JavaStubs stubs = new JavaStubs(signature, packageName);
        JavaFile file =
                JavaFile.builder(packageName, stubs.kernelClass())
                        .indent("    ")
                        .skipJavaLangImports(true)
                        .build();
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        String path = folder + stubs.type.simpleName() + ".java";
        return new Source(stubs.type.canonicalName(), path, file.toString());
    }

    private TypeSpec kernelClass() {
        return TypeSpec.classBuilder(type)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(
                        "Launches the kernel {@code $L} compiled for {@code $L}.\n",
                        signature.kernel(),
                        signature.text())
                .addField(constant("KERNEL", signature.kernel(), "The kernel's name."))
                .addField(constant("SIGNATURE", signature.text(), "What it is compiled for."))
                .addField(KERNEL, "kernel", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(constructor(KERNEL, "kernel"))
                .addMethod(of())
                .addMethod(launch())
                .addMethod(bind())
                .addMethod(arguments())
                .addType(bound())
                .build();
    }

    private static FieldSpec constant(String name, String value, String doc) {
        return FieldSpec.builder(String.class, name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$S", value)
                .addJavadoc("$L\n", doc)
                .build();
    }

    private static MethodSpec constructor(ClassName of, String field) {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(of, field)
                .addStatement("this.$N = $N", field, field)
                .build();
    }

    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addJavadoc("The typed view of a kernel that was loaded.\n\n")
                .addJavadoc("@throws IllegalArgumentException if it has another name\n")
                .addParameter(KERNEL, "kernel")
                .beginControlFlow("if (!kernel.name().equals(KERNEL))")
                .addStatement(
                        "throw new $T($S + kernel.name())",
                        IllegalArgumentException.class,
                        signature.kernel() + " is wanted, not ")
                .endControlFlow()
                .addStatement("return new $T(kernel)", type)
                .build();
    }

    private MethodSpec launch() {
        return launching("launch")
                .addJavadoc("Runs all programs of the grid and returns when they have ended.\n\n")
                .addJavadoc(docs())
                .addStatement("kernel.launch(grid, arguments($L))", names())
                .build();
    }

    private MethodSpec bind() {
        return launching("bind")
                .returns(type.nestedClass("Bound"))
                .addJavadoc("A launch to be run many times, without allocating.\n\n")
                .addJavadoc(docs())
                .addStatement("return new Bound(kernel.bind(grid, arguments($L)))", names())
                .build();
    }

    private MethodSpec.Builder launching(String name) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(GRID, "grid");
        for (Slot slot : slots) {
            method.addParameter(slot.parameter());
        }
        return method;
    }

    private CodeBlock docs() {
        CodeBlock.Builder docs = CodeBlock.builder().add("@param grid how many programs run\n");
        for (Slot slot : slots) {
            docs.add(slot.doc());
        }
        return docs.build();
    }

    private CodeBlock names() {
        List<CodeBlock> names = new ArrayList<>();
        for (Slot slot : slots) {
            names.add(CodeBlock.of("$N", slot.java()));
        }
        return CodeBlock.join(names, ", ");
    }

    private MethodSpec arguments() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("arguments")
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .returns(ARGS);
        List<CodeBlock> pairs = new ArrayList<>();
        Iterator<Slot> next = slots.iterator();
        for (SignatureEntry entry : signature.entries()) {
            pairs.add(CodeBlock.of("$S, $L", entry.name(), value(entry, next)));
        }
        for (Slot slot : slots) {
            method.addParameter(slot.parameter());
        }
        return method.addStatement("return $T.of($>\n$L$<)", ARGS, CodeBlock.join(pairs, ",\n"))
                .build();
    }

    /// @param slots those of the entry and of all behind it
    private static CodeBlock value(SignatureEntry entry, Iterator<Slot> slots) {
        return switch (entry) {
            case SignatureEntry.Runtime _, SignatureEntry.Descriptor _ -> slots.next().value();
            case SignatureEntry.Tuple t -> tuple(t, slots);
            case SignatureEntry.One _ -> CodeBlock.of("1");
            case SignatureEntry.Constexpr c -> JavaConstants.of(c.literal());
        };
    }

    private static CodeBlock tuple(SignatureEntry.Tuple tuple, Iterator<Slot> slots) {
        List<CodeBlock> elements = new ArrayList<>();
        for (int i = 0; i < tuple.elements().size(); i++) {
            SignatureEntry element = tuple.elements().get(i);
            if (!tuple.fields().isEmpty()) {
                elements.add(CodeBlock.of("$S", tuple.fields().get(i)));
            }
            CodeBlock value = value(element, slots);
            boolean constant =
                    element instanceof SignatureEntry.Constexpr c && !c.literal().equals("None");
            elements.add(constant ? CodeBlock.of("new $T($L)", CONSTEXPR, value) : value);
        }
        String maker = tuple.fields().isEmpty() ? "tuple" : "named";
        return CodeBlock.of("$T.$L($L)", ARGS, maker, CodeBlock.join(elements, ", "));
    }

    private TypeSpec bound() {
        ClassName bound = type.nestedClass("Bound");
        TypeSpec.Builder inner =
                TypeSpec.classBuilder("Bound")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc(
                                "A launch with its arguments in place, for one thread at a time.\n")
                        .addField(BOUND, "launch", Modifier.PRIVATE, Modifier.FINAL)
                        .addMethod(constructor(BOUND, "launch"));
        inner.addMethod(
                MethodSpec.methodBuilder("grid")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(bound)
                        .addParameter(GRID, "grid")
                        .addStatement("launch.grid(grid)")
                        .addStatement("return this")
                        .build());
        Iterator<Slot> all = slots.iterator();
        Iterator<Slot> values = slots.iterator();
        for (SignatureEntry entry : signature.entries()) {
            List<Slot> own = Slot.given(entry).stream().map(_ -> all.next()).toList();
            if (!own.isEmpty()) {
                inner.addMethod(setter(entry, own, value(entry, values), bound));
            }
        }
        return inner.addMethod(
                        MethodSpec.methodBuilder("run")
                                .addModifiers(Modifier.PUBLIC)
                                .addJavadoc("Runs all programs of the grid.\n")
                                .addStatement("launch.run()")
                                .build())
                .build();
    }

    private static MethodSpec setter(
            SignatureEntry entry, List<Slot> own, CodeBlock value, ClassName bound) {
        boolean tuple = entry instanceof SignatureEntry.Tuple;
        String name =
                tuple
                        ? JavaNames.ofParameters(List.of(entry.name()), TAKEN).getFirst()
                        : own.getFirst().java();
        MethodSpec.Builder setter =
                MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(bound);
        own.forEach(slot -> setter.addParameter(slot.parameter()));
        return setter.addStatement("launch.set($S, $L)", entry.name(), value)
                .addStatement("return this")
                .build();
    }
}
