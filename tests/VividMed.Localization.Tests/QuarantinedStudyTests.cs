using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Inference;

namespace VividMed.Localization.Tests;

public sealed class QuarantinedStudyTests
{
    [Fact]
    public void What_lies_in_the_study_is_quarantined_with_its_own_code()
    {
        Assert.Equal("broken-gzip", QuarantinedStudy.Explain(new ImageFormatException("broken-gzip", "cut"), "s1", "localize", input: null)!.Reason);
        Assert.Equal("empty-report", QuarantinedStudy.Explain(new DatasetException("empty-report", "nothing"), "s1", "tag", input: null)!.Reason);
        Assert.Equal("volume-invalid", QuarantinedStudy.Explain(new ModelException("volume-invalid", "flat"), "s1", "localize", input: null)!.Reason);
        Assert.Equal("memory-limit", QuarantinedStudy.Explain(new ModelException("memory-limit", "vast"), "s1", "localize", input: null)!.Reason);
        Assert.Equal("missing-file", QuarantinedStudy.Explain(new FileNotFoundException(), "s1", "localize", input: null)!.Reason);
    }

    [Fact]
    public void What_lies_in_the_machine_is_left_to_the_retries()
    {
        Assert.Null(QuarantinedStudy.Explain(new IOException("disk full"), "s1", "write", input: null));
        Assert.Null(QuarantinedStudy.Explain(new ModelException("run-failed", "device lost"), "s1", "localize", input: null));
        Assert.Null(QuarantinedStudy.Explain(new FileNotFoundException("not loaded", "Some.Library, Version=9.0.0.0, Culture=neutral"), "s1", "localize", input: null));
    }
}
