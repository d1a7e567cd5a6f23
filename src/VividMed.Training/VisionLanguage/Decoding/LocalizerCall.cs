using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>What an external localizer is asked for.</summary>
/// <param name="Name">In the words of whoever asked, without a side.</param>
/// <param name="Side">The patient's.</param>
public sealed record LocalizerCall(string Name, Side Side)
{
    /// <summary>Such as "left pleural effusion".</summary>
    public static LocalizerCall Of(string words)
    {
        var text = words.Trim();
        foreach (var side in (Side[])[Side.Left, Side.Right])
        {
            var word = side == Side.Left ? "left " : "right ";
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return new LocalizerCall(text[word.Length..].Trim(), side);
        }

        return new LocalizerCall(text, Side.None);
    }
}

/// <summary>What an external localizer says: where it finds what it was asked for, nowhere, or why it has no answer.</summary>
/// <param name="Localizer">Its id and version; null where none was asked.</param>
/// <param name="Boxes">The surest first, in voxels of the image.</param>
/// <param name="Mask">On the image's own grid.</param>
/// <param name="Failure">Null where it answered.</param>
/// <param name="Detail">More of the failure, for people.</param>
public sealed record LocalizerAnswer(string? Localizer, IReadOnlyList<ScoredBox> Boxes, Mask? Mask = null, LocalizerFailure? Failure = null, string? Detail = null)
{
    /// <summary>Whether there is a region.</summary>
    public bool IsFound => Failure is null && (Boxes.Count > 0 || Mask is not null);

    public static LocalizerAnswer Failed(LocalizerFailure failure, string? detail = null, string? localizer = null) => new(localizer, [], null, failure, detail);
}
