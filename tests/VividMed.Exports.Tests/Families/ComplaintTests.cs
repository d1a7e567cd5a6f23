using System.Text.Json;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Families;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Families;

/// <summary>What users of grounding data complain about, one test each.</summary>
public sealed class ComplaintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Boxes_for_qwen2_5_are_pixels_after_its_resize_and_the_limits_are_recorded()
    {
        var export = await ExportAsync("qwen2.5-vl");
        var line = export.Line("cxr1-locate-0-0");

        Assert.Equal("[{\"bbox_2d\": [0, 384, 121, 646], \"label\": \"Left pleural effusion\"}, {\"bbox_2d\": [705, 505, 1008, 784], \"label\": \"Left pleural effusion\"}]", Answer(line));
        Assert.Equal("[[1008,784]]", line.GetProperty("frames").GetRawText());
        Assert.Contains("between 3136 and 12845056 pixels", export.Manifest.Form.CoordinatesMean, StringComparison.Ordinal);
        var smaller = await ExportAsync("qwen2.5-vl", new() { Resize = new SmartResize(3136, 200_704) }, "smaller");
        Assert.Equal("[[504,392]]", smaller.Line("cxr1-locate-0-0").GetProperty("frames").GetRawText());
        Assert.Contains("200704", smaller.Manifest.Form.CoordinatesMean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boxes_for_qwen2_and_qwen3_are_thousandths_of_the_picture_once()
    {
        var line = (await ExportAsync("qwen-vl")).Line("cxr1-locate-0-0");
        Assert.Equal("[[0,489,120,824],[700,644,1000,1000]]", JsonSerializer.Serialize(Boxes(line)));
        // A smaller picture has the same thousandths.
        var smaller = (await ExportAsync("qwen-vl", new() { Pictures = new() { Longest = 500 } }, "smaller")).Line("cxr1-locate-0-0");
        Assert.Equal("[[0,489,120,824],[700,644,1000,1000]]", JsonSerializer.Serialize(Boxes(smaller)));
    }

    [Fact]
    public async Task Ms_swift_gets_the_kind_of_box_and_the_picture_of_each()
    {
        var export = await ExportAsync("ms-swift");
        foreach (var line in export.Lines())
        {
            var objects = line.GetProperty("objects");
            Assert.Equal("real", objects.GetProperty("bbox_type").GetString());
            Assert.Equal(objects.GetProperty("bbox").GetArrayLength(), objects.GetProperty("image_id").GetArrayLength());
            Assert.All(objects.GetProperty("image_id").EnumerateArray(), id => Assert.InRange(id.GetInt32(), 0, line.GetProperty("images").GetArrayLength() - 1));
        }

        // A report over two slices of a CT names the slice of each box.
        Assert.Equal("[1,0,2]", export.Line("v0001-ct1-report").GetProperty("objects").GetProperty("image_id").GetRawText());
    }

    [Fact]
    public async Task Llama_factory_gets_final_numbers_in_plain_json_and_no_special_tokens()
    {
        foreach (var line in (await ExportAsync("llama-factory")).Lines())
        {
            Assert.DoesNotContain("<|", line.GetRawText(), StringComparison.Ordinal);
            if (line.GetProperty("task").GetString() == "locate") Assert.All(Boxes(line).SelectMany(static box => box), static number => Assert.InRange(number, 0, 1000));
        }

        var pixels = await ExportAsync("llama-factory", new() { ResizedPixels = true }, "pixels");
        Assert.Equal("resized-pixels", pixels.Manifest.Form.Coordinates);
        Assert.Equal([705, 505, 1008, 784], Boxes(pixels.Line("cxr1-locate-0-0"))[1]);
    }

    [Theory]
    [InlineData("ms-swift")]
    [InlineData("llama-factory")]
    [InlineData("qwen2.5-vl")]
    [InlineData("qwen-vl")]
    [InlineData("internvl")]
    [InlineData("llava")]
    [InlineData("medgemma")]
    public async Task Placeholders_equal_pictures_whatever_the_report_holds(string family)
    {
        var export = await ExportAsync(family);
        Assert.NotEmpty(export.Lines());
        foreach (var line in export.Lines())
        {
            var pictures = line.TryGetProperty("images", out var images) ? images : line.GetProperty("image");
            var count = pictures.ValueKind == JsonValueKind.Array ? pictures.GetArrayLength() : 1;
            Assert.True(pictures.ValueKind == JsonValueKind.Array || family == "llava", "pictures are a list, but for the one that LLaVA-1.5 reads");
            var text = line.GetRawText();
            Assert.Equal(family == "medgemma" ? 0 : count, Count(text, "<image>"));
            if (family == "medgemma") Assert.Equal(count, Count(text, "\"type\":\"image\""));
            Assert.DoesNotContain("<|im_end|>", text, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;image&gt;", export.Line("v0001-cxr1-report").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("&lt;|im_end|&gt;", export.Line("v0001-cxr1-report").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Llava_s_numbers_are_of_the_square_that_its_trainer_pads_to_or_not_as_asked()
    {
        Assert.Equal("[0.3, 0.312, 0.34, 0.351]", Answer((await ExportAsync("llava")).Line("cxr1-locate-1-0")));
        Assert.Equal("[0.3, 0.257, 0.34, 0.308]", Answer((await ExportAsync("llava", new() { TrainerPads = false }, "unpadded")).Line("cxr1-locate-1-0")));
    }

    [Fact]
    public async Task Internvl_gets_ref_and_box_in_thousandths_whatever_the_tiling()
    {
        var export = await ExportAsync("internvl");
        Assert.Equal("<ref>nodule</ref><box>[[300, 257, 340, 308]]</box>", Answer(export.Line("cxr1-locate-1-0")));
        Assert.Contains("<ref>Left pleural effusion</ref><box>[[0, 489, 120, 824], [700, 644, 1000, 1000]]</box> &lt;|im_end|&gt;", Answer(export.Line("v0001-cxr1-report")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_boxes_of_a_phrase_are_one_json_value_from_top_to_bottom()
    {
        var sample = TestSamples.Radiograph("cxr1");
        var turned = sample with { Regions = [sample.Regions[1], sample.Regions[0], sample.Regions[2]] };
        var one = await ExportAsync("qwen-vl");
        var other = await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("turned"), turned), "qwen-vl", name: "other");
        Assert.Equal(Answer(one.Line("cxr1-locate-0-0")), Answer(other.Line("cxr1-locate-0-0")));
        Assert.Equal(2, Boxes(one.Line("cxr1-locate-0-0")).Length);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 22)]
    [InlineData(0.5, 66)]
    [InlineData(null, 66)]
    public async Task Denied_phrases_have_no_box_and_the_share_that_was_asked_for(double? share, int denied)
    {
        var store = await TestVersion.WriteAsync(_folder.Path("many"), [.. Enumerable.Range(0, 33).Select(static i => TestSamples.Radiograph($"s{i:D3}"))]);
        var export = await Exported.RunAsync(_folder, store, "qwen2.5-vl", new() { Negatives = share });
        var lines = export.Lines().Where(static line => line.GetProperty("id").GetString()!.Contains("-denied-", StringComparison.Ordinal)).ToList();
        Assert.Equal(denied, lines.Count);
        Assert.All(lines, static line => Assert.Equal("[]", Answer(line)));
        Assert.Equal(denied, export.Manifest.Counts["lines: denied"]);
        Assert.Equal(66, export.Manifest.Counts["denied phrases to choose from"]);
    }

    [Theory]
    [InlineData("ms-swift")]
    [InlineData("medgemma")]
    [InlineData("llama-factory")]
    public async Task Every_line_has_the_same_schema(string family)
    {
        var shapes = (await ExportAsync(family)).Lines().Select(static line => Shape(line, "")).Distinct().ToList();
        Assert.Single(shapes);
    }

    /// <summary>Names and kinds of all that a line holds; of a list those of its items together, an empty one fits any.</summary>
    private static string Shape(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject().Select(one => one.Name + Shape(one.Value, one.Name))) + "}",
        JsonValueKind.Array => at is "content" ? "[" + string.Join("|", value.EnumerateArray().Select(static item => Shape(item, "")).Distinct()) + "]" : "[]",
        JsonValueKind.Null or JsonValueKind.String => "text",
        _ => "number",
    };

    private static string Answer(JsonElement line) => line.TryGetProperty("conversations", out var turns)
        ? turns[1].GetProperty("value").GetString()!
        : line.GetProperty("messages")[1].GetProperty("content") is var content && content.ValueKind == JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!;

    private static double[][] Boxes(JsonElement line) =>
        [.. JsonDocument.Parse(Answer(line)).RootElement.EnumerateArray().Select(static box => box.GetProperty("bbox_2d").EnumerateArray().Select(static number => number.GetDouble()).ToArray())];

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private async Task<Exported> ExportAsync(string family, FamilyOptions? options = null, string? name = null)
    {
        var store = Directory.Exists(_folder.Path("store"))
            ? BlobStoreFactory.Open(_folder.Path("store"))
            : await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("cxr1"), TestSamples.Tomogram("ct1"), TestSamples.Radiograph("cxr2", "test"));
        var export = await Exported.RunAsync(_folder, store, family, (options ?? new FamilyOptions()) with { Filter = new() { Splits = ["train"] } }, name);
        return export;
    }
}
