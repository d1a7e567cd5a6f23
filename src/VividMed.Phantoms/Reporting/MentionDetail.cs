using System.Globalization;

namespace VividMed.Phantoms.Reporting;

/// <summary>What a sentence says of a mention beyond target, side and polarity: <c>count=2,size=9,prior=6,change=worse,certainty=probable</c>.</summary>
internal sealed record MentionDetail(int? Count, double? SizeMm, double? PriorSizeMm, string? Change, string? Certainty)
{
    public static MentionDetail Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => part.Split('='))
            .ToDictionary(static part => part[0], static part => part[1], StringComparer.Ordinal);
        return new MentionDetail(
            (int?)Number("count"), Number("size"), Number("prior"), parts.GetValueOrDefault("change"), parts.GetValueOrDefault("certainty"));

        double? Number(string name) => parts.TryGetValue(name, out var value) ? double.Parse(value, CultureInfo.InvariantCulture) : null;
    }
}
