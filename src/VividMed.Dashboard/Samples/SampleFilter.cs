using System.Globalization;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>
/// Which samples are looked at, as it stands in a page's address: what is empty or null lets all through. Scores and confidences are shares,
/// 0 to 1. Page is from 1.
/// </summary>
public sealed record SampleFilter
{
    public string Id { get; init; } = "";

    public string Split { get; init; } = "";

    public string Target { get; init; } = "";

    public string Reason { get; init; } = "";

    public Grade? Grade { get; init; }

    public Side? Side { get; init; }

    public Modality? Modality { get; init; }

    public double? MinScore { get; init; }

    public double? MaxScore { get; init; }

    public double? MinConfidence { get; init; }

    public double? MaxConfidence { get; init; }

    public bool? Conflict { get; init; }

    public bool? Reviewed { get; init; }

    public int? Version { get; init; }

    public int Page { get; init; } = 1;

    internal bool AsksPhrases =>
        Target.Length > 0 || Reason.Length > 0 || Grade is not null || Side is not null
        || MinScore is not null || MaxScore is not null || MinConfidence is not null || MaxConfidence is not null;

    /// <summary>What an address says; a word that means nothing is as good as none.</summary>
    /// <param name="value">The value of a name in the query; null where it is not there.</param>
    public static SampleFilter Parse(Func<string, string?> value) => new()
    {
        Id = value("id")?.Trim() ?? "",
        Split = value("split") ?? "",
        Target = value("target") ?? "",
        Reason = value("reason") ?? "",
        Grade = Word<Grade>(value("grade")),
        Side = Word<Side>(value("side")),
        Modality = Modalities.Find(value("modality")),
        MinScore = Share(value("min-score")),
        MaxScore = Share(value("max-score")),
        MinConfidence = Share(value("min-confidence")),
        MaxConfidence = Share(value("max-confidence")),
        Conflict = Answer(value("conflict")),
        Reviewed = Answer(value("reviewed")),
        Version = Number(value("version")),
        Page = Number(value("page")) ?? 1,
    };

    /// <summary>The query that <see cref="Parse"/> reads, with its question mark; empty where nothing is asked.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        Add("id", Id);
        Add("split", Split);
        Add("target", Target);
        Add("reason", Reason);
        Add("grade", Grade?.ToString());
        Add("side", Side?.ToString().ToLowerInvariant());
        Add("modality", Modality?.Code());
        Add("min-score", MinScore?.ToString(CultureInfo.InvariantCulture));
        Add("max-score", MaxScore?.ToString(CultureInfo.InvariantCulture));
        Add("min-confidence", MinConfidence?.ToString(CultureInfo.InvariantCulture));
        Add("max-confidence", MaxConfidence?.ToString(CultureInfo.InvariantCulture));
        Add("conflict", Word(Conflict));
        Add("reviewed", Word(Reviewed));
        Add("version", Version?.ToString(CultureInfo.InvariantCulture));
        Add("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? word)
        {
            if (word is { Length: > 0 }) parts.Add($"{name}={Uri.EscapeDataString(word)}");
        }
    }

    private static T? Word<T>(string? word)
        where T : struct, Enum =>
        word is { Length: > 0 } && !char.IsAsciiDigit(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    private static double? Share(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static bool? Answer(string? word) => word switch { "yes" => true, "no" => false, _ => null };

    private static string? Word(bool? answer) => answer switch { true => "yes", false => "no", null => null };
}
