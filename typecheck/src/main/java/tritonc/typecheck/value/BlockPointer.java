package tritonc.typecheck.value;

import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.List;

/// A tile of an array in memory, of any rank: what `tl.make_block_ptr` and
/// `tl.make_tensor_descriptor` give. It is no value of the IR; its parts are, and an access makes
/// addresses of them.
///
/// @param parts the pointer to the array's first element, then the array's extents, then its
///   strides in elements, then where the tile begins, each list as long as the tile has axes; all
///   scalars, a descriptor's extents of int32, everything else of int64
/// @param block the tile's extents
/// @param nan whether what lies outside reads as NaN in place of 0
/// @param isDescriptor whether every access states where it begins and is checked on all axes
public record BlockPointer(List<Tensor> parts, Shape block, boolean nan, boolean isDescriptor)
        implements PyValue {
    public BlockPointer {
        parts = List.copyOf(parts);
    }

    /// The same pointer over other parts.
    public BlockPointer with(List<Tensor> parts) {
        return new BlockPointer(parts, block, nan, isDescriptor);
    }

    public Tensor base() {
        return parts.getFirst();
    }

    /// What one element is.
    public ElementType element() {
        return ((PointerType) base().element()).pointee();
    }

    public int rank() {
        return block.rank();
    }

    public Tensor extent(int axis) {
        return parts.get(1 + axis);
    }

    public Tensor stride(int axis) {
        return parts.get(1 + rank() + axis);
    }

    public Tensor offset(int axis) {
        return parts.get(1 + 2 * rank() + axis);
    }

    /// The tile that begins elsewhere.
    public BlockPointer at(List<Tensor> offsets) {
        List<Tensor> all = new java.util.ArrayList<>(parts.subList(0, 1 + 2 * rank()));
        all.addAll(offsets);
        return with(all);
    }

    /// As labels show it: `block pointer to [64,32]fp16`.
    @Override
    public String describe() {
        return (isDescriptor ? "descriptor of " : "block pointer to ") + block + element();
    }
}
