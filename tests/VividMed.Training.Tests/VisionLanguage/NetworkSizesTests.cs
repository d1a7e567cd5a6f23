using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class NetworkSizesTests
{
    private static readonly byte[] Shipped = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", NetworkSizes.FileName));

    [Fact]
    public void The_usual_size_is_that_of_options_that_name_none() =>
        Assert.Equal(new NetworkOptions(), NetworkSizes.Find(Shipped, NetworkSizes.Usual, "sizes.json"));

    [Theory]
    [InlineData("tiny", 64)]
    [InlineData("Base", 256)]
    public void A_size_is_found_by_its_name_whatever_the_case(string name, int width) =>
        Assert.Equal(width, NetworkSizes.Find(Shipped, name, "sizes.json").Width);

    [Fact]
    public void An_unknown_size_is_refused_with_those_there_are()
    {
        var refused = Assert.Throws<TrainingException>(() => NetworkSizes.Find(Shipped, "huge", "sizes.json"));
        Assert.Equal("unknown-size", refused.Code);
        Assert.Contains("tiny, small, base", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_with_its_line()
    {
        var refused = Assert.Throws<TrainingException>(() => NetworkSizes.Find("{\n \"tiny\": { \"breadth\": 3 }\n}"u8, "tiny", "sizes.json"));
        Assert.Equal("bad-sizes", refused.Code);
        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
    }
}
