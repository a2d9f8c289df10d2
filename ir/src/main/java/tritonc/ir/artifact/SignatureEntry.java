package tritonc.ir.artifact;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One parameter of a kernel, in the order of its source, as Triton's ahead-of-time signatures
/// write it.
public sealed interface SignatureEntry {
    String name();

    /// The entry as signatures write it: `*fp32:16`, `i32`, `1024`.
    String text();

    /// A value given at launch.
    ///
    /// @param divisibility what the value (a pointer's address in bytes) must be a multiple of; 1
    ///   for any
    /// @param isConst a pointer that the kernel does not store through, `*kfp32`
    record Runtime(String name, ElementType type, int divisibility, boolean isConst)
            implements SignatureEntry {
        /// A number, or a pointer that may be stored through.
        public Runtime(String name, ElementType type, int divisibility) {
            this(name, type, divisibility, false);
        }

        @Override
        public String text() {
            String plain = type.toString();
            String whole = isConst ? "*k" + plain.substring(1) : plain;
            return divisibility == 1 ? whole : whole + ":" + divisibility;
        }
    }

    /// A tensor descriptor that the host makes. At launch it takes the slots [#slots()].
    ///
    /// @param element what the described tensor holds
    /// @param block the extents of the tiles that are read and written, 1 to 5 of them
    /// @param nan whether what lies outside the tensor reads as NaN in place of 0
    record Descriptor(String name, DType element, Shape block, boolean nan)
            implements SignatureEntry {
        private static final int ALIGNMENT = 16;
        private static final Pattern TEXT =
                Pattern.compile("tensordesc<(\\w+)\\[(\\d{1,7}(?:,\\d{1,7})*)](,nan)?>");

        /// The type as signatures write it: `tensordesc<fp16[64,64]>`, with `,nan` before the `>`
        /// for a padding of NaN.
        @Override
        public String text() {
            return "tensordesc<" + element + block + (nan ? ",nan" : "") + ">";
        }

        /// The run-time values a descriptor is made of: the pointer under the descriptor's name,
        /// the extents as `i32`, and the strides in elements as `i64` of all axes but the last,
        /// whose stride is 1. Pointer and strides are multiples of 16 bytes, as in Triton.
        public List<Runtime> slots() {
            List<Runtime> slots = new ArrayList<>(2 * block.rank());
            slots.add(new Runtime(name, new PointerType(element), ALIGNMENT));
            for (int i = 0; i < block.rank(); i++) {
                slots.add(new Runtime(name + ".shape." + i, DType.I32, 1));
            }
            int divisibility = Math.max(ALIGNMENT / element.bytes(), 1);
            for (int i = 0; i < block.rank() - 1; i++) {
                slots.add(new Runtime(name + ".stride." + i, DType.I64, divisibility));
            }
            return slots;
        }

        /// Reads [#text()], blanks allowed; null for any other text.
        public static @Nullable Descriptor parse(String name, String text) {
            Matcher m = TEXT.matcher(text.replace(" ", ""));
            DType element = m.matches() ? DType.parse(m.group(1)) : null;
            if (element == null) {
                return null;
            }
            String[] extents = m.group(2).split(",", -1);
            int[] dims = new int[extents.length];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = Integer.parseInt(extents[i]);
            }
            boolean nan = m.group(3) != null;
            boolean fits = dims.length <= 5 && (!nan || element.isFloat());
            return fits ? new Descriptor(name, element, Shape.of(dims), nan) : null;
        }
    }

    /// A tuple, whose elements are arguments of their own, called `name.0`, `name.1` and so on.
    ///
    /// @param fields the names of the elements of a named tuple; empty for a plain one
    record Tuple(String name, List<SignatureEntry> elements, List<String> fields)
            implements SignatureEntry {
        public Tuple {
            elements = List.copyOf(elements);
            fields = List.copyOf(fields);
        }

        /// As Python writes it: `(*fp32, i32, 3)`, `(i32,)`, `(x=*fp32, y=i32)`.
        @Override
        public String text() {
            StringBuilder text = new StringBuilder("(");
            for (int i = 0; i < elements.size(); i++) {
                text.append(i == 0 ? "" : ", ");
                text.append(fields.isEmpty() ? "" : fields.get(i) + "=");
                text.append(elements.get(i).text());
            }
            boolean single = elements.size() == 1 && fields.isEmpty();
            return text.append(single ? ",)" : ")").toString();
        }
    }

    /// An integer that must be 1 at launch and was compiled as the constant 1 (hint `:1`).
    record One(String name, ElementType type) implements SignatureEntry {
        @Override
        public String text() {
            return type + ":1";
        }
    }

    /// A value fixed at compile time: constexpr parameters, and `None` for an absent argument.
    ///
    /// @param literal as signatures write it: `1024`, `-0.5`, `True`, `None`, `'text'`, `fp16`
    record Constexpr(String name, String literal) implements SignatureEntry {
        @Override
        public String text() {
            return literal;
        }
    }
}
