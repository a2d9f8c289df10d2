/// Text to parse tree: the words and the syntax of Python 3.12, with the indentation made into
/// tokens. It takes in a [tritonc.ir.diagnostic.SourceFile] and gives out the tree, the comments
/// and the syntax errors as diagnostics. It must not know what any name means, nor Triton.
@NullMarked
package tritonc.grammar;

import org.jspecify.annotations.NullMarked;
