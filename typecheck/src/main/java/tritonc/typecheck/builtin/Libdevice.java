package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.builtin.LibdeviceTable.Form;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Pair;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The functions of `libdevice`, under whichever of its names a kernel imports it. A call must have
/// the types of one form of the function; operands that have those of none are first brought to one
/// type, as early releases of Triton did.
final class Libdevice {
    private final Semantics semantics;
    private final Elementwise elementwise;

    Libdevice(Semantics semantics, Elementwise elementwise) {
        this.semantics = semantics;
        this.elementwise = elementwise;
    }

    /// @return null for a function that is not known
    @Nullable PyValue call(String name, Call call) {
        return switch (name) {
            case "max", "fmax", "fmaxf" -> elementwise.extremum(true, call);
            case "min", "fmin", "fminf" -> elementwise.extremum(false, call);
            case "abs" -> elementwise.abs(call);
            case "philox" ->
                    throw Mistake.at(
                                    call.span(),
                                    Code.VENDOR,
                                    "`" + call.name() + "` is of one vendor's libdevice only")
                            .help("use `tl.rand` or `tl.randint4x`");
            default -> {
                List<Form> forms = LibdeviceTable.forms(name);
                yield forms == null ? null : apply(forms, call);
            }
        };
    }

    private PyValue apply(List<Form> forms, Call call) {
        int count = forms.getFirst().takes().size();
        String[] names = new String[count];
        Arrays.setAll(names, i -> "arg" + i);
        Bound args = call.bind(Parameters.of(count, names));
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(semantics.conversion().tensor(args.get(i), args.span(i)));
        }
        Form form = find(forms, operands);
        if (form == null && count > 1) {
            operands = unified(args, operands);
            form = find(forms, operands);
        }
        if (form == null) {
            throw wrongTypes(forms, args, operands);
        }
        Shape shape = Shape.SCALAR;
        for (int i = 0; i < count; i++) {
            Value first = operands.getFirst();
            Shape with = operands.get(i).type().shape();
            Shape common = Shapes.common(shape, with);
            shape =
                    common == null
                            ? Shapes.common(first, operands.get(i), Sites.all(args.span(i)))
                            : common;
        }
        List<Value> stretched = new ArrayList<>();
        for (Value operand : operands) {
            stretched.add(semantics.shapes().broadcast(operand, shape));
        }
        return new Tensor(form.body().apply(semantics.emitter().algebra(shape), stretched));
    }

    private static @Nullable Form find(List<Form> forms, List<Value> operands) {
        for (Form form : forms) {
            boolean same = true;
            for (int i = 0; i < operands.size(); i++) {
                same &= form.takes().get(i) == operands.get(i).type().element();
            }
            if (same) {
                return form;
            }
        }
        return null;
    }

    /// The operands in the type that an operator would compute all of them in.
    private List<Value> unified(Bound args, List<Value> operands) {
        if (!operands.stream().allMatch(v -> v.type().element() instanceof DType)) {
            return operands;
        }
        PyValue common = args.get(0);
        for (int i = 1; i < operands.size(); i++) {
            Sites at = new Sites(args.span(0), args.span(i));
            Pair pair = semantics.unification().typed(args.name(), common, args.get(i), at);
            common = new Tensor(pair.a());
        }
        ElementType type = ((Tensor) common).element();
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            all.add(semantics.conversion().cast(operands.get(i), type, args.span(i)));
        }
        return all;
    }

    private static Mistake wrongTypes(List<Form> forms, Bound args, List<Value> operands) {
        String given =
                operands.stream()
                        .map(v -> v.type().element().toString())
                        .collect(Collectors.joining(", "));
        String wanted =
                forms.stream()
                        .map(f ->
                                f.takes().stream()
                                        .map(DType::toString)
                                        .collect(Collectors.joining(", ")))
                        .distinct()
                        .collect(Collectors.joining(operands.size() == 1 ? " and " : "; or "));
        Mistake mistake =
                Mistake.at(
                        args.span(0),
                        Code.FUNCTION_TYPE,
                        "`" + args.name() + "` takes " + wanted + ", not " + given);
        return mistake.label(args.span(0), operands.getFirst().type().toString())
                .help("cast first: `.to(tl." + LibdeviceTable.name(forms.getFirst()) + ")`");
    }
}
