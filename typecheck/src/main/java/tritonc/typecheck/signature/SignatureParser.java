package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads Triton's ahead-of-time signatures, `"*fp32:16, *fp32, i32, 1024"`: types of what is given
/// at launch, with `*` for a pointer (`*k` for one that is only read) and `:16` or `:1` for what is
/// known of the value; `tensordesc<fp16[64,64]>` for a tensor descriptor with its tile; literals
/// for what is fixed. Beyond Triton's own, a literal may be `None`, `True`, `False`, a quoted
/// string, a function by name, and for a constexpr parameter a dtype or a tuple of literals. For
/// another parameter `(*fp32, i32, 3)` is a tuple, each element written as an entry.
public final class SignatureParser {
    private static final int DEEPEST = 16;

    private final SourceFile text;
    private final KernelParameters kernel;
    private final Diagnostics diagnostics;

    private SignatureParser(SourceFile text, KernelParameters kernel, Diagnostics diagnostics) {
        this.text = text;
        this.kernel = kernel;
        this.diagnostics = diagnostics;
    }

    /// One argument a parameter; nothing if the text is wrong, which `diagnostics` then says.
    public static Optional<List<Argument>> parse(
            String signature, KernelParameters kernel, Diagnostics diagnostics) {
        SourceFile text = new SourceFile("signature", signature);
        return new SignatureParser(text, kernel, diagnostics).all();
    }

    private Optional<List<Argument>> all() {
        List<Span> entries = CommaList.parts(text, 0, text.text().length());
        if (entries.size() > kernel.count()) {
            diagnostics.add(tooMany(entries));
            return Optional.empty();
        }
        List<Argument> arguments = new ArrayList<>();
        boolean good = true;
        for (int i = 0; i < kernel.count(); i++) {
            Argument argument =
                    i < entries.size() ? entry(entries.get(i), i) : absent(i, entries.size());
            good &= argument != null;
            if (argument != null) {
                arguments.add(argument);
            }
        }
        return good ? Optional.of(arguments) : Optional.empty();
    }

    private Diagnostic tooMany(List<Span> entries) {
        return Diagnostic.error(
                        Code.SIGNATURE_COUNT,
                        entries.get(kernel.count()),
                        "signature has "
                                + entries.size()
                                + " entries, but `"
                                + kernel.name()
                                + "` has "
                                + kernel.count()
                                + " parameters")
                .help("parameters in order: " + kernel.list());
    }

    private @Nullable Argument absent(int index, int given) {
        Argument byDefault = kernel.byDefault(index);
        if (byDefault == null) {
            int end = text.text().length();
            diagnostics.add(
                    Diagnostic.error(
                                    Code.SIGNATURE_COUNT,
                                    new Span(text, end, end),
                                    "signature has no entry for parameter `"
                                            + kernel.name(index)
                                            + "` of `"
                                            + kernel.name()
                                            + "`")
                            .help(given + " of the parameters have one: " + kernel.list()));
        }
        return byDefault;
    }

    private @Nullable Argument entry(Span at, int index) {
        return kernel.isConstexpr(index)
                ? fixed(at, kernel.name(index))
                : given(at, kernel.name(index), 0);
    }

    /// The entry of a constexpr parameter.
    private @Nullable Argument fixed(Span at, String name) {
        PyValue literal = Literals.parse(at.text(), kernel.names());
        if (literal != null) {
            return new Argument.Constant(literal);
        }
        if (Literals.looksLike(at.text())) {
            return unread(at);
        }
        if (at.text().startsWith("tensordesc")) {
            diagnostics.add(noDescriptor(at, name, Code.CONSTEXPR_VALUE));
            return null;
        }
        int colon = at.text().indexOf(':');
        ElementType type = typeNamed(typeText(at.text()));
        if (type != null) {
            return constexpr(at, name, type, colon >= 0);
        }
        PyValue function = FunctionNames.function(at.text(), kernel.names());
        if (function == null) {
            diagnostics.add(unknownName(at, name));
        }
        return function == null ? null : new Argument.Constant(function);
    }

    /// The entry of a parameter that is given at launch, or of an element of one that is a tuple.
    private @Nullable Argument given(Span at, String name, int depth) {
        String entry = at.text();
        boolean tuple = entry.startsWith("(") && entry.endsWith(")");
        if (tuple || entry.startsWith("[") && entry.endsWith("]")) {
            return tuple(at, name, depth);
        }
        PyValue literal = Literals.parse(entry, kernel.names());
        if (literal != null) {
            return new Argument.Constant(literal);
        }
        if (Literals.looksLike(entry)) {
            return unread(at);
        }
        if (entry.startsWith("tensordesc")) {
            return descriptor(at, name);
        }
        String written = typeText(entry);
        ElementType type = typeNamed(written);
        if (type == null) {
            PyValue function = FunctionNames.function(entry, kernel.names());
            if (function == null) {
                diagnostics.add(unknownType(at, written));
            }
            return function == null ? null : new Argument.Constant(function);
        }
        int colon = entry.indexOf(':');
        String hint = colon < 0 ? "" : entry.substring(colon + 1).strip();
        return hinted(at, type, hint, written.startsWith("*k"));
    }

