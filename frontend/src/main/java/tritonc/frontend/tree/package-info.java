/// Parse tree to syntax tree. It takes in the tree that ANTLR made and gives out records, refusing
/// what the grammar lets pass but Python does not. It must not know scopes, modules or Triton, and
/// it is the only package outside of `grammar` that knows ANTLR.
@NullMarked
package tritonc.frontend.tree;

import org.jspecify.annotations.NullMarked;
