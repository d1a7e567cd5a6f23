using CsCheck;
using VividMed.Dashboard.Samples;
using VividMed.Shards.Archives;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class SampleLinksTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["ab/?#% é&.+"], 1, 12];

    [Fact]
    public void Names_come_back_from_an_address() => Gen.Select(Name, Name).Sample(static (run, sample) =>
        SampleLinks.Sample(run, sample).Split('/') is ["", "runs", var first, "samples", var last]
        && Uri.UnescapeDataString(first) == run && SampleKey.IdOf(last) == sample
        && SampleLinks.Sample(run, sample).StartsWith(SampleLinks.List(run), StringComparison.Ordinal));
}
