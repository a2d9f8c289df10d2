package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.MethodValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/// `value.name(…)`.
public final class Methods {
    /// Functions of fp32 and fp64 that Triton takes of fp16 and bf16 as methods.
    private static final Set<String> OF_HALVES =
            Set.of(
                    "exp", "exp2", "log", "log2", "cos", "sin", "sqrt", "rsqrt", "erf", "floor",
                    "ceil");

    private final Builtins builtins;

    public Methods(Builtins builtins) {
        this.builtins = builtins;
    }

    /// @param receiverAt where the value before the dot stands
    /// @param functions calls what the kernel hands over to be called
    /// @throws Mistake if the value has no such method
    public PyValue call(MethodValue method, Span receiverAt, Call call, Functions functions) {
        if (method.receiver() instanceof PyType type) {
            return ofType(type, method.name(), call);
        }
        if (method.receiver() instanceof BlockPointer p && p.isDescriptor()) {
            PyValue result = builtins.ofDescriptor(method.name(), call.prepend(p, receiverAt));
            if (result != null) {
                return result;
            }
        }
        if (method.receiver() instanceof Tensor t
                && (t.element() == DType.FP16 || t.element() == DType.BF16)
                && OF_HALVES.contains(method.name())) {
            return ofHalves(t, method.name(), receiverAt, call, functions);
        }
        BuiltinValue function = new BuiltinValue("triton.language." + method.name());
        return builtins.call(function, call.prepend(method.receiver(), receiverAt), functions);
    }

    /// In fp32, rounded once.
    private PyValue ofHalves(Tensor half, String name, Span at, Call call, Functions functions) {
        BuiltinValue cast = new BuiltinValue("triton.language.cast");
        Call widen = new Call("cast", at, List.of(), List.of());
        PyValue wide = builtins.call(cast, with(widen, half, DType.FP32), functions);
        PyValue result =
                builtins.call(
                        new BuiltinValue("triton.language." + name),
                        call.prepend(wide, at),
                        functions);
        return builtins.call(cast, with(widen, result, half.dtype()), functions);
    }

    private static Call with(Call cast, PyValue x, DType to) {
        return cast.prepend(new PyType(to), cast.span()).prepend(x, cast.span());
    }

    /// The greatest or least integer of a dtype; of `int1`, which Triton counts as unsigned, 1 or
    /// 0.
    private static BigInteger limit(DType d, boolean greatest) {
        int digits = d.isSigned() ? d.bits() - 1 : d.bits();
        BigInteger end = BigInteger.ONE.shiftLeft(digits);
        return greatest
                ? end.subtract(BigInteger.ONE)
                : d.isSigned() ? end.negate() : BigInteger.ZERO;
    }

    private static PyValue ofType(PyType type, String name, Call call) {
        if (name.equals("with_element_ty")) {
            Bound args = call.bind(Parameters.of(1, "element_ty"));
            return new PyType(type.type().withElement(args.type(0)));
        }
        if (name.startsWith("get_int_") && type.type() instanceof DType d) {
            call.bind(Parameters.of(0));
            return new PyInt(limit(d, name.equals("get_int_max_value")));
        }
        if (name.equals("get_block_shapes") && type.type().isBlock()) {
            call.bind(Parameters.of(0));
            return Attributes.shape(type.type().shape());
        }
        if (!name.startsWith("is_")) {
            throw Mistake.at(
                    call.span(), Code.ATTRIBUTE, type.describe() + " has no method `" + name + "`");
        }
        call.bind(Parameters.of(0));
        return Attributes.ask(type, name, call.span());
    }
}
