using VividMed.Exports.Coordinates;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;

namespace VividMed.Exports.Families;

/// <summary>What may be asked of a family; each takes of it what concerns it.</summary>
public sealed record FamilyOptions
{
    /// <summary>The half that is asked for is denied, unless otherwise said.</summary>
    public const double DefaultNegatives = 0.5;

    public ExportFilter Filter { get; init; } = new();

    /// <summary>How images become pictures; a family adds what its model needs.</summary>
    public PictureRules Pictures { get; init; } = new();

    /// <summary>Most tokens of a line by the family's estimate; the family's own limit where null.</summary>
    public int? MaxTokens { get; init; }

    public IReadOnlySet<ExportTask> Tasks { get; init; } = Enum.GetValues<ExportTask>().ToHashSet();

    /// <summary>Share of denied phrases among all that are asked for, 0 to 1; null keeps every one.</summary>
    public double? Negatives { get; init; } = DefaultNegatives;

    /// <summary>Qwen2.5-VL's own resize.</summary>
    public SmartResize Resize { get; init; } = SmartResize.Published;

    /// <summary>LLaVA: whether the trainer pads pictures to squares.</summary>
    public bool TrainerPads { get; init; } = true;

    /// <summary>LLaMA-Factory: pixels after Qwen2.5-VL's resize in place of thousandths.</summary>
    public bool ResizedPixels { get; init; }

    /// <summary>The folder of the version's store, for what joins its archives in place of copying; null where it is a container.</summary>
    public string? StoreFolder { get; init; }
}
