package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is known of an expression's value.
///
/// @param heads what the value points with, should it be an address
/// @param parts everything that the value is computed from by arithmetic
/// @param direct whether the value is one of its parts, unchanged but for its shape
/// @param dtype what it was last cast to, if that is written out
/// @param elements of a tuple; empty for anything else
/// @param divisor by what known numbers a part of it was divided, multiplied
record Flow(
        Set<Atom> heads,
        Set<Atom> parts,
        Kind kind,
        boolean direct,
        @Nullable DType dtype,
        List<Flow> elements,
        int divisor) {
    static final Flow NONE = of(Kind.UNKNOWN);

    Flow {
        heads = Set.copyOf(heads);
        parts = Set.copyOf(parts);
        elements = List.copyOf(elements);
    }

    Flow(
            Set<Atom> heads,
            Set<Atom> parts,
            Kind kind,
            boolean direct,
            @Nullable DType dtype,
            List<Flow> elements) {
        this(heads, parts, kind, direct, dtype, elements, 1);
    }

    /// A value of a kind that comes from no parameter.
    static Flow of(Kind kind) {
        return new Flow(Set.of(), Set.of(), kind, false, null, List.of());
    }

    static Flow of(DType dtype) {
        Kind kind = dtype.isFloat() ? Kind.FLOAT : dtype.isBool() ? Kind.BOOL : Kind.INT;
        return new Flow(Set.of(), Set.of(), kind, false, dtype, List.of());
    }

    static Flow parameter(int index) {
        Set<Atom> self = Set.of(new Atom(index, 0));
        return new Flow(self, self, Kind.UNKNOWN, true, null, List.of());
    }

    static Flow tuple(List<Flow> elements) {
        Set<Atom> parts = new LinkedHashSet<>();
        elements.forEach(e -> parts.addAll(e.parts));
        return new Flow(Set.of(), parts, Kind.UNKNOWN, false, null, elements);
    }

    /// What is read through this address.
    Flow loaded() {
        Set<Atom> behind = new LinkedHashSet<>();
        heads.forEach(a -> behind.add(a.loaded()));
        return new Flow(behind, behind, Kind.UNKNOWN, true, null, List.of());
    }

    /// Either of two values.
    Flow or(Flow other) {
        if (equals(other) || other == NONE) {
            return this;
        }
        if (this == NONE) {
            return other;
        }
        List<Flow> both = List.of();
        if (elements.size() == other.elements.size() && !elements.isEmpty()) {
            Flow[] merged = new Flow[elements.size()];
            for (int i = 0; i < merged.length; i++) {
                merged[i] = elements.get(i).or(other.elements.get(i));
            }
            both = List.of(merged);
        }
        return new Flow(
                union(heads, other.heads),
                union(parts, other.parts),
                kind.join(other.kind),
                direct && other.direct,
                dtype == other.dtype ? dtype : null,
                both,
                Math.max(divisor, other.divisor));
    }

    /// The same, divided by a known number.
    Flow dividedBy(int number) {
        return new Flow(heads, parts, kind, direct, dtype, elements, divisor * number);
    }

    /// The result of arithmetic on two values that is no address.
    Flow with(Flow other, Kind result) {
        return new Flow(
                Set.of(), union(parts, other.parts), result, false, dtypeWith(other), List.of());
    }

    private @Nullable DType dtypeWith(Flow other) {
        if (dtype == null || other.dtype == null) {
            return other.parts.isEmpty() ? dtype : parts.isEmpty() ? other.dtype : null;
        }
        return dtype.bits() >= other.dtype.bits() ? dtype : other.dtype;
    }

    /// The same, with other heads.
    Flow pointing(Set<Atom> at) {
        return new Flow(at, parts, kind, false, dtype, List.of());
    }

    static Set<Atom> union(Set<Atom> a, Set<Atom> b) {
        if (a.isEmpty() || a.equals(b)) {
            return b;
        }
        if (b.isEmpty()) {
            return a;
        }
        Set<Atom> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return all;
    }
}
