using System.Text;
using System.Text.Json;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Radiographs;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Graphs;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>The shipped base, exported: who runs the graphs as the page says gets what the program gives.</summary>
public sealed class ModelExporterTests(ModelExporterTests.Exported exported) : IClassFixture<ModelExporterTests.Exported>
{
    private const string Base = "phantom-vividmed-mini";

    private static readonly LocalBlobStore Models = new(Repository.Path("models"));

    [Theory]
    [InlineData("cxr")]
    [InlineData("ct")]
    public async Task The_graphs_write_the_report_of_a_phantom_and_find_its_phrases(string kind)
    {
        using var model = await VividMedModel.OpenAsync(Models, Base, threads: 1, cancellationToken: TestContext.Current.CancellationToken);
        using var runner = new GraphRunner(exported.Folder);
        var (image, values) = Phantom(kind);

        var report = model.Report(image);
        var seen = runner.Encode(kind, Prepare(runner, kind, values, image.Size));
        var said = runner.Generate(seen["image_tokens"], runner.Text.GetProperty("reportPrompt").GetString()!, grounded: true);
        var answer = DecodedText.From(runner.Vocabulary, [.. said.Tokens.Skip(said.Start).Select(static token => (int)token)]);
        var places = runner.Locate(kind, seen, said);

        Assert.Equal(report.Text, answer.Text);
        Assert.NotEmpty(places);
        Assert.Equal(report.Phrases.Select(static phrase => (phrase.Start, phrase.End)), answer.Phrases.Select(static phrase => (phrase.Start, phrase.End)));
        var grid = OutlineGrid(seen["outlines"].Shape);
        foreach (var (phrase, (kept, mask)) in report.Phrases.Zip(places))
        {
            Assert.Equal(phrase.Boxes.Count, kept.Count);
            foreach (var (box, own) in phrase.Boxes.Zip(kept.Select(own => ImageBox.Of(own, image.Size)))) Assert.True(IoU(box.Box, own) > 0.99, $"{phrase.Text}: {own} for {box.Box}");
            if (phrase.Mask is not { } filled) continue;
            var found = MaskResizer.ToImage(mask, grid, image.Size.Width, image.Size.Height, image.Size.Depth);
            Assert.InRange((double)found.Count() / filled.Count(), 0.99, 1.01);
        }
    }

    [Fact]
    public async Task The_graphs_answer_a_question_as_the_program_does()
    {
        using var model = await VividMedModel.OpenAsync(Models, Base, threads: 1, cancellationToken: TestContext.Current.CancellationToken);
        using var runner = new GraphRunner(exported.Folder);
        var (image, values) = Phantom("cxr");
        const string Question = "Which side is the pleural effusion on?";

        var said = runner.Generate(runner.Encode("cxr", Prepare(runner, "cxr", values, image.Size))["image_tokens"], Question, grounded: false);

        Assert.Equal(model.Answer(image, Question), runner.Vocabulary.Decode(said.Tokens.Skip(said.Start).Select(static token => (int)token)).Trim());
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
        Assert.Equal([text.GetProperty("yes").GetInt32()], runner.Vocabulary.Encode("yes"));
        Assert.Equal([text.GetProperty("no").GetInt32()], runner.Vocabulary.Encode("no"));
    }

