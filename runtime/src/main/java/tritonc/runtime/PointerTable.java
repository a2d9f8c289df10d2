package tritonc.runtime;

import java.util.List;

/// The addresses of tensors, for a kernel that loads pointers from memory: `tl.load(table +
/// i).to(tl.pointer_type(tl.float16))`. As an argument it is a tensor of `i64`; the launch keeps
/// the tensors open and lets the kernel reach them, and no others, through addresses it computes.
/// It owns the addresses, not the tensors. A plain tensor of `i64` does as well where the launch is
/// given the tensors themselves as other arguments.
public final class PointerTable implements AutoCloseable {
    private final Tensor addresses;
    private final List<Tensor> tensors;

    private PointerTable(Tensor addresses, List<Tensor> tensors) {
        this.addresses = addresses;
        this.tensors = tensors;
    }

    /// A table of the addresses of first elements, in this order.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if a tensor is closed
    public static PointerTable of(Tensor... tensors) {
        long[] addresses = new long[tensors.length];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = tensors[i].address();
        }
        return new PointerTable(Tensor.of(addresses, addresses.length), List.of(tensors));
    }

    /// The `i64` addresses.
    public Tensor addresses() {
        return addresses;
    }

    /// What the addresses are of.
    public List<Tensor> tensors() {
        return tensors;
    }

    /// The same over tensors of its own.
    PointerTable alias() {
        return new PointerTable(addresses.alias(), tensors.stream().map(Tensor::alias).toList());
    }

    void closeAll() {
        close();
        tensors.forEach(Tensor::close);
    }

    /// Gives the addresses back; the tensors stay as they are.
    @Override
    public void close() {
        addresses.close();
    }

    @Override
    public String toString() {
        return "table of " + tensors.size() + " tensors";
    }
}
