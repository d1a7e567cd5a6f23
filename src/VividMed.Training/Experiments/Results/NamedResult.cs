namespace VividMed.Training.Experiments.Results;

/// <summary>A name that was asked for alone, and what came of it.</summary>
/// <param name="IsUnseen">Whether the heads were never shown where it lies.</param>
/// <param name="IsOtherWord">Whether it was asked for by a word that nobody taught.</param>
/// <param name="IsThere">Whether it has a place.</param>
/// <param name="Called">What the model wrote to call the localizer: null where it did not call.</param>
/// <param name="Place">What was said of where it lies.</param>
internal sealed record NamedResult(string Target, bool IsUnseen, bool IsOtherWord, bool IsThere, CallResult? Called, NamedPlace Place)
{
    /// <summary>The same where the localizer fails, if it is drawn to.</summary>
    public NamedPlace? WhenFailed { get; init; }

    /// <summary>Whether <see cref="Place"/> is of a localizer that failed.</summary>
    public bool IsFailed { get; init; }

    /// <summary>As it is with a localizer that fails.</summary>
    public NamedResult Failing() => WhenFailed is { } failed ? this with { Place = failed, IsFailed = true } : this;
}

/// <summary>A call.</summary>
/// <param name="NamesIt">Whether it names what was asked for.</param>
/// <param name="Conflicts">Whether the model's own heads point elsewhere than the localizer; null where not both point at something.</param>
/// <param name="OwnIsNearer">Where they conflict, whether the heads are nearer to the truth; null where nothing is there.</param>
internal sealed record CallResult(bool NamesIt, bool? Conflicts, bool? OwnIsNearer);

/// <summary>A place that was given for a name.</summary>
/// <param name="Overlaps">IoU of each true region with the box assigned to it, 0 of one that none is left for.</param>
/// <param name="HasPlace">Whether any was given.</param>
/// <param name="SaysReason">Whether the answer says why there is none.</param>
internal sealed record NamedPlace(IReadOnlyList<double> Overlaps, bool HasPlace, bool SaysReason);
