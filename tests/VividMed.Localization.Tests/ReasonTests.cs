using VividMed.Datasets;
using VividMed.Grounding.Confidence;
using VividMed.Imaging;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.Shards;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;

namespace VividMed.Localization.Tests;

/// <summary>Every kind of trouble says whether it lies in the study at hand: only then is the study set aside and the run goes on.</summary>
public sealed class ReasonTests
{
    private static readonly ReasonException[] InTheInput =
    [
        new ImageFormatException("any", "m"), new ReportException("any", "m"), new DatasetException("any", "m"),
        new ModelException("image-invalid", "m"), new ModelException("volume-invalid", "m"), new ModelException("memory-limit", "m"),
    ];

    private static readonly ReasonException[] Elsewhere =
    [
        new TaxonomyException("m"), new LanguageException("m"), new StorageException("any", "m"), new ShardException("any", "m"), new LlmEndpointException("any", "m"),
        new ConfidenceException("m"),
        new ModelException("digest-mismatch", "m"), new ModelException("provider-unavailable", "m"), new ModelRunException("id", new IOException()),
    ];

    [Fact]
    public void Trouble_with_a_file_or_a_report_lies_in_the_input_and_trouble_with_stores_and_models_does_not()
    {
        Assert.All(InTheInput, static reason => Assert.True(reason.LiesInInput, reason.GetType().Name));
        Assert.All(Elsewhere, static reason => Assert.False(reason.LiesInInput, reason.GetType().Name));
    }

    [Fact]
    public void No_kind_of_trouble_is_missing_here()
    {
        var known = InTheInput.Concat(Elsewhere).Select(static reason => reason.GetType()).ToHashSet();
        var all = known.Append(typeof(StudyLocalizer)).Append(typeof(Grounding.Grounder))
            .Select(static type => type.Assembly).Distinct()
            .SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(ReasonException)));

        Assert.Equal(known.Select(static kind => kind.Name).Order(), all.Select(static kind => kind.Name).Order());
    }

    [Fact]
    public void The_codes_that_are_fixed_are_what_records_count_by()
    {
        Assert.Equal("bad-taxonomy", new TaxonomyException("m").Code);
        Assert.Equal("run-failed", new ModelRunException("id", new IOException("device lost")).Code);
        Assert.Contains("device lost", new ModelRunException("id", new IOException("device lost")).Message, StringComparison.Ordinal);
    }
}
