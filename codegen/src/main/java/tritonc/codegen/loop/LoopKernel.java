package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Parameter;

import java.util.List;

/// A kernel as loops: what one program of the grid does.
///
/// @param parameters as the tile kernel has them; their values are visible everywhere
/// @param buffers all scratch of a program; `buffers[i].id() == i`
/// @param sites all tensor accesses of the tile kernel; `sites[i].id() == i`. Several nodes may
///   share a site
/// @param valueCount all value ids are below it
/// @param pipeline how programs that follow one another may be run besides, null for no way
public record LoopKernel(
        String name,
        List<Parameter> parameters,
        List<Buffer> buffers,
        List<Site> sites,
        int valueCount,
        LoopBlock body,
        @Nullable Pipeline pipeline) {
    public LoopKernel {
        parameters = List.copyOf(parameters);
        buffers = List.copyOf(buffers);
        sites = List.copyOf(sites);
    }

    /// The same kernel with another body.
    public LoopKernel with(LoopBlock other) {
        return new LoopKernel(name, parameters, buffers, sites, valueCount, other, pipeline);
    }
}
