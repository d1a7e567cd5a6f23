using System.Text;
using System.Text.Json;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Graphs;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>An export as others use it: what it says is what the program says, and nothing else is written over.</summary>
public sealed class ModelExporterTests(HardlyTrainedExport exported) : IClassFixture<HardlyTrainedExport>
{
    /// <summary>So eager to open phrases that there are some, though the model has hardly learned any.</summary>
    private const float Eager = -100;

    [Theory]
    [InlineData("cxr")]
    [InlineData("ct")]
    public async Task The_graphs_write_the_programs_report_and_find_its_phrases(string kind)
    {
        using var model = await OpenAsync();
        using var runner = new GraphRunner(exported.Folder, Eager);
        var (image, values) = Bright(kind);

        SameReport.Assert(model, runner, kind, image, values);
    }

    [Theory]
    [InlineData("cxr")]
    [InlineData("ct")]
    public async Task The_graphs_give_the_evidence_that_a_calibrated_model_decides_by(string kind)
    {
        using var model = await OpenAsync();
        using var runner = new GraphRunner(exported.Folder);
        var (image, values) = Bright(kind);

        var evidence = runner.Evidence(kind, runner.Encode(kind, SameReport.Prepare(runner, kind, values, image.Size)), HardlyTrainedExport.Target);

        Assert.Equal(model.Ask(image, [HardlyTrainedExport.Target]).Single().Share, 1 / (1 + Math.Exp(HardlyTrainedExport.Threshold - evidence)), 1e-4);
    }

    [Fact]
    public void The_description_numbers_words_as_the_vocabulary_does()
    {
        using var runner = new GraphRunner(exported.Folder);
        var text = runner.Text;
        var letters = text.GetProperty("letters").GetString()!;

        Assert.Equal(runner.Vocabulary.Count, text.GetProperty("words").GetInt32());
        Assert.Equal(256, letters.Distinct().Count());
        Assert.All(Enumerable.Range(32, 95), value => Assert.Equal(value == 32 ? 'Ġ' : (char)value, letters[value]));
        // A byte alone has its number behind the signs.
        Assert.Equal([Vocabulary.Least - 256 + 'z'], runner.Vocabulary.EncodeRest("z"));
        Assert.Equal(text.GetProperty("yes").GetInt32(), runner.Vocabulary.Encode("yes")[0]);
        Assert.Equal(text.GetProperty("no").GetInt32(), runner.Vocabulary.Encode("no")[0]);
    }

    [Fact]
    public async Task What_one_needs_lies_beside_the_graphs_and_a_second_export_gives_the_same_bytes()
    {
        var files = Directory.GetFiles(exported.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var before = files.ConvertAll(file => File.ReadAllBytes(Path.Combine(exported.Folder, file!)));

        await exported.ExportAsync();

        Assert.Equal(
            [
                "README.md", "decoder.onnx", "encoder-ct.onnx", "encoder-cxr.onnx", "glance-ct.onnx", "glance-cxr.onnx", "grounding-ct.onnx", "grounding-cxr.onnx", "masks-ct.onnx", "masks-cxr.onnx",
                "model.json", "names.json", "presence.json", "targets.json", "vocabulary.json",
            ],
            files);
        Assert.Equal(before, files.Select(file => File.ReadAllBytes(Path.Combine(exported.Folder, file!))));
        Assert.Equal(await File.ReadAllTextAsync(Repository.Path("docs", "how-to", "run-the-model-elsewhere.md"), TestContext.Current.CancellationToken), Encoding.UTF8.GetString(before[0]));
    }

    [Fact]
    public async Task Nothing_is_written_where_no_model_is_or_over_what_no_export_wrote()
    {
        using var folder = new TemporaryFolder();
        var target = new LocalBlobStore(folder.Root);
        await target.WriteAsync("mine/model.json", "{\"format\":1}"u8.ToArray(), cancellationToken: TestContext.Current.CancellationToken);

        var missing = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(exported.Store, "models/none", target, "out", null, TestContext.Current.CancellationToken));
        var taken = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(exported.Store, HardlyTrainedExport.Model, target, "mine", null, TestContext.Current.CancellationToken));
        var itself = await Assert.ThrowsAsync<TrainingException>(
            () => ModelExporter.ExportAsync(exported.Store, HardlyTrainedExport.Model, exported.Store, HardlyTrainedExport.Model, null, TestContext.Current.CancellationToken));

        Assert.Equal(("model-missing", "folder-taken", "folder-taken"), (missing.Code, taken.Code, itself.Code));
        Assert.Equal(["mine/model.json"], await target.ListAsync("", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_model_of_radiographs_alone_has_graphs_for_these()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await foreach (var name in exported.Store.ListAsync(HardlyTrainedExport.Model, TestContext.Current.CancellationToken))
        {
            await store.WriteAsync(name, (await exported.Store.ReadAllAsync(name, cancellationToken: TestContext.Current.CancellationToken))!, cancellationToken: TestContext.Current.CancellationToken);
        }

        var file = folder.Path(HardlyTrainedExport.Model, "targets.json");
        var targets = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        targets.Remove("CT");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(targets), TestContext.Current.CancellationToken);

        var graphs = await ModelExporter.ExportAsync(store, HardlyTrainedExport.Model, store, "out", null, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(store, HardlyTrainedExport.Model, store, "out", Modality.Ct, TestContext.Current.CancellationToken));

        Assert.Equal(["decoder.onnx", "encoder-cxr.onnx", "grounding-cxr.onnx", "glance-cxr.onnx", "masks-cxr.onnx"], graphs.Select(static graph => graph.File));
        Assert.Equal("modality-not-learned", refused.Code);
    }

    private Task<VividMedModel> OpenAsync() =>
        VividMedModel.OpenAsync(exported.Store, HardlyTrainedExport.Model, new DecodingOptions { OpeningCorrection = Eager }, threads: 1, TestContext.Current.CancellationToken);

    /// <summary>Something bright on noise, of a size that no grid divides.</summary>
    private static (ModelImage Image, float[] Values) Bright(string kind)
    {
        var random = new Random(7);
        if (kind == "cxr")
        {
            byte[] shades = [.. Enumerable.Range(0, 57 * 43).Select(at => (byte)((at % 57) is > 30 and < 45 && (at / 57) is > 10 and < 25 ? 220 : random.Next(40)))];
            return (ModelImage.Of(new GrayImage(57, 43, shades)), Array.ConvertAll(shades, static shade => (float)shade));
        }

        float[] voxels = [.. Enumerable.Range(0, 31 * 27 * 13).Select(at => (at % 31) is > 4 and < 12 ? 40f + random.Next(9) : at % 97 == 0 ? -8192 : -900 + random.Next(200))];
        return (ModelImage.Of(new Volume(31, 27, 13, [.. voxels], Affine.Identity)), voxels);
    }
}
