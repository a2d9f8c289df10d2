package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A recipe printed as Java, compiled and loaded. `apply32` or `apply64` works, by the dtype.
abstract class CompiledRecipe {
    float apply32(float x, float y) {
        throw new IllegalStateException("not of fp32");
    }

    double apply64(double x, double y) {
        throw new IllegalStateException("not of fp64");
    }

    /// The recipe of `kind` (a [UnaryKind] or a [BinaryKind]) in `dtype`.
    static CompiledRecipe of(Enum<?> kind, DType dtype) throws ReflectiveOperationException {
        SourceAlgebra a = new SourceAlgebra();
        SourceAlgebra.Term result = print(a, kind, dtype);
        String type = SourceAlgebra.java(dtype);
        String name = "Recipe_" + kind + "_" + dtype;
        String source =
                "package tritonc.ir.math;\nfinal class %s extends CompiledRecipe {\n  @Override %s apply%d(%s x, %s y) {\n%s    return %s;\n  }\n}\n"
                        .formatted(name, type, dtype.bits(), type, type, a.body, result.text());
        byte[] code = compile(name, source);
        Class<?> loaded = MethodHandles.lookup().defineClass(code);
        CompiledRecipe made = (CompiledRecipe) loaded.getDeclaredConstructor().newInstance();
        return made;
    }

    /// The number of primitive ops in a recipe or a [LibraryFunction].
    static int ops(Enum<?> kind, DType dtype) {
        SourceAlgebra a = new SourceAlgebra();
        print(a, kind, dtype);
        return a.ops;
    }

    private static SourceAlgebra.Term print(SourceAlgebra a, Enum<?> kind, DType dtype) {
        if (kind instanceof LibraryFunction f) {
            List<SourceAlgebra.Term> all = new ArrayList<>();
            for (int i = 0; i < f.arity(); i++) {
                all.add(new SourceAlgebra.Term(dtype, "x" + i));
            }
            return f.of(a, dtype, all);
        }
        SourceAlgebra.Term x = new SourceAlgebra.Term(dtype, "x");
        SourceAlgebra.Term y = new SourceAlgebra.Term(dtype, "y");
        return kind instanceof UnaryKind u
                ? Recipes.of(a, u, dtype, x)
                : Recipes.of(a, (BinaryKind) kind, dtype, x, y);
    }

    private static byte[] compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        JavaFileObject in =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(
                        compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location,
                            String className,
                            JavaFileObject.Kind kind,
                            FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return code;
                            }
                        };
                    }
                };
        String path =
                CompiledRecipe.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        List<String> options = List.of("-cp", path, "-proc:none");
        if (!compiler.getTask(null, files, null, options, null, List.of(in)).call()) {
            throw new IllegalStateException(source);
        }
        return code.toByteArray();
    }
}
