package tritonc.ir.artifact;

import java.util.List;

/// A place in a kernel that touches memory; compiled code names it by its index in the artifact's
/// table of sites, so that a fault can say what was accessed and where.
///
/// @param op name of the op, as the IR has it: `load`, `store`, `atomic_rmw`
/// @param element what a lane accesses, as signatures write it: `fp32`
/// @param bytes width of an element in memory
/// @param parameter run-time parameter that the pointer derives from; -1 if it may be any
/// @param places the op's place first, then the calls it was inlined through, innermost first
public record AccessSite(String op, String element, int bytes, int parameter, List<Place> places) {
    public AccessSite {
        places = List.copyOf(places);
    }

    /// A line and column, from 1, of a file under the name it was compiled by.
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }
}
