using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Running;

/// <summary>Who says where a phrase lies, or why nobody does.</summary>
/// <param name="Localizer">Id and version of the localizer from outside that was asked.</param>
internal sealed record PhraseSource(LocatedBy By, string? Localizer = null, LocalizerFailure? Failure = null, string? Detail = null)
{
    /// <summary>Whether somebody else than the model's own heads was to say it.</summary>
    public bool IsForeign => Localizer is not null || Failure is not null;

    /// <summary>Such as "by phantom-dino-mini 1".</summary>
    public string Words => (Failure, By) switch
    {
        ({ } failure, _) => $"not located: {failure.Words} ({failure.Code})",
        (_, LocatedBy.Nobody) => Localizer is null ? "no place found" : $"no place found by {Localizer}",
        (_, LocatedBy.Localizer) => $"by {Localizer}",
        _ => "by the model",
    };

    public static PhraseSource OfHeads(bool hasPlace) => new(hasPlace ? LocatedBy.Model : LocatedBy.Nobody);

    public static PhraseSource Of(LocatedName name) => new(name.By, name.Localizer, name.Failure, name.Detail);

    public static PhraseSource Of(LocalizerAnswer answer) => new(answer.IsFound ? LocatedBy.Localizer : LocatedBy.Nobody, answer.Localizer, answer.Failure, answer.Detail);

    public SourceRecord ToRecord() => new(By, Localizer, Failure?.Code, Detail);
}
