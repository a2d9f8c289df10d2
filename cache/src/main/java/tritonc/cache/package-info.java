/// Takes a key with a way to make its bytes and gives the bytes, made once: bounded in memory, and
/// on disk where other processes share them. It keeps what depends on what, so that a stale entry
/// is never given out. It must not know what the bytes mean.
@NullMarked
package tritonc.cache;

import org.jspecify.annotations.NullMarked;
