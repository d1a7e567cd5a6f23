using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using VividMed.Dashboard.Samples;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class SampleFilterTests
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char["ab/?#% é&+="], 0, 8].Select(static word => word.Trim());

    private static readonly Gen<double?> Share = Gen.Int[0, 100].Select(static hundredths => hundredths / 100.0).Nullable();

    private static readonly Gen<SampleFilter> Any =
        from words in Word.Array[4]
        from grade in Gen.Enum<Grade>().Nullable()
        from side in Gen.Enum<Side>().Nullable()
        from modality in Gen.Enum<Modality>().Nullable()
        from shares in Share.Array[4]
        from answers in Gen.Bool.Nullable().Array[2]
        from version in Gen.Int[1, 9999].Nullable()
        from page in Gen.Int[1, 50]
        select new SampleFilter
        {
            Id = words[0], Split = words[1], Target = words[2], Reason = words[3], Grade = grade, Side = side, Modality = modality, MinScore = shares[0],
            MaxScore = shares[1], MinConfidence = shares[2], MaxConfidence = shares[3], Conflict = answers[0], Reviewed = answers[1], Version = version, Page = page,
        };

    [Fact]
    public void An_address_says_all_that_is_asked() => Any.Sample(static filter => Read(filter.ToQuery()) == filter);

    [Theory]
    [InlineData("?grade=Q&side=1&modality=PET&min-score=2&conflict=perhaps&version=0&page=-3")]
    [InlineData("?min-score=NaN&max-confidence=x&page=")]
    [InlineData("")]
    public void Words_that_mean_nothing_ask_nothing(string query) => Assert.Equal(new SampleFilter(), Read(query));

    private static SampleFilter Read(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return SampleFilter.Parse(name => parts.TryGetValue(name, out var values) ? values.ToString() : null);
    }
}
