using VividMed.Imaging;
using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Radiographs;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Graphs;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>The shipped base on phantoms: who runs its graphs as the page says gets what the program gives.</summary>
public sealed class ShippedBaseGraphsTests(ShippedBaseGraphsTests.Exported exported) : IClassFixture<ShippedBaseGraphsTests.Exported>
{
    private const string Base = "phantom-vividmed-mini";
    private const int Seed = 40_000;

    private static readonly LocalBlobStore Models = new(Repository.Path("models"));

    [Fact]
    public async Task The_graphs_write_the_report_of_a_radiograph_and_find_its_phrases()
    {
        using var model = await OpenAsync();
        using var runner = new GraphRunner(exported.Folder);
        var (image, values) = Radiograph();

        SameReport.Assert(model, runner, "cxr", image, values);
    }

    [Fact]
    public async Task The_graphs_write_the_report_of_a_scan_and_find_its_phrases()
    {
        using var model = await OpenAsync();
        using var runner = new GraphRunner(exported.Folder);
        var scan = PhantomChestCt.Generate(Seed).ToVolume();
        float[] values = [.. scan.Voxels];

        SameReport.Assert(model, runner, "ct", ModelImage.Of(scan), values);
    }

    [Fact]
    public async Task The_graphs_answer_a_question_as_the_program_does()
    {
        using var model = await OpenAsync();
        using var runner = new GraphRunner(exported.Folder);
        var (image, values) = Radiograph();
        const string Question = "Which side is the pleural effusion on?";

        var said = runner.Generate(runner.Encode("cxr", SameReport.Prepare(runner, "cxr", values, image.Size))["image_tokens"], Question, grounded: false);

        Assert.Equal(model.Answer(image, Question), runner.Vocabulary.Decode(said.Tokens.Skip(said.Start).Select(static token => (int)token)).Trim());
    }

    private static Task<VividMedModel> OpenAsync() => VividMedModel.OpenAsync(Models, Base, threads: 1, cancellationToken: TestContext.Current.CancellationToken);

    private static (ModelImage Image, float[] Values) Radiograph()
    {
        var drawn = PhantomRadiograph.Generate(Seed, new PhantomRadiographOptions { Inverted = false });
        var shades = Array.ConvertAll(drawn.Pixels, static value => (byte)(value >> 4));
        return (ModelImage.Of(new GrayImage(drawn.Width, drawn.Height, shades)), Array.ConvertAll(shades, static shade => (float)shade));
    }

    /// <summary>Exported once for all tests.</summary>
    public sealed class Exported : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Folder => _folder.Path("out");

        public async ValueTask InitializeAsync() => await ModelExporter.ExportAsync(Models, Base, new LocalBlobStore(_folder.Root), "out", only: null, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
