using System.Buffers;
using VividMed.Taxonomy;

namespace VividMed.Bench.Reports;

/// <summary>The peer: .NET's own search for many strings at once (SearchValues), over every name of the taxonomy. It finds words and decides nothing.</summary>
internal sealed class TermScan(TargetTaxonomy taxonomy)
{
    private readonly SearchValues<string> _names = SearchValues.Create(
        [.. taxonomy.Targets.SelectMany(target => target.Synonyms.Prepend(target.Id)).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);

    public int Count(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); rest.IndexOfAny(_names) is >= 0 and var at; rest = rest[(at + 1)..]) count++;
        return count;
    }
}
