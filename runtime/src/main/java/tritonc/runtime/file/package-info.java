/// Tensors and artifacts as files: `.npy`, safetensors and `.tkn`. It takes paths and gives tensors
/// and artifacts, or the other way round; what a file claims is checked before memory is taken, and
/// a file appears complete or not at all. It must not know who wants the data.
@NullMarked
package tritonc.runtime.file;

import org.jspecify.annotations.NullMarked;
