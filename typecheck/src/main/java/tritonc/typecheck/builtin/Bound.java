package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.builtin.Call.Given;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.List;

/// The arguments of one call, by parameter; reading one as a kind it is not is a mistake at its
/// place.
public final class Bound {
    private final Call call;
    private final Parameters parameters;
    private final @Nullable Given[] slots;

    Bound(Call call, Parameters parameters, @Nullable Given[] slots) {
        this.call = call;
        this.parameters = parameters;
        this.slots = slots;
    }

    public Span span() {
        return call.span();
    }

    public String name() {
        return call.name();
    }

    /// The place of an argument; the call's where it is not given.
    public Span span(int index) {
        Given given = slots[index];
        return given == null ? call.span() : given.span();
    }

    /// An argument; `None` where it is not given.
    public PyValue get(int index) {
        Given given = slots[index];
        return given == null ? PyNone.NONE : given.value();
    }

    /// Whether an argument is given, be it `None`.
    boolean isGiven(int index) {
        return slots[index] != null;
    }

    /// Whether an argument is given and is not `None`.
    public boolean has(int index) {
        return !(get(index) instanceof PyNone);
    }

    public Mistake wrongKind(int index, String wanted) {
        return Mistake.at(
                        span(index),
                        Code.ARGUMENT_KIND,
                        "`"
                                + call.name()
                                + "` takes "
                                + wanted
                                + " as `"
                                + parameters.name(index)
                                + "`, not "
                                + get(index).describe())
                .label(span(index), get(index).describe());
    }

    /// An argument that must be known at compile time.
    private Mistake notConstant(int index) {
        return Mistake.at(
                        span(index),
                        Code.NOT_CONSTEXPR,
                        "`"
                                + parameters.name(index)
                                + "` of `"
                                + call.name()
                                + "` must be known at compile time")
                .label(span(index), get(index).describe())
                .help("take it from a parameter annotated `tl.constexpr`");
    }

    private BigInteger integer(int index) {
        BigInteger value = PythonMath.integer(get(index));
        if (value == null) {
            throw get(index) instanceof Tensor
                    ? notConstant(index)
                    : wrongKind(index, "an integer");
        }
        return value;
    }

    /// An integer known at compile time, clamped into a long.
    public long constant(int index) {
        BigInteger value = integer(index);
        return value.bitLength() > 63
                ? value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE
                : value.longValue();
    }

    /// A truth value known at compile time; `absent` where it is not given.
    public boolean flag(int index, boolean absent) {
        if (slots[index] == null) {
            return absent;
        }
        Boolean truth = PythonMath.truth(get(index));
        if (truth == null) {
            throw notConstant(index);
        }
        return truth;
    }

    /// A text known at compile time; the empty one where it is not given or `None`.
    public String text(int index) {
        PyValue value = get(index);
        if (value instanceof PyNone) {
            return "";
        }
        if (value instanceof PyString s) {
            return s.value();
        }
        throw wrongKind(index, "a string");
    }

    public ElementType type(int index) {
        if (get(index) instanceof PyType t && t.type() instanceof ElementType e) {
            return e;
        }
        if (get(index) instanceof PyType t) {
            return t.type().element();
        }
        throw wrongKind(index, "a dtype such as `tl.float32`");
    }

    public DType dtype(int index) {
        if (type(index) instanceof DType d) {
            return d;
        }
        throw wrongKind(index, "a number format such as `tl.float32`");
    }

    public Tensor tensor(int index) {
        if (get(index) instanceof Tensor t) {
            return t;
        }
        throw wrongKind(index, "a tensor");
    }

    public Tensor block(int index) {
        if (get(index) instanceof Tensor t && t.isBlock()) {
            return t;
        }
        throw Mistake.at(
                        span(index),
                        Code.NEEDS_BLOCK,
                        "`" + call.name() + "` needs a block, not a scalar")
                .label(span(index), get(index).describe());
    }

    /// A shape: a tuple of integers or one integer, checked as the shape of a block.
    public Shape shape(int index) {
        return Shapes.checked(Integers.of(get(index), span(index), call.name()), span(index));
    }

    /// An axis of a shape of `rank` axes.
    public int axis(int index, int rank) {
        return Shapes.axis(constant(index), rank, span(index));
    }

    /// The elements of a tuple, or the value alone.
    public List<PyValue> list(int index) {
        return get(index) instanceof TupleValue t ? t.elements() : List.of(get(index));
    }
}
