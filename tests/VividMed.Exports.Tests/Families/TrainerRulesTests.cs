using System.Text.Json;
using VividMed.Exports.Families;
using VividMed.Exports.Tests.Foreign;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Families;

/// <summary>Every line of every family is one that its trainer loads, by the trainer's published rules.</summary>
public sealed class TrainerRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Trainers => ["ms-swift", "llama-factory", "qwen2.5-vl", "qwen-vl", "internvl", "llava", "medgemma"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Trainers))]
    public async Task A_trainer_loads_every_line(string family)
    {
        var export = await ExportAsync(family, new());
        Assert.NotEmpty(export.Lines());
        Assert.All(export.Lines(), line => Assert.Empty(TrainerRules.Find(family, line, export.Root)));
        Assert.Equal(export.Lines().Count, export.Lines().Select(static line => line.GetProperty("id").GetString()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public async Task Smaller_pictures_move_the_boxes_along(string family)
    {
        var export = await ExportAsync(family, new() { Pictures = new() { Longest = 500 } });
        Assert.All(export.Lines(), line => Assert.Empty(TrainerRules.Find(family, line, export.Root)));
        var line = export.Line("cxr-locate-1-0");
        Assert.Equal("[[500,388]]", line.GetProperty("sizes").GetRawText());
        var picture = line.TryGetProperty("images", out var images) ? images[0] : line.GetProperty("image") is var image && image.ValueKind == JsonValueKind.Array ? image[0] : image;
        await using var png = File.OpenRead(Path.Combine(export.Root, picture.GetString()!));
        var read = Imaging.Png.PngCodec.ReadGray(png);
        Assert.Equal(family == "medgemma" ? (500, 500) : (500, 388), (read.Width, read.Height));
        var form = ExportFamilies.Create(family, new()).Coordinates!;
        var expected = form.Write(Imaging.Geometry.Box.Flat(300 * 500 / 1001d, 200 * 388 / 777d, 340.7 * 500 / 1001, 239.6 * 388 / 777), new(500, 388));
        var numbers = family == "ms-swift" ? line.GetProperty("objects").GetProperty("bbox")[0].GetRawText() : line.GetRawText();
        Assert.Contains(string.Join(family == "ms-swift" ? "," : ", ", expected.Select(static number => number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))), numbers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jq_reads_every_line()
    {
        var export = await ExportAsync("qwen2.5-vl", new());
        var (code, text) = Tool.Run("jq", export.Root, "-r", ".id + \" \" + (.conversations[1].value | tostring | length | tostring)", "train-00000.jsonl");
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllLines(Path.Combine(export.Root, "train-00000.jsonl")).Length, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Lists_of_data_name_each_file_with_its_length()
    {
        var factory = await ExportAsync("llama-factory", new());
        var sets = JsonDocument.Parse(factory.Text("dataset_info.json")).RootElement;
        Assert.Equal("train-00000.jsonl", sets.GetProperty("train-00000").GetProperty("file_name").GetString());
        Assert.Equal("sharegpt", sets.GetProperty("train-00000").GetProperty("formatting").GetString());
        var intern = await ExportAsync("internvl", new());
        var meta = JsonDocument.Parse(intern.Text("meta-train.json")).RootElement.GetProperty("train-00000");
        Assert.Equal(File.ReadAllLines(Path.Combine(intern.Root, meta.GetProperty("annotation").GetString()!)).Length, meta.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task A_model_with_a_decoder_of_regions_gets_voxels_affine_and_orientation_and_its_offsets_are_python_s()
    {
        var export = await ExportAsync("vividmed", new());
        var lines = Python.Run("json", export.Root, """
            import glob, json
            for line in open("train-00000.jsonl"):
                sample = json.loads(line)
                for phrase in sample["phrases"]:
                    print(sample["text"][phrase["start"]:phrase["end"]], [r["box"] for r in phrase["regions"]])
                print([(i["size"], i["orientation"], len(i["affine"] or [])) for i in sample["images"]], sample["denied"])
            """);
        Assert.Equal(
            [
                "Nodule [[4, 5, 3, 6, 8, 5]]", "Effusion [[1, 2, 0, 7, 6, 4]]", "heart [[10, 8, 6, 12, 10, 8]]", "[([20, 16, 10], 'LPS', 16)] ['pneumothorax']",
                "Left pleural effusion [[0, 380.25, 120.5, 640], [700.4, 500, 1001, 777]]", "nodule [[300, 200, 340.7, 239.6]]", "[([1001, 777, 1], None, 0)] ['pneumothorax', 'edema']",
            ],
            lines);
    }

    private async Task<Exported> ExportAsync(string family, FamilyOptions options) =>
        await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("cxr"), TestSamples.Tomogram("ct")), family, options);
}
