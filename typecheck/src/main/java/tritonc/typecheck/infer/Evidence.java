package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.typecheck.value.PyValue;

import java.util.LinkedHashSet;
import java.util.Set;

/// How one [Atom] is used.
final class Evidence {
    /// How often a loop runs that is unrolled, if nothing says how often.
    static final int UNROLLED = 4;

    /// read or written through
    boolean pointer;

    /// an offset, an index, a loop bound, an operand of `//` or of a shift
    boolean integer;

    /// cast to an integer or stored as one: a float would do as well
    boolean maybeInteger;

    boolean floating;

    /// a mask, or an operand of `and`, `or`, `not`
    boolean truth;

    /// the test of an `if`
    boolean condition;

    /// an extent of a block
    boolean extent;

    /// how often something is unrolled
    boolean count;

    /// a dtype, as in `x.to(P)`
    boolean type;

    /// called
    boolean function;

    /// with how many arguments it is called; 0 if the text does not say
    int arguments;

    /// compared with `None`
    boolean none;

    /// a load or store of a descriptor
    boolean descriptor;

    /// what the kernel itself makes a descriptor or a block pointer of
    boolean base;

    /// the last stride of a descriptor, which must be the constant 1
    boolean unit;

    /// how many offsets accesses through a descriptor give; 0 if unknown
    int rank;

    /// a tuple, whose elements are all used as the rest says
    boolean tuple;

    /// an element of it is taken by a number that a loop counts
    boolean anyElement;

    /// how many elements it has at least
    int elements;

    /// how many elements it must have; 0 if that is open
    int exactly;

    /// another number is divided by it
    boolean divides;

    /// the largest number that it is divided by
    int divisor = 1;

    @Nullable DType dtype;

    /// what functions take in its place, such as a modifier of a load
    final Set<PyValue> passed = new LinkedHashSet<>();

    /// the constants that it is compared with, in the order of the source
    final Set<PyValue> compared = new LinkedHashSet<>();

    void add(Evidence other) {
        pointer |= other.pointer;
        integer |= other.integer;
        maybeInteger |= other.maybeInteger;
        floating |= other.floating;
        truth |= other.truth;
        condition |= other.condition;
        extent |= other.extent;
        count |= other.count;
        type |= other.type;
        function |= other.function;
        arguments = Math.max(arguments, other.arguments);
        none |= other.none;
        descriptor |= other.descriptor;
        base |= other.base;
        unit |= other.unit;
        rank = Math.max(rank, other.rank);
        tuple |= other.tuple;
        anyElement |= other.anyElement;
        elements = Math.max(elements, other.elements);
        exactly = Math.max(exactly, other.exactly);
        divides |= other.divides;
        divisor = Math.max(divisor, other.divisor);
        if (dtype == null) {
            dtype = other.dtype;
        }
        compared.addAll(other.compared);
        passed.addAll(other.passed);
    }

    /// Whether nothing says what kind of number it is.
    boolean open() {
        return dtype == null && !pointer && !integer && !maybeInteger && !floating && !truth;
    }

    /// Whether it is a descriptor that the host makes.
    boolean isDescriptor() {
        return descriptor && !base;
    }

    /// How many elements it likely has.
    ///
    /// @param launched how many launches show; 0 if none does
    int count(int launched) {
        if (exactly > 0) {
            return exactly;
        }
        if (launched > 0) {
            return launched;
        }
        return anyElement ? Math.max(elements, UNROLLED) : elements > 0 ? elements : 2;
    }

    /// Whether something says that it is no float.
    boolean isInteger() {
        return integer || pointer || truth || maybeInteger && !floating;
    }
}
