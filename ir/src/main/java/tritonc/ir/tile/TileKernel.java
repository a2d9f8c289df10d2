package tritonc.ir.tile;

import java.util.List;

/// A Triton kernel specialised to a signature: what one program of the grid does. All helpers are
/// inlined. Value ids are unique in the kernel.
public record TileKernel(String name, List<Parameter> parameters, Block body) {
    public TileKernel {
        parameters = List.copyOf(parameters);
    }
}
