package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// The ops that compute lane by lane. All operands have one shape: splats and broadcasts are ops of
/// their own.
public sealed interface Arithmetic extends TileOp, Pure, Elementwise {
    /// The only result's type.
    Type type();

    @Override
    default List<Type> resultTypes() {
        return List.of(type());
    }

    /// A number, the same in every lane of `type`.
    ///
    /// @param bits the lane, as the package says lanes are represented
    record Constant(Type type, long bits) implements Arithmetic {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Constant mapOperands(UnaryOperator<Value> change) {
            return this;
        }
    }

    record Unary(UnaryKind kind, Value x) implements Arithmetic {
        public Unary {
            require(x.type().element() instanceof DType d && kind.accepts(d), kind, x);
        }

        @Override
        public String name() {
            return kind.text();
        }

        @Override
        public Type type() {
            return x.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Unary mapOperands(UnaryOperator<Value> change) {
            Value to = change.apply(x);
            return to == x ? this : new Unary(kind, to);
        }
    }

    record Binary(BinaryKind kind, Value a, Value b) implements Arithmetic {
        public Binary {
            require(a.type().element() instanceof DType d && kind.accepts(d), kind, a);
            require(a.type().equals(b.type()), kind, b);
        }

        @Override
        public String name() {
            return kind.text();
        }

        @Override
        public Type type() {
            return a.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(a, b);
        }

        @Override
        public Binary mapOperands(UnaryOperator<Value> change) {
            Value toA = change.apply(a);
            Value toB = change.apply(b);
            return toA == a && toB == b ? this : new Binary(kind, toA, toB);
        }
    }

    /// Gives `i1`. Compares numbers of one dtype, or addresses (unsigned).
    record Compare(CompareKind kind, Value a, Value b) implements Arithmetic {
        public Compare {
            require(a.type().equals(b.type()), kind, b);
            require(!(a.type().element() instanceof DType d && d.isFp8()), kind, a);
        }

        @Override
        public String name() {
            return kind.text();
        }

        @Override
        public Type type() {
            return a.type().withElement(DType.I1);
        }

        @Override
        public List<Value> operands() {
            return List.of(a, b);
        }

        @Override
        public Compare mapOperands(UnaryOperator<Value> change) {
            Value toA = change.apply(a);
            Value toB = change.apply(b);
            return toA == a && toB == b ? this : new Compare(kind, toA, toB);
        }
    }

    /// Lane by lane `ifTrue` where `condition` holds, else `ifFalse`. Any element type.
    record Select(Value condition, Value ifTrue, Value ifFalse) implements Arithmetic {
        public Select {
            require(condition.type().element() == DType.I1, "select", condition);
            require(condition.type().shape().equals(ifTrue.type().shape()), "select", condition);
            require(ifTrue.type().equals(ifFalse.type()), "select", ifFalse);
        }

        @Override
        public String name() {
            return "select";
        }

        @Override
        public Type type() {
            return ifTrue.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(condition, ifTrue, ifFalse);
        }

        @Override
        public Select mapOperands(UnaryOperator<Value> change) {
            Value c = change.apply(condition);
            Value t = change.apply(ifTrue);
            Value f = change.apply(ifFalse);
            return c == condition && t == ifTrue && f == ifFalse ? this : new Select(c, t, f);
        }
    }

    /// `a * b + c` with one rounding; floats of 16 bits and more.
    record Fma(Value a, Value b, Value c) implements Arithmetic {
        public Fma {
            require(a.type().element() instanceof DType d && d.isFloat() && !d.isFp8(), "fma", a);
            require(a.type().equals(b.type()), "fma", b);
            require(a.type().equals(c.type()), "fma", c);
        }

        @Override
        public String name() {
            return "fma";
        }

        @Override
        public Type type() {
            return a.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(a, b, c);
        }

        @Override
        public Fma mapOperands(UnaryOperator<Value> change) {
            Value x = change.apply(a);
            Value y = change.apply(b);
            Value z = change.apply(c);
            return x == a && y == b && z == c ? this : new Fma(x, y, z);
        }
    }

    /// Converts the value: between numbers of any two formats (to `i1`: `!= 0`; from `i1`: 0 or 1;
    /// to integer: truncate, saturate, NaN is 0; between integers: truncate bits or extend by the
    /// source's signedness; to an 8-bit float: beyond the largest number, infinities included, that
    /// number), between a pointer and a 64-bit integer, or between pointer types.
    ///
    /// @param rounding how a float becomes a narrower one; [Rounding#RTNE] where it does not matter
    record Cast(Value x, ElementType to, Rounding rounding) implements Arithmetic {
        public Cast {
            boolean pointers = x.type().isPointer() || to instanceof PointerType;
            boolean wide = to.bits() == 64 && x.type().element().bits() == 64;
            boolean floats =
                    to instanceof DType d && d.isFloat()
                            || x.type().element() instanceof DType s && s.isFloat();
            require(!pointers || wide && !floats, "cast", x);
        }

        @Override
        public String name() {
            return "cast";
        }

        @Override
        public Type type() {
            return x.type().withElement(to);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Cast mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Cast(v, to, rounding);
        }
    }

    /// The same bits read as another number format of the same width.
    record Bitcast(Value x, DType to) implements Arithmetic {
        public Bitcast {
            require(x.type().element() instanceof DType d && d.bits() == to.bits(), "bitcast", x);
        }

        @Override
        public String name() {
            return "bitcast";
        }

        @Override
        public Type type() {
            return x.type().withElement(to);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Bitcast mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Bitcast(v, to);
        }
    }

    /// The address `offset` elements (of the pointee's size, in bytes) further. The offset is an
    /// integer: signed ones are sign-extended to 64 bits, unsigned ones zero-extended; the address
    /// wraps.
    record AddPointer(Value pointer, Value offset) implements Arithmetic {
        public AddPointer {
            require(pointer.type().isPointer(), "addptr", pointer);
            require(
                    offset.type().element() instanceof DType d && d.isInteger() && !d.isBool(),
                    "addptr",
                    offset);
            require(pointer.type().shape().equals(offset.type().shape()), "addptr", offset);
        }

        @Override
        public String name() {
            return "addptr";
        }

        @Override
        public Type type() {
            return pointer.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(pointer, offset);
        }

        @Override
        public AddPointer mapOperands(UnaryOperator<Value> change) {
            Value p = change.apply(pointer);
            Value o = change.apply(offset);
            return p == pointer && o == offset ? this : new AddPointer(p, o);
        }
    }

    private static void require(boolean holds, Object op, Value operand) {
        if (!holds) {
            throw new IllegalArgumentException(op + " does not take " + operand.type());
        }
    }
}
