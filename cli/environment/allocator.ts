/**
 * For our Node processes under glibc: one arena, and blocks from 64 KB on mapped by themselves. The SDK's threads take
 * and free many of them; with an arena for each thread a worker of 60 MB of live native memory held 200 MB.
 */
export const ALLOCATOR = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '65536' } as const;
