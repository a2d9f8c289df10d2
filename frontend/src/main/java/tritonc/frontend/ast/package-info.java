/// The syntax tree of Python source as records, every node with the place it was written at. It is
/// built from the parse tree and read by name resolution and type checking; nothing in it changes
/// after it is built. It must not know ANTLR, scopes, types or IR.
@NullMarked
package tritonc.frontend.ast;

import org.jspecify.annotations.NullMarked;