    [Fact]
    public async Task What_one_needs_lies_beside_the_graphs_and_a_second_export_gives_the_same_bytes()
    {
        var files = Directory.GetFiles(exported.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var before = files.ConvertAll(file => File.ReadAllBytes(Path.Combine(exported.Folder, file!)));

        await exported.ExportAsync();

        Assert.Equal(
            [
                "README.md", "decoder.onnx", "encoder-ct.onnx", "encoder-cxr.onnx", "grounding-ct.onnx", "grounding-cxr.onnx", "masks-ct.onnx", "masks-cxr.onnx", "model.json", "names.json",
                "presence.json", "targets.json", "vocabulary.json",
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

        var missing = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(Models, "none", target, "out", null, TestContext.Current.CancellationToken));
        var taken = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(Models, Base, target, "mine", null, TestContext.Current.CancellationToken));

        Assert.Equal(("model-missing", "folder-taken"), (missing.Code, taken.Code));
        Assert.Equal(["mine/model.json"], await target.ListAsync("", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_model_of_radiographs_alone_has_graphs_for_these()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await foreach (var name in Models.ListAsync(Base, TestContext.Current.CancellationToken))
        {
            await store.WriteAsync(name, (await Models.ReadAllAsync(name, cancellationToken: TestContext.Current.CancellationToken))!, cancellationToken: TestContext.Current.CancellationToken);
        }

        var targets = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllBytesAsync(folder.Path(Base, "targets.json"), TestContext.Current.CancellationToken))!;
        targets.Remove("CT");
        await File.WriteAllBytesAsync(folder.Path(Base, "targets.json"), JsonSerializer.SerializeToUtf8Bytes(targets), TestContext.Current.CancellationToken);

        var graphs = await ModelExporter.ExportAsync(store, Base, store, "out", null, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<TrainingException>(() => ModelExporter.ExportAsync(store, Base, store, "out", Modality.Ct, TestContext.Current.CancellationToken));

        Assert.Equal(["decoder.onnx", "encoder-cxr.onnx", "grounding-cxr.onnx", "masks-cxr.onnx"], graphs.Select(static graph => graph.File));
        Assert.Equal("modality-not-learned", refused.Code);
    }

    private static (ModelImage Image, float[] Values) Phantom(string kind)
    {
        if (kind == "ct")
        {
            var scan = PhantomChestCt.Generate(40_000).ToVolume();
            return (ModelImage.Of(scan), [.. scan.Voxels]);
        }

        var radiograph = PhantomRadiograph.Generate(40_000, new PhantomRadiographOptions { Inverted = false });
        var shades = Array.ConvertAll(radiograph.Pixels, static value => (byte)(value >> 4));
        return (ModelImage.Of(new GrayImage(radiograph.Width, radiograph.Height, shades)), Array.ConvertAll(shades, static shade => (float)shade));
    }

    /// <summary>By the numbers of the description, as the page says.</summary>
    private static float[] Prepare(GraphRunner runner, string kind, float[] values, (int Width, int Height, int Depth) size)
    {
        var (shape, known) = (runner.ImageShape(kind), runner.Values);
        var (least, most) = kind == "ct" ? (Number("lowestHounsfield"), Number("highestHounsfield")) : (0, Number("brightestShade"));
        if (kind == "ct") values = Array.ConvertAll(values, value => value < Number("leastMeasured") || value > Number("mostMeasured") ? Number("leastMeasured") : value);
        var grid = new ImageGrid((int)shape[3], (int)shape[2], (int)shape[1]);
        return
        [
            .. new[] { GridResampler.Resize(values, size.Width, size.Height, size.Depth, grid), GridResampler.Peaks(values, size.Width, size.Height, size.Depth, grid) }
                .SelectMany(static channel => channel).Select(value => (Math.Clamp(value, least, most) - least) / (most - least)),
        ];

        float Number(string name) => known.GetProperty(name).GetSingle();
    }

    private static ImageGrid OutlineGrid(long[] shape) => new((int)shape[4], (int)shape[3], (int)shape[2]);

    private static double IoU(Box a, Box b)
    {
        var shared = Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0)) * Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0)) * Math.Max(0, Math.Min(a.Z1, b.Z1) - Math.Max(a.Z0, b.Z0));
        return shared / (Volume(a) + Volume(b) - shared);

        static double Volume(Box box) => (box.X1 - box.X0) * (box.Y1 - box.Y0) * (box.Z1 - box.Z0);
    }

    /// <summary>Exported once for all tests.</summary>
    public sealed class Exported : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Folder => _folder.Path("out");

        public async ValueTask InitializeAsync() => await ExportAsync();

        public Task<IReadOnlyList<ExportedGraph>> ExportAsync() =>
            ModelExporter.ExportAsync(Models, Base, new LocalBlobStore(_folder.Root), "out", only: null, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
