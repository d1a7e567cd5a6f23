using VividMed.Imaging;

namespace VividMed.Workflows;

/// <summary>A prompt's result as the cache keeps it; no box means that nothing was found.</summary>
internal sealed record SegmentedRegion(Box? Box, RunLengthMask Mask, double Score);
