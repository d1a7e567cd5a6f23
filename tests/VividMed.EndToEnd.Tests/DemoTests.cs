using System.Text.Json;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>The demo, smaller than its defaults.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_writes_shards_trains_and_leaves_pictures()
    {
        using var folder = new TemporaryFolder();

        var demo = await Vividmed.SucceedAsync("demo", "--out", folder.Path("demo"), "--cxr", "8", "--ct", "3", "--train-steps", "6", "--output", "json");

        var summary = JsonDocument.Parse(demo.Output).RootElement;
        foreach (var dataset in summary.GetProperty("datasets").EnumerateArray())
        {
            var studies = dataset.GetProperty("studies");
            Assert.Equal(0, studies.GetProperty("quarantined").GetInt32());
            Assert.Equal(studies.GetProperty("planned").GetInt32(), studies.GetProperty("written").GetInt32() + studies.GetProperty("excluded").GetInt32());
            Assert.Equal(0, dataset.GetProperty("agreement").GetProperty("absentWithRegions").GetInt32());
        }

        var aligned = Assert.Single(summary.GetProperty("training").GetProperty("stages").EnumerateArray());
        Assert.True(aligned.GetProperty("before").GetProperty("boxRecall50").GetDouble() > 0.5, "the base is not what was trained on");
        Assert.True(aligned.GetProperty("after").GetProperty("boxRecall50").GetDouble() > 0.5, "the alignment forgets the base");
        Assert.True(summary.GetProperty("pictures").GetArrayLength() >= 4);
        Assert.All(summary.GetProperty("pictures").EnumerateArray(), picture => Assert.True(new FileInfo(picture.GetString()!).Length > 20_000));
        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("demo", "mimic-cxr"));
        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("demo", "ct-rate"));
    }
}
