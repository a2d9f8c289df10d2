package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tile of a descriptor, as a text beside its use gives it.
///
/// @param extents as written
/// @param element the dtype as written; null where the text does not say
/// @param locals the variables around it with what they were set to
/// @param passed the parameters of the kernel by what a launch passes for them
/// @param names what the module has
record Tile(
        List<Expr> extents,
        @Nullable Expr element,
        Map<String, Expr> locals,
        Map<String, String> passed,
        Names names) {
    private static final int LARGEST_BITS = 16;

    Tile {
        extents = List.copyOf(extents);
        locals = Map.copyOf(locals);
        passed = Map.copyOf(passed);
    }

    /// The elements of a list or tuple; none for other expressions.
    static List<Expr> elements(Expr e) {
        return switch (e) {
            case Expr.ListDisplay l -> l.elements();
            case Expr.Tuple t -> t.elements();
            default -> List.of();
        };
    }

    /// The descriptor where the kernel's constants have these values; null if they do not decide
    /// it.
    ///
    /// @param otherwise the element if the text does not say
    Argument.@Nullable Descriptor under(Map<String, PyValue> constants, DType otherwise) {
        Seen seen = new Seen(constants);
        int[] sizes = new int[extents.size()];
        boolean one = true;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(extents.get(i), seen);
            if (sizes[i] == 0) {
                return null;
            }
            one &= sizes[i] == 1;
        }
        // a single element stands in where a hook sets the tile
        if (one) {
            return null;
        }
        return new Argument.Descriptor(dtype(seen, otherwise), Shape.of(sizes), false);
    }

    /// An extent; 0 if it is not known or no extent of a tile.
    private static int size(Expr extent, Seen seen) {
        return HostEvaluation.valueOrError(extent, seen) instanceof PyInt v
                        && v.value().signum() > 0
                        && v.value().bitCount() == 1
                        && v.value().bitLength() <= LARGEST_BITS
                ? v.asInt()
                : 0;
    }

    private DType dtype(Seen seen, DType otherwise) {
        return element != null
                        && HostEvaluation.valueOrError(element, seen) instanceof PyType t
                        && t.type() instanceof DType d
                ? d
                : otherwise;
    }

    /// What the text sees if the kernel's constants are known: also under the names that they have
    /// there, and as a dictionary by the names of the kernel, as hooks get them.
    private final class Seen implements Names {
        private final Map<String, PyValue> constants;
        private final Set<String> active = new HashSet<>();

        Seen(Map<String, PyValue> constants) {
            this.constants = constants;
        }

        @Override
        public @Nullable PyValue lookup(String name) {
            PyValue given = constants.get(passed.getOrDefault(name, ""));
            if (given != null) {
                return given;
            }
            Expr local = locals.get(name);
            if (local != null && active.add(name)) {
                PyValue value = HostEvaluation.valueOrError(local, this);
                active.remove(name);
                if (value instanceof PyInt || value instanceof PyType) {
                    return value;
                }
            }
            PyValue same = constants.get(name);
            if (same != null) {
                return same;
            }
            PyValue global = names.lookup(name);
            return global != null ? global : all(constants);
        }

        private static PyValue all(Map<String, PyValue> constants) {
            Map<PyValue, PyValue> entries = new LinkedHashMap<>();
            constants.forEach((name, value) -> entries.put(new PyString(name), value));
            return new DictValue(entries);
        }

        @Override
        public List<String> all() {
            return names.all();
        }
    }
}
