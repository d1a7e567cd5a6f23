using VividMed.Dashboard.Runs;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class RunFilterTests
{
    [Fact]
    public void Without_an_address_of_its_own_the_list_has_every_dataset_run_the_newest_first()
    {
        var filter = RunFilter.From(null, null, null, null, null, null);

        Assert.Equal("/", filter.Address);
        Assert.Equal([nameof(SynthesizeDataset)], filter.Question.Names);
        Assert.Equal((0, InstanceSort.Newest, true), (filter.Question.Offset, filter.Question.Sort, filter.Question.Inputs));
        Assert.Empty(filter.Question.Statuses);
        Assert.Null(filter.Question.InputPart);
    }

    [Fact]
    public void What_somebody_chose_stands_in_the_address_and_is_asked_of_the_hub()
    {
        var filter = RunFilter.From("failed", "ct-rate", " night & day ", "everything", "id", 3);

        Assert.Equal("/?status=failed&dataset=ct-rate&text=night%20%26%20day&kind=everything&sort=id&page=3", filter.Address);
        Assert.Equal([OrchestrationRuntimeStatus.Failed], filter.Question.Statuses);
        Assert.Equal(("night & day", "\"Dataset\":\"ct-rate\"", 100), (filter.Question.IdPart, filter.Question.InputPart, filter.Question.Offset));
        Assert.Empty(filter.Question.Names);
    }

    [Fact]
    public void What_no_list_has_is_passed_over()
    {
        var filter = RunFilter.From("odd", null, null, "odd", "odd", -4);

        Assert.Equal(RunFilter.From(null, null, null, null, null, null), filter);
    }
}
