package tritonc.typecheck.infer;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyInt;

import java.util.ArrayList;
import java.util.List;

/// Guesses that differ from a given one in every type and every size, to tell the mistakes that
/// come from a guess from those that do not.
final class OtherTypes {
    private static final int KINDS = 5;

    private OtherTypes() {}

    static List<List<Argument>> of(List<Argument> arguments) {
        List<List<Argument>> all = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            List<Argument> other = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                int shift = kind == 3 ? i % 3 : kind == 4 ? 2 - i % 3 : kind == 1 ? 0 : 1;
                other.add(other(arguments.get(i), kind, shift));
            }
            all.add(other);
        }
        return all;
    }

    /// @param kind 0: narrower floats, wider integers, larger sizes; 1: integers behind pointers;
    ///   2: numbers in the place of pointers and pointers in the place of numbers; 3, 4: the same
    ///   types, each size another
    /// @param shift how often a size is doubled
    private static Argument other(Argument a, int kind, int shift) {
        return switch (a) {
            case Argument.Runtime r -> new Argument.Runtime(type(r.type(), kind), 1, false);
            case Argument.One o -> o;
            case Argument.Descriptor d -> d;
            case Argument.Tuple t -> {
                List<Argument> elements = new ArrayList<>();
                t.elements().forEach(e -> elements.add(other(e, kind, shift)));
                yield new Argument.Tuple(elements, t.fields());
            }
            case Argument.Constant c -> {
                boolean size =
                        c.value() instanceof PyInt i
                                && i.value().bitCount() == 1
                                && i.value().bitLength() < 16;
                yield size && c.value() instanceof PyInt i
                        ? new Argument.Constant(Constexpr.of((long) i.asInt() << shift))
                        : a;
            }
        };
    }

    private static ElementType type(ElementType type, int kind) {
        if (kind > 2) {
            return type;
        }
        return switch (type) {
            case PointerType p -> kind == 2 ? DType.I32 : new PointerType(behind(p, kind));
            case DType d when kind == 2 -> new PointerType(DType.FP32);
            case DType d when kind == 0 -> d.isFloat() ? DType.FP64 : DType.I64;
            case DType d -> d.isFloat() ? DType.I32 : d;
        };
    }

    private static ElementType behind(PointerType p, int kind) {
        if (p.pointee() instanceof DType d) {
            return kind == 0 ? (d.isFloat() ? DType.FP16 : DType.I64) : otherClass(d);
        }
        return p.pointee();
    }

    private static DType otherClass(DType d) {
        return d.isFloat() ? DType.I32 : DType.FP32;
    }
}
