package tritonc.house.planted.cache;

import com.github.benmanes.caffeine.cache.Cache;

/// Planted, but allowed: the cache may use its own library.
public record Reads(Cache<String, String> cache) {}
