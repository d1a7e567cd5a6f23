using VividMed.Datasets.Index;
using VividMed.Localization;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Tests.Write;

public sealed class BucketInputsTests
{
    [Fact]
    public void A_file_that_several_studies_show_is_remembered_once()
    {
        var entry = new SourceEntry("images/r07.dcm", 10, "then", new string('a', 64));
        var stages = new PartitionStages(
            new PartitionWork("train", [], []), new Dictionary<string, TaggedStudy>(), [],
            new LocalizedSources(new Dictionary<string, string>(), [entry, entry], Pictures: null), new Dictionary<string, string>(), [], []);

        Assert.Equal([entry], new BucketInputs(dataset: null!, stages, TimeProvider.System).Read);
    }
}
