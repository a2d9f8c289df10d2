package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

/// A parameter of a kernel as its source declares it.
///
/// @param constexpr fixed at compile time (`tl.constexpr`)
/// @param specialised whether a launch may compile for the value 1 and for multiples of 16;
///   `do_not_specialize` turns it off
/// @param aligned whether it may for multiples of 16; `do_not_specialize_on_alignment` turns that
///   off alone
/// @param type the dtype that an annotation such as `tl.int64` or `int` gives a number, or null
/// @param hasDefault whether a launch may leave the argument out
/// @param defaultValue what it is then, as a launch would be given it
public record KernelParameter(
        String name,
        boolean constexpr,
        boolean specialised,
        boolean aligned,
        @Nullable DType type,
        boolean hasDefault,
        @Nullable Object defaultValue) {

    /// A parameter that every launch must give.
    public static KernelParameter of(String name) {
        return new KernelParameter(name, false, true, true, null, false, null);
    }

    /// A constexpr that every launch must give.
    public static KernelParameter constexpr(String name) {
        return new KernelParameter(name, true, true, true, null, false, null);
    }

    /// The same with a default value (null for `None`).
    public KernelParameter orElse(@Nullable Object value) {
        return new KernelParameter(name, constexpr, specialised, aligned, type, true, value);
    }
}
