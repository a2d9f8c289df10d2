package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.ArrayList;
import java.util.List;

/// What a program does besides computing: printing, and assertions.
public final class Effects {
    private static final Parameters ASSERT = Parameters.of(1, "cond", "msg", "mask");

    private static final Parameters EXPECTED = Parameters.of(2, "x", "mask");

    private final Semantics semantics;

    public Effects(Semantics semantics) {
        this.semantics = semantics;
    }

    /// `tl.device_print(prefix, *values, hex=False)`, which `print` is too. The prefix gets a blank
    /// before it, and `: ` behind it where values follow, as Triton has it.
    PyValue print(Call call) {
        boolean isHex = false;
        for (Call.Keyword k : call.keywords()) {
            if (!k.name().equals("hex")) {
                throw Mistake.at(
                        k.given().span(),
                        Code.ARGUMENTS,
                        "`" + call.name() + "` has no parameter `" + k.name() + "`");
            }
            isHex = Boolean.TRUE.equals(PythonMath.truth(k.given().value()));
        }
        if (call.count() == 0 || !(call.positional().getFirst().value() instanceof PyString text)) {
            throw Mistake.at(
                            call.count() == 0 ? call.span() : call.positional().getFirst().span(),
                            Code.ARGUMENT_KIND,
                            "`" + call.name() + "` takes a string first")
                    .help("write `tl.device_print(\"x\", x)`");
        }
        List<Value> values = new ArrayList<>();
        for (Call.Given given : call.positional().subList(1, call.count())) {
            values.add(semantics.conversion().tensor(given.value(), given.span()));
        }
        String prefix = prefix(text.value(), !values.isEmpty());
        semantics.emitter().addAll(new EffectOp.Print(prefix, isHex, values));
        return PyNone.NONE;
    }

    private static String prefix(String text, boolean values) {
        String prefix = text;
        if (values) {
            prefix = prefix.endsWith(" ") ? prefix : prefix + " ";
            prefix = prefix.endsWith(": ") ? prefix : prefix.stripTrailing() + ": ";
        }
        return prefix.length() > 2 && !prefix.startsWith(" ") ? " " + prefix : prefix;
    }

    /// `tl.static_print(*values, sep=" ", end="\n")`.
    PyValue staticPrint(Call call) {
        return StaticPrint.print(call, semantics.printer());
    }

    /// `tl.device_assert(cond, msg, mask)`: lanes that the mask leaves out are not asked.
    PyValue deviceAssert(Call call) {
        Bound args = call.bind(ASSERT);
        String message = args.get(1) instanceof PyString s ? s.value() : "";
        @Nullable Value mask =
                args.has(2) ? semantics.conversion().tensor(args.get(2), args.span(2)) : null;
        check(args.get(0), message, mask, args.span(0));
        return PyNone.NONE;
    }

    /// `tl.expect_zero(x, mask)`: `x` as it is; with assertions, it must be 0 where the mask is
    /// true.
    PyValue expectZero(Call call) {
        Bound args = call.bind(EXPECTED);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Value mask = semantics.conversion().tensor(args.get(1), args.span(1));
        boolean fp8 = x.type().element() instanceof DType d && d.isFp8();
        Value zero =
                semantics
                        .operators()
                        .compare(
                                CompareKind.EQ,
                                "==",
                                new Tensor(fp8 ? semantics.emitter().cast(x, DType.FP32) : x),
                                Constexpr.of(0),
                                Sites.all(args.span(0)));
        check(
                new Tensor(zero),
                "expect_zero expected x == 0 where mask is true",
                mask,
                args.span(0));
        return args.get(0);
    }

    /// Asserts that a value is true in every lane.
    public void check(PyValue condition, String message, @Nullable Value mask, Span at) {
        Boolean known = condition instanceof Tensor ? null : PythonMath.truth(condition);
        if (Boolean.TRUE.equals(known)) {
            return;
        }
        PyValue lanes = known == null ? condition : PyBool.FALSE;
        Value x = semantics.conversion().tensor(lanes, at);
        Value truth = x.type().element() == DType.I1 ? x : truth(x, at);
        if (mask != null) {
            Value off =
                    semantics.emitter().add(new Arithmetic.Unary(UnaryKind.NOT, truth(mask, at)));
            truth =
                    semantics
                            .operators()
                            .binary(
                                    BinaryOp.BIT_OR,
                                    new Tensor(truth),
                                    new Tensor(off),
                                    Sites.all(at));
        }
        semantics.emitter().addAll(new EffectOp.Assert(truth, message));
    }

    private Value truth(Value x, Span at) {
        return x.type().element() == DType.I1 ? x : semantics.conversion().cast(x, DType.I1, at);
    }
}
