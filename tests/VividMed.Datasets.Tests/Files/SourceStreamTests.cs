using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Files;

/// <summary>A source that fails to be read says so itself, so that nobody takes it for the store.</summary>
public sealed class SourceStreamTests
{
    [Fact]
    public async Task A_file_that_the_system_cannot_read_is_unreadable_and_the_study_s_surroundings_are_to_blame()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc, which has a file that fails with an input/output error");
        var files = new LocalDatasetFiles("/proc/self");
        await using var memory = files.OpenRead("mem")!;
        var failure = Assert.Throws<DatasetException>(() => memory.Read(new byte[8], 0, 8));
        Assert.Equal("unreadable-file", failure.Code);
        Assert.StartsWith("mem cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(failure.InnerException);
        Assert.Equal(
            "unreadable-file",
            (await Assert.ThrowsAsync<DatasetException>(async () => await memory.ReadExactlyAsync(new byte[8], TestContext.Current.CancellationToken))).Code);
        Assert.True(QuarantinedStudy.Explain(failure, "s1", "localize", input: null)?.Surroundings);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_unreadable()
    {
        using var folder = new DatasetFolder().Write("a.dcm/b.txt");
        Assert.Equal("unreadable-file", Assert.Throws<DatasetException>(() => new LocalDatasetFiles(folder.Root).OpenRead("a.dcm")).Code);
    }

    [Fact]
    public void A_sound_file_is_read_from_wherever_it_is_asked_to()
    {
        using var folder = new DatasetFolder().Write("a.txt", "0123456789");
        using var file = new LocalDatasetFiles(folder.Root).OpenRead("a.txt")!;
        Assert.Equal((10, true), (file.Length, file.CanSeek));
        Assert.Equal(6, file.Seek(-4, SeekOrigin.End));
        using var reader = new StreamReader(file);
        Assert.Equal("6789", reader.ReadToEnd());
        Assert.Equal(10, file.Position);
        file.Position = 8;
        Assert.Equal('8', file.ReadByte());
    }
}
