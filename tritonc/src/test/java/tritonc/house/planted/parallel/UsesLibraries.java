package tritonc.house.planted.parallel;

import com.github.benmanes.caffeine.cache.Cache;

import org.objectweb.asm.ClassWriter;

import tritonc.house.planted.cache.Reads;

/// Planted: libraries of other rooms, and another room.
public record UsesLibraries(Cache<String, String> cache, ClassWriter writer, Reads reads) {}
