using System.Security.Cryptography;
using System.Text.Json;

namespace VividMed.Grounding;

/// <summary>How strict the alignment is. Scores are the models' own, 0 to 1.</summary>
public sealed record GroundingOptions
{
    /// <summary>Boxes below this score are not used at all.</summary>
    public double MinimumBoxScore { get; init; } = 0.2;

    /// <summary>Boxes from this score on may reach grade A.</summary>
    public double ConfidentBoxScore { get; init; } = 0.35;

    /// <summary>Masks below this score are not used at all.</summary>
    public double MinimumMaskScore { get; init; } = 0.3;

    /// <summary>Masks from this score on may reach grade A.</summary>
    public double ConfidentMaskScore { get; init; } = 0.5;

    /// <summary>Connected parts of an abnormality's mask with fewer voxels are stray.</summary>
    public int MinimumComponentVoxels { get; init; } = 8;

    /// <summary>Of more regions those with the highest scores are kept.</summary>
    public int MaximumRegionsPerPhrase { get; init; } = 6;

    /// <summary>How near the midline, as a share of the width, a center tells no side.</summary>
    public double MidlineMargin { get; init; } = 0.02;

    /// <summary>SHA-256 of all options, lower-case hexadecimal, for provenance.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));
}
