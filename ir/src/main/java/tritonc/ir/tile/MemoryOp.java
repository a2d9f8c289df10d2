package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// The ops that touch memory. Pointer, value, mask and other have one shape; lanes act in row-major
/// order (of two lanes that store to one address the later one wins). A lane whose mask is false
/// touches nothing.
public sealed interface MemoryOp extends TileOp {
    Value pointer();

    /// `i1`; absent means every lane.
    @Nullable Value mask();

    /// What a lane reads or writes.
    default Type accessType() {
        return pointer().type().withElement(((PointerType) pointer().type().element()).pointee());
    }

    /// Lanes masked off read `other`, or 0 where there is none. `i1` is a byte in memory, true if
    /// not 0.
    ///
    /// @param isVolatile may see what another program wrote since an equal load
    record Load(
            Value pointer,
            @Nullable Value mask,
            @Nullable Value other,
            CacheHint hint,
            boolean isVolatile)
            implements MemoryOp, ReadsMemory {
        public Load {
            checkAccess(pointer, mask);
            Type type = pointer.type().withElement(pointee(pointer));
            if (other != null && (mask == null || !other.type().equals(type))) {
                throw new IllegalArgumentException("load of " + type + " else " + other.type());
            }
        }

        @Override
        public String name() {
            return "load";
        }

        @Override
        public List<Value> operands() {
            return Operands.of(pointer, mask, other);
        }

        @Override
        public List<Type> resultTypes() {
            return List.of(accessType());
        }

        @Override
        public Load mapOperands(UnaryOperator<Value> change) {
            Value p = change.apply(pointer);
            Value m = Operands.map(mask, change);
            Value o = Operands.map(other, change);
            boolean same = p == pointer && m == mask && o == other;
            return same ? this : new Load(p, m, o, hint, isVolatile);
        }
    }

    record Store(Value pointer, Value value, @Nullable Value mask, CacheHint hint)
            implements MemoryOp, WritesMemory {
        public Store {
            checkAccess(pointer, mask);
            checkValue(pointer, value);
        }

        @Override
        public String name() {
            return "store";
        }

        @Override
        public List<Value> operands() {
            return Operands.of(pointer, value, mask);
        }

        @Override
        public List<Type> resultTypes() {
            return List.of();
        }

        @Override
        public Store mapOperands(UnaryOperator<Value> change) {
            Value p = change.apply(pointer);
            Value v = change.apply(value);
            Value m = Operands.map(mask, change);
            return p == pointer && v == value && m == mask ? this : new Store(p, v, m, hint);
        }
    }

    /// Reads the old value and stores `kind(old, value)` in one step; gives the old value, 0 where
    /// masked off. Two lanes on one address act one after the other, in row-major order.
    ///
    /// @param compare only with [AtomicKind#XCHG]: stores only where the old value has these bits
    record AtomicRmw(
            AtomicKind kind,
            Value pointer,
            Value value,
            @Nullable Value compare,
            @Nullable Value mask,
            Semantic semantic)
            implements MemoryOp, ReadsMemory, WritesMemory {
        public AtomicRmw {
            checkAccess(pointer, mask);
            checkValue(pointer, value);
            if (compare != null) {
                checkValue(pointer, compare);
                if (kind != AtomicKind.XCHG) {
                    throw new IllegalArgumentException("comparing " + kind);
                }
            }
        }

        /// Without a comparison.
        public AtomicRmw(
                AtomicKind kind,
                Value pointer,
                Value value,
                @Nullable Value mask,
                Semantic semantic) {
            this(kind, pointer, value, null, mask, semantic);
        }

        @Override
        public String name() {
            return "atomic_rmw";
        }

        @Override
        public List<Value> operands() {
            return Operands.of(pointer, value, compare, mask);
        }

        @Override
        public List<Type> resultTypes() {
            return List.of(accessType());
        }

        @Override
        public AtomicRmw mapOperands(UnaryOperator<Value> change) {
            Value p = change.apply(pointer);
            Value v = change.apply(value);
            Value c = Operands.map(compare, change);
            Value m = Operands.map(mask, change);
            boolean same = p == pointer && v == value && c == compare && m == mask;
            return same ? this : new AtomicRmw(kind, p, v, c, m, semantic);
        }
    }

    private static tritonc.ir.type.ElementType pointee(Value pointer) {
        return ((PointerType) pointer.type().element()).pointee();
    }

    private static void checkAccess(Value pointer, @Nullable Value mask) {
        if (!pointer.type().isPointer()) {
            throw new IllegalArgumentException("not a pointer: " + pointer.type());
        }
        if (mask != null && !mask.type().equals(pointer.type().withElement(DType.I1))) {
            throw new IllegalArgumentException(mask.type() + " does not mask " + pointer.type());
        }
    }

    private static void checkValue(Value pointer, Value value) {
        Type type = pointer.type().withElement(((PointerType) pointer.type().element()).pointee());
        if (!value.type().equals(type)) {
            throw new IllegalArgumentException("store of " + value.type() + " as " + type);
        }
    }
}
