package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;

/// Arguments as the entries of a signature, and back.
public final class Entries {
    private Entries() {}

    /// @param names what the kernel sees, by which functions are called
    public static SignatureEntry of(String name, Argument argument, Names names) {
        return switch (argument) {
            case Argument.Runtime r ->
                    new SignatureEntry.Runtime(name, r.type(), r.divisibility(), r.isConst());
            case Argument.Descriptor d ->
                    new SignatureEntry.Descriptor(name, d.element(), d.block(), d.nan());
            case Argument.Tuple t -> {
                List<SignatureEntry> elements = new ArrayList<>(t.elements().size());
                for (int i = 0; i < t.elements().size(); i++) {
                    elements.add(of(name + "." + i, t.elements().get(i), names));
                }
                yield new SignatureEntry.Tuple(name, elements, t.fields());
            }
            case Argument.One o -> new SignatureEntry.One(name, o.type());
            case Argument.Constant c ->
                    new SignatureEntry.Constexpr(name, Literals.text(c.value(), names));
        };
    }

    /// The argument of an entry; null if its literal cannot be read, which `diagnostics` then says.
    public static @Nullable Argument argument(
            SignatureEntry entry, Names names, Diagnostics diagnostics) {
        return switch (entry) {
            case SignatureEntry.Runtime r ->
                    new Argument.Runtime(r.type(), r.divisibility(), r.isConst());
            case SignatureEntry.Descriptor d ->
                    new Argument.Descriptor(d.element(), d.block(), d.nan());
            case SignatureEntry.Tuple t -> tuple(t, names, diagnostics);
            case SignatureEntry.One o -> new Argument.One(o.type());
            case SignatureEntry.Constexpr c -> {
                PyValue value = literal(c.literal(), names);
                if (value == null) {
                    diagnostics.add(unreadable(c));
                }
                yield value == null ? null : new Argument.Constant(value);
            }
        };
    }

    private static @Nullable Argument tuple(
            SignatureEntry.Tuple tuple, Names names, Diagnostics diagnostics) {
        List<Argument> elements = new ArrayList<>(tuple.elements().size());
        for (SignatureEntry element : tuple.elements()) {
            Argument argument = argument(element, names, diagnostics);
            if (argument != null) {
                elements.add(argument);
            }
        }
        boolean whole = elements.size() == tuple.elements().size();
        return whole ? new Argument.Tuple(elements, tuple.fields()) : null;
    }

    private static @Nullable PyValue literal(String text, Names names) {
        PyValue value = Literals.parse(text, names);
        if (value != null) {
            return value;
        }
        var type = SignatureParser.typeNamed(text);
        return type == null ? FunctionNames.function(text, names) : new PyType(type);
    }

    private static Diagnostic unreadable(SignatureEntry.Constexpr entry) {
        SourceFile text = new SourceFile("signature", entry.literal());
        boolean name = FunctionNames.isName(entry.literal());
        Diagnostic unread =
                Diagnostic.error(
                        Code.SIGNATURE_LITERAL,
                        new Span(text, 0, entry.literal().length()),
                        name
                                ? "no function `"
                                        + entry.literal()
                                        + "` for `"
                                        + entry.name()
                                        + "`: the kernel's module knows none of this name"
                                : "cannot read literal `"
                                        + entry.literal()
                                        + "` of `"
                                        + entry.name()
                                        + "`");
        return name
                ? unread.help("a text is written with quotes: '" + entry.literal() + "'")
                : unread;
    }
}
