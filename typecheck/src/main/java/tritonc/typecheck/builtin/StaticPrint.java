package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.List;
import java.util.function.Consumer;

/// `tl.static_print`, which is Python's `print` when the kernel is compiled: constants show their
/// values, blocks their types.
final class StaticPrint {
    private StaticPrint() {}

    static PyValue print(Call call, Consumer<String> printer) {
        String between = " ";
        String end = "\n";
        for (Call.Keyword k : call.keywords()) {
            PyValue value = k.given().value();
            switch (k.name()) {
                case "sep" -> between = value instanceof PyNone ? between : str(value);
                case "end" -> end = value instanceof PyNone ? end : str(value);
                case "flush" -> {}
                default ->
                        throw Mistake.at(
                                        k.given().span(),
                                        Code.ARGUMENTS,
                                        "`tl.static_print` has no parameter `" + k.name() + "`")
                                .help("it has `sep`, `end` and `flush`");
            }
        }
        List<String> words = call.positional().stream().map(g -> str(g.value())).toList();
        printer.accept(String.join(between, words) + end);
        return PyNone.NONE;
    }

    /// Python's `str` of a value.
    private static String str(PyValue value) {
        return switch (value) {
            case PyString s -> s.value();
            case Tensor t -> name(t.element()) + t.shape().toString().replace(",", ", ");
            case PyType t when t.type() instanceof ElementType e -> name(e);
            case TupleValue t ->
                    "['"
                            + String.join(
                                    "', '", t.elements().stream().map(StaticPrint::str).toList())
                            + "']";
            default -> value.describe();
        };
    }

    /// What Triton calls a type.
    private static String name(ElementType type) {
        return switch (type) {
            case PointerType p -> "pointer<" + name(p.pointee()) + ">";
            case DType d when d.isInteger() || d.isBool() ->
                    d.toString().replace("u", "uint").replaceFirst("^i", "int");
            case DType d -> d.toString();
        };
    }
}
