using VividMed.Cli.Running;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Running;

public sealed class TrainedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_told_with_what_a_model_is()
    {
        var refused = Assert.Throws<CliException>(() => TrainedModel.Find(Path.Combine(_folder.Root, "none")));

        Assert.Contains("there is no such folder", refused.Message, StringComparison.Ordinal);
        Assert.Contains("OUT/models/RUN", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_above_a_model_points_to_it()
    {
        var model = Directory.CreateDirectory(Path.Combine(_folder.Root, "models", "run-1")).FullName;
        File.WriteAllText(Path.Combine(model, "network.json"), "{}");

        Assert.Contains(model, Assert.Throws<CliException>(() => TrainedModel.Find(_folder.Root)).Message, StringComparison.Ordinal);
        Assert.Equal("run-1", TrainedModel.Find(model + Path.DirectorySeparatorChar).Prefix);
    }
}
