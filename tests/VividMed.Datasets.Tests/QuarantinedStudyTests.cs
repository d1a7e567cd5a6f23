namespace VividMed.Datasets.Tests;

/// <summary>Which failures are a study's, which are its surroundings', and which stop everybody.</summary>
public sealed class QuarantinedStudyTests
{
    public static TheoryData<Exception, string> Surroundings => new()
    {
        { new FileNotFoundException(), "missing-file" },
        { new DirectoryNotFoundException(), "missing-file" },
        { new DatasetException("missing-file", "gone"), "missing-file" },
        { new DatasetException("missing-report", "gone"), "missing-report" },
        { new DatasetException("unreadable-file", "stale"), "unreadable-file" },
        { Record.Exception(static () => new byte[int.MaxValue])!, "out-of-memory" },
        { new InsufficientMemoryException(), "out-of-memory" },
    };

    [Theory]
    [MemberData(nameof(Surroundings), DisableDiscoveryEnumeration = true)]
    public void What_the_surroundings_may_have_caused_is_tried_again_by_the_next_run(Exception failure, string reason)
    {
        var record = QuarantinedStudy.Explain(failure, "s1", "localize", "digest")!;
        Assert.Equal(("s1", "localize", reason, "digest", true), (record.Study, record.Stage, record.Reason, record.Input, record.Surroundings));
        Assert.DoesNotContain('\n', record.Message);
    }

    [Fact]
    public void What_lies_in_the_input_stays_until_the_input_changes_or_is_replayed() =>
        Assert.False(QuarantinedStudy.Explain(new DatasetException("empty-report", "nothing"), "s1", "tag", input: null)!.Surroundings);

    [Fact]
    public void What_would_stop_any_other_study_as_well_is_nobody_s_quarantine()
    {
        const int NoSpaceLeft = 28;
        Assert.Null(QuarantinedStudy.Explain(new IOException("No space left on device", NoSpaceLeft), "s1", "write", input: null));
        Assert.Null(QuarantinedStudy.Explain(new InvalidOperationException(), "s1", "write", input: null));
    }
}
