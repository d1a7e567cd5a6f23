using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>A study as it was drawn: its cases, what is true of each, and who reads what when.</summary>
public sealed record ReadingPack(IReadOnlyList<ReadingCase> Cases, ReadingKey Key, IReadOnlyList<PlannedReading> Readings)
{
    /// <param name="cases">Of <see cref="CaseSampler.Draw"/> by the same plan.</param>
    /// <param name="version">What tells one version of a dataset from any other.</param>
    public static ReadingPack Of(ReadingPlan plan, IReadOnlyList<ReadingCase> cases, string version) => new(
        cases,
        new ReadingKey(ReadingDesign.SchemaVersion, NameOf(plan, cases, version), [.. cases.Select(KeyCase.Of)]),
        WilliamsDesign.Draw([.. cases.Select(static one => one.Name)], plan.Readers, plan.Seed));

    /// <summary>How many errors of each kind are planted; kinds of which the version had none too.</summary>
    public IReadOnlyDictionary<PlantedErrorKind, int> CountErrors()
    {
        var counts = new SortedDictionary<PlantedErrorKind, int>();
        foreach (var kind in Enum.GetValues<PlantedErrorKind>()) counts.Add(kind, Key.Cases.Sum(one => one.Errors.Count(error => error.Kind == kind)));
        return counts;
    }

    private static string NameOf(ReadingPlan plan, IReadOnlyList<ReadingCase> cases, string version)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{version}\n{plan.Cases} {plan.Readers} {plan.Faulty} {plan.ErrorsPerCase} {plan.Seed}\n");
        foreach (var one in cases) text.Append(one.Name).Append(' ').Append(one.Sample.Study).Append('\n').Append(one.Draft.Text).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