    private static String typeText(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? entry : entry.substring(0, colon).strip();
    }

    private @Nullable Argument unread(Span at) {
        diagnostics.add(
                Diagnostic.error(
                        Code.SIGNATURE_LITERAL, at, "cannot read literal `" + at.text() + "`"));
        return null;
    }

    private @Nullable Argument tuple(Span at, String name, int depth) {
        TupleText tuple = TupleText.of(text, at.start() + 1, at.end() - 1);
        if (tuple == null || depth == DEEPEST) {
            diagnostics.add(
                    Diagnostic.error(
                                    Code.SIGNATURE_TYPE,
                                    at,
                                    tuple == null
                                            ? "the elements of a tuple have each a name of its own,"
                                                    + " or none has one"
                                            : "tuples are nested too deep")
                            .help("a tuple is written `(*fp32, i32, 3)` or `(x=*fp32, y=i32)`"));
            return null;
        }
        List<Argument> elements = new ArrayList<>();
        for (int i = 0; i < tuple.elements().size(); i++) {
            Argument element = given(tuple.elements().get(i), name + "." + i, depth + 1);
            if (element != null) {
                elements.add(element);
            }
        }
        boolean whole = elements.size() == tuple.elements().size();
        return whole ? new Argument.Tuple(elements, tuple.fields()) : null;
    }

    private @Nullable Argument descriptor(Span at, String name) {
        SignatureEntry.Descriptor entry = SignatureEntry.Descriptor.parse(name, at.text());
        if (entry == null) {
            diagnostics.add(noDescriptor(at, name, Code.SIGNATURE_TYPE));
            return null;
        }
        long[] extents = new long[entry.block().rank()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = entry.block().dim(i);
        }
        try {
            Shapes.checked(extents, at);
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            return null;
        }
        return new Argument.Descriptor(entry.element(), entry.block(), entry.nan());
    }

    private static Diagnostic noDescriptor(Span at, String name, Code code) {
        return Diagnostic.error(code, at, "`" + at.text() + "` is no type of `" + name + "`")
                .help("a tensor descriptor is written `tensordesc<fp16[64,64]>`");
    }

    private static Diagnostic unknownName(Span at, String name) {
        return Diagnostic.error(
                        Code.SIGNATURE_TYPE,
                        at,
                        at.text().isEmpty()
                                ? "empty entry in signature"
                                : "`"
                                        + at.text()
                                        + "` is no value of `"
                                        + name
                                        + "`: no dtype, and no function that its module knows")
                .help(
                        "values are written 1024, -0.5, True, None, 'text', fp16, (1, 2), or are"
                                + " functions by name");
    }

    private static Diagnostic unknownType(Span at, String name) {
        return Diagnostic.error(
                        Code.SIGNATURE_TYPE,
                        at,
                        name.isEmpty() ? "empty entry in signature" : "unknown type `" + name + "`")
                .help(
                        "types are i1 to i64, u8 to u64, fp16 to fp64, bf16, fp8e4nv, fp8e5,"
                                + " fp8e4b15, fp8e4b8, fp8e5b16, pointers `*fp32`, and tuples"
                                + " `(*fp32, i32)`");
    }

    private @Nullable Argument constexpr(Span at, String name, ElementType type, boolean hinted) {
        if (type instanceof PointerType || hinted) {
            diagnostics.add(
                    Diagnostic.error(
                                    Code.CONSTEXPR_VALUE,
                                    at,
                                    "parameter `"
                                            + name
                                            + "` is constexpr: its entry is a value, not a type")
                            .help("write the value, such as 1024"));
            return null;
        }
        return new Argument.Constant(new PyType(type));
    }

    private @Nullable Argument hinted(Span at, ElementType type, String hint, boolean isConst) {
        boolean integer = type instanceof DType d && d.isInteger() && !d.isBool();
        boolean pointer = type instanceof PointerType;
        if (hint.isEmpty()) {
            return new Argument.Runtime(type, 1, isConst);
        }
        if (hint.equals("16") && (integer || pointer)) {
            return new Argument.Runtime(type, 16, isConst);
        }
        if (hint.equals("1") && integer) {
            return new Argument.One(type);
        }
        diagnostics.add(
                Diagnostic.error(
                                Code.SIGNATURE_HINT,
                                at,
                                "`" + type + "` has no hint `" + hint + "`")
                        .help(
                                "hints are `:16` (divisible by 16) for pointers and integers, `:1`"
                                        + " (equals 1) for integers"));
        return null;
    }

    /// The type that a signature calls `name`; null if there is none.
    public static @Nullable ElementType typeNamed(String name) {
        if (name.startsWith("*")) {
            String pointee = name.substring(name.startsWith("*k") ? 2 : 1);
            ElementType element = typeNamed(pointee);
            return element == null ? null : new PointerType(element);
        }
        String plain = name.startsWith("tl.") ? name.substring("tl.".length()) : name;
        DType dtype = DType.parse(plain);
        return dtype == null ? DType.ofTritonName(plain) : dtype;
    }
}
