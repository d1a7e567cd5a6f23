using VividMed.Datasets;
using VividMed.Imaging;

namespace VividMed.Workflows.Tests;

public sealed class StudyFailureTests
{
    [Fact]
    public void What_lies_in_the_study_is_quarantined_with_its_own_code()
    {
        Assert.Equal("broken-gzip", StudyFailure.Explain(new ImageFormatException("broken-gzip", "cut"), "s1", "localize", input: null)!.Reason);
        Assert.Equal("empty-report", StudyFailure.Explain(new DatasetException("empty-report", "nothing"), "s1", "tag", input: null)!.Reason);
        Assert.Equal("missing-file", StudyFailure.Explain(new FileNotFoundException(), "s1", "localize", input: null)!.Reason);
    }

    [Fact]
    public void What_lies_in_the_machine_is_left_to_the_retries() =>
        Assert.Null(StudyFailure.Explain(new IOException("disk full"), "s1", "write", input: null));
}
